import { callOperations } from "../../../generated/call-operations";
import { accessDenied } from "../../../generated/service";
import type { TrentOperation } from "../../../generated/types";
import { isObject, objectOf } from "../../../openapi/dialect/document";
import type { CallEvent, ServiceEvent, StateEvent } from "./events";
import { callerArn } from "./principals";

/** A CloudTrail record (docs/evidence/monitoring.md#cloudtrail-record). Plain JSON. */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

/** The CloudTrail record of an event. */
export function cloudTrailRecord(event: StateEvent): CloudTrailRecord {
  return event.kind === "call" ? ofCall(event) : ofService(event);
}

/** CloudTrail writes whole seconds (recorded samples of the Developer Guide). */
export function isoSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function ofCall(event: CallEvent): CloudTrailRecord {
  return {
    eventVersion: "1.08",
    userIdentity: identityOf(event),
    eventTime: isoSeconds(event.at),
    eventSource: "kms.amazonaws.com",
    eventName: event.operation,
    awsRegion: event.region,
    sourceIPAddress: event.sourceIp ?? "127.0.0.1",
    userAgent: event.userAgent ?? "unknown",
    ...(event.refusal && {
      errorCode: errorCodeOf(event.refusal.type),
      ...(event.refusal.message !== undefined && { errorMessage: event.refusal.message }),
    }),
    requestParameters: parametersOf(event),
    responseElements: event.refusal ? null : responseOf(event),
    ...(event.data && { additionalEventData: event.data }),
    requestID: event.requestId,
    eventID: event.id,
    readOnly: callOperations[event.operation].readOnly,
    ...resourcesOf(event),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: event.account,
    eventCategory: "Management",
  };
}

const TIME_TEXT = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", dateStyle: "medium", timeStyle: "medium" });

/**
 * A request with its time as CloudTrail writes it, such as `May 21, 2025, 5:47:45 AM`. ValidTo of ImportKeyMaterial is the only
 * time of all requests (docs/evidence/imports.md#importkeymaterial-record).
 */
function withTextOfTime(request: CallEvent["request"]): CallEvent["request"] {
  const { ValidTo } = request;
  if (typeof ValidTo !== "number") return request;
  // Some engines write a narrow blank before AM and PM.
  return { ...request, ValidTo: TIME_TEXT.format(ValidTo * 1000).replace("\u202f", " ") };
}

/** What a record has although the request left it out (docs/evidence/monitoring.md#encryption-records). */
const ALWAYS: Partial<Record<TrentOperation, Readonly<Record<string, string>>>> = {
  Encrypt: { EncryptionAlgorithm: "SYMMETRIC_DEFAULT" },
  Decrypt: { EncryptionAlgorithm: "SYMMETRIC_DEFAULT" },
  ReEncrypt: {
    SourceEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
    DestinationEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
  },
};

function resourcesOf({ key, otherKey }: CallEvent): CloudTrailRecord {
  if (!key) return {};
  const keys = otherKey ? [key, otherKey] : [key];
  return { resources: keys.map(({ account, arn }) => ({ accountId: account, type: "AWS::KMS::Key", ARN: arn })) };
}

/** Documented: a RetireGrant has none, whatever it names its grant by (docs/evidence/grants.md#records-of-grants). */
function parametersOf({ operation, request }: CallEvent): unknown {
  if (operation === "GenerateRandom" || operation === "RetireGrant") return null;
  const parameters = {
    ...ALWAYS[operation],
    ...withTextOfTime(operation.includes("CustomKeyStore") ? ofStore(request) : request),
  };
  return Object.keys(parameters).length === 0 ? null : lowerCamel(parameters);
}

/** CloudTrail's own name of a denial has no suffix (inferred). */
function errorCodeOf(type: string): string {
  return type === accessDenied ? "AccessDenied" : type;
}

/** A caller without a name is the account's root user: the only one that each account is sure to have. */
function identityOf({ principal, account, region }: CallEvent): CloudTrailRecord {
  const arn = callerArn({ account, region, ...(principal && { principal }) });
  return {
    type: arn.includes(":assumed-role/") ? "AssumedRole" : arn.endsWith(":root") ? "Root" : "IAMUser",
    principalId: principal?.principalId ?? (arn.endsWith(":root") ? account : "EX_PRINCIPAL_ID"),
    arn,
    accountId: account,
    ...(principal?.accessKeyId !== undefined && { accessKeyId: principal.accessKeyId }),
    ...(principal?.userName !== undefined && { userName: principal.userName }),
  };
}

/**
 * A request about a custom key store names the cluster as documented, and no certificate
 * (docs/evidence/custom-key-stores.md#records).
 */
function ofStore({ CloudHsmClusterId: clusterId, TrustAnchorCertificate: _, ...rest }: CallEvent["request"]) {
  return clusterId === undefined ? rest : { ...rest, clusterId };
}

/**
 * Documented for EnableKeyRotation: since December 2022 the key's ARN, although the answer has no body; inferred for the
 * other operations without a body. DisableKeyRotation's only sample has null (docs/evidence/monitoring.md#disablekeyrotation-record).
 */
function responseOf(event: CallEvent): unknown {
  if (callOperations[event.operation].readOnly || event.operation === "DisableKeyRotation") return null;
  // Since December 2022 with the key's ARN, which the answer has not (docs/evidence/grants.md#records-of-grants).
  if (event.operation === "CreateGrant") return { ...objectOf(lowerCamel(event.answer)), keyId: event.key?.arn };
  const { answer } = event;
  // An answer without members says no more than an empty one (inferred).
  if (isObject(answer) && Object.keys(answer).length > 0) return lowerCamel(answer);
  return event.key ? { keyId: event.key.arn } : null;
}

function ofService(event: ServiceEvent): CloudTrailRecord {
  return {
    eventVersion: "1.08",
    userIdentity: { accountId: event.account, invokedBy: "AWS Internal" },
    eventTime: isoSeconds(event.at),
    eventSource: "kms.amazonaws.com",
    eventName: event.name,
    awsRegion: event.region,
    sourceIPAddress: "AWS Internal",
    userAgent: "AWS Internal",
    requestParameters: null,
    responseElements: null,
    eventID: event.id,
    readOnly: false,
    resources: [{ accountId: event.account, type: "AWS::KMS::Key", ARN: event.keyArn }],
    eventType: "AwsServiceEvent",
    managementEvent: true,
    recipientAccountId: event.account,
    serviceEventDetails: { ...event.details, keyId: event.keyId },
    eventCategory: "Management",
  };
}

/** The members whose names inside are the caller's own: an encryption context. */
const CONTEXT = /EncryptionContext(?:Subset|Equals)?$/;

/** Member names as CloudTrail has them, all the way down: only the first letter changes (`aWSAccountId`). */
function lowerCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCamel);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      CONTEXT.test(name) ? member : lowerCamel(member),
    ]),
  );
}
