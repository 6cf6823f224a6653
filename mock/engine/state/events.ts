import { callOperations } from "../../../generated/call-operations";
import type { JsonObject } from "../../../openapi/dialect/document";
import { withoutSecrets } from "../without-secrets";
import { keyArn } from "./arn";
import type { Ids } from "./ids";
import type { KeyRef } from "./key";
import type { OperationCall, OperationOutcome } from "./operation-call";

/** What the service did by itself: an event without a caller. */
export interface ServiceEvent {
  readonly kind: "service";
  readonly name: "RotateKey" | "SynchronizeMultiRegionKey" | "DeleteKey" | "DeleteExpiredKeyMaterial";
  /** Of the CloudTrail record. */
  readonly id: string;
  /** Of the EventBridge event, where there is one. */
  readonly busId: string;
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly keyId: string;
  readonly keyArn: string;
  /** More members of serviceEventDetails besides keyId. */
  readonly details: Readonly<Record<string, string>>;
}

/** A call that was answered, as little of it as the record needs: {@link "./cloudtrail"} makes the record when it is read. */
export interface CallEvent {
  readonly kind: "call";
  readonly id: string;
  readonly at: number;
  readonly operation: OperationCall["operation"];
  readonly account: string;
  readonly region: string;
  readonly principal?: OperationCall["principal"];
  readonly requestId: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** Without what is secret. */
  readonly request: Readonly<Record<string, unknown>>;
  /** The answer's body, of an operation that changes something. */
  readonly answer?: unknown;
  readonly refusal?: { readonly type: string; readonly message?: string };
  readonly key?: { readonly account: string; readonly arn: string };
  /** What the record has in additionalEventData. */
  readonly additional?: Readonly<Record<string, string>>;
}

/** One thing that monitoring shows. Plain JSON. */
export type StateEvent = CallEvent | ServiceEvent;

/** The event of something that the service did to a key. */
export function serviceEvent(
  name: ServiceEvent["name"],
  key: KeyRef,
  at: number,
  ids: Ids,
  details: ServiceEvent["details"],
): ServiceEvent {
  const { account, region, id } = key;
  const [eventId, busId] = [ids.uuid(), ids.uuid()];
  return { kind: "service", name, id: eventId, busId, at, account, region, keyId: id, keyArn: keyArn(key), details };
}

/** What a draft knows of its call besides the answer. */
interface CallFacts {
  readonly subject: KeyRef | undefined;
  readonly additional: CallEvent["additional"];
  takeEventId(ids: Ids): string;
}

/** The event of a call. */
export function callEvent(
  call: OperationCall,
  outcome: OperationOutcome,
  facts: CallFacts,
  at: number,
  ids: Ids,
): CallEvent {
  const { subject: key, additional } = facts;
  const { operation, account, region, principal, requestId, sourceIp, userAgent } = call;
  // Made for every call: members are set one by one, since a spread for each costs more than all the rest.
  const event: { -readonly [Member in keyof CallEvent]: CallEvent[Member] } = {
    kind: "call",
    id: facts.takeEventId(ids),
    at,
    operation,
    account,
    region,
    requestId,
    request: recorded(call),
  };
  if (principal) event.principal = principal;
  if (sourceIp !== undefined) event.sourceIp = sourceIp;
  if (userAgent !== undefined) event.userAgent = userAgent;
  if (key) event.key = { account: key.account, arn: keyArn(key) };
  if (additional && outcome.kind === "success") event.additional = additional;
  if (outcome.kind === "refusal") {
    const { type, message } = outcome;
    event.refusal = message === undefined ? { type } : { type, message };
  } else if (outcome.body !== undefined && !callOperations[operation].readOnly) {
    event.answer = outcome.body;
  }
  return event;
}

/** A grant token lets its bearer use a key: it stays out of every record, as what the model marks as sensitive does. */
function recorded({ operation, request }: OperationCall): Readonly<Record<string, unknown>> {
  const shown = withoutSecrets(callOperations[operation], request as JsonObject);
  if (!("GrantTokens" in shown)) return shown;
  const { GrantTokens: _, ...rest } = shown;
  return rest;
}
