import { callOperations } from "../../../generated/call-operations";
import { isObject } from "../../../openapi/dialect/document";
import { partitionOf } from "../locality";
import type { CallEvent, ServiceEvent, StateEvent } from "./events";

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
      errorCode: isDenial(event) ? "AccessDenied" : event.refusal.type,
      ...(event.refusal.message !== undefined && { errorMessage: event.refusal.message }),
    }),
    requestParameters: Object.keys(event.request).length === 0 ? null : parametersOf(event),
    responseElements: event.refusal ? null : responseOf(event),
    ...(event.additional && { additionalEventData: event.additional }),
    requestID: event.requestId,
    eventID: event.id,
    readOnly: callOperations[event.operation].readOnly,
    ...(event.key && { resources: [{ accountId: event.key.account, type: "AWS::KMS::Key", ARN: event.key.arn }] }),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: event.account,
    eventCategory: "Management",
  };
}

/** Whether a call got the error of its rule `permission`. CloudTrail's own name of it has no suffix (inferred). */
function isDenial({ operation, refusal }: CallEvent): boolean {
  const { rules } = callOperations[operation];
  return rules.some(({ id, error }) => id === "permission" && error === refusal?.type);
}

/** A caller without a name is the account's root user: the only one that each account is sure to have. */
function identityOf({ principal, account, region }: CallEvent): CloudTrailRecord {
  const arn = principal?.arn ?? `arn:${partitionOf(region)}:iam::${account}:root`;
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
 * The members of the request. Those of the operations on custom key stores name the cluster as documented, and no
 * certificate (docs/evidence/custom-key-stores.md#records).
 */
function parametersOf({ operation, request }: CallEvent): unknown {
  if (!operation.includes("CustomKeyStore")) return lowerCamel(request);
  const { CloudHsmClusterId: clusterId, TrustAnchorCertificate: _, ...rest } = request;
  return lowerCamel(clusterId === undefined ? rest : { ...rest, clusterId });
}

/**
 * Documented for EnableKeyRotation: since December 2022 the key's ARN, although the answer has no body; inferred for the
 * other operations without a body. DisableKeyRotation's only sample has null (docs/evidence/monitoring.md#disablekeyrotation-record).
 */
function responseOf(event: CallEvent): unknown {
  if (callOperations[event.operation].readOnly || event.operation === "DisableKeyRotation") return null;
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

/** Member names as CloudTrail has them, all the way down: only the first letter changes (`aWSAccountId`). */
function lowerCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCamel);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), lowerCamel(member)]),
  );
}
