import { callOperations } from "../../../generated/call-operations";
import type { JsonObject } from "../../../openapi/dialect/document";
import { withoutHidden } from "../hidden-members";
import { keyArn } from "./arn";
import type { Ids } from "./ids";
import type { KeyRef } from "./key";
import type { OperationCall, OperationOutcome } from "./operation-call";
import type { UseNote } from "./use-note";

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
  /** The additionalEventData of its record: the key materials that the call has used, or the grant that it retired. */
  readonly data?: Readonly<Record<string, string>>;
  readonly key?: { readonly account: string; readonly arn: string };
  /** The destination of ReEncrypt. */
  readonly otherKey?: { readonly account: string; readonly arn: string };
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
  readonly use: UseNote | undefined;
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
  const { subject: key, use } = facts;
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
    request: withoutHidden(call.request as JsonObject, callOperations[operation]),
  };
  if (principal) event.principal = principal;
  if (sourceIp !== undefined) event.sourceIp = sourceIp;
  if (userAgent !== undefined) event.userAgent = userAgent;
  if (key) event.key = { account: key.account, arn: keyArn(key) };
  if (outcome.kind === "refusal") {
    const { type, message } = outcome;
    event.refusal = message === undefined ? { type } : { type, message };
  } else if (outcome.body !== undefined && !callOperations[operation].readOnly) {
    event.answer = withoutToken(outcome.body);
  }
  if (use?.otherKey) event.otherKey = { account: use.otherKey.account, arn: keyArn(use.otherKey) };
  if (use) event.data = use.data;
  return event;
}

/** Of the answers that are in a record, that of CreateGrant alone has a secret. */
function withoutToken(answer: object): object {
  if (!("GrantToken" in answer)) return answer;
  const { GrantToken: _, ...rest } = answer;
  return rest;
}
