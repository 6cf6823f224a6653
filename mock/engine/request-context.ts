import type { ConnectionErrorCodeType } from "../../generated/types";
import type { CallChecks } from "../../openapi/dialect/call-checks";
import type { CallOperation } from "../../openapi/dialect/call-operation";
import type { JsonObject } from "../../openapi/dialect/document";
import type { RuleModel } from "../../openapi/dialect/rule-model";
import type { Locality } from "./locality";

/** The headers of a request, their names in lower case. A list where a header was sent more than once. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A request as it arrives, whole. */
export interface EngineRequest {
  readonly headers: RequestHeaders;
  /** The bytes of the body, of length 0 where there is none. */
  readonly body: Uint8Array;
  /** When the request began to arrive, in milliseconds of `performance.now()`. */
  readonly receivedAt: number;
  /** The client's address, as CloudTrail records show it. */
  readonly sourceIp: string | undefined;
}

/** An operation with what its calls are checked by. */
export interface Route {
  readonly operation: CallOperation;
  readonly checks: CallChecks;
}

/** What is known of a request. Each step of {@link "./handle-request"} adds what it finds out. */
export interface RequestContext extends EngineRequest {
  /** The answer's `x-amzn-RequestId`. */
  readonly requestId: string;
  /** The account that calls, and the Region that it calls. */
  readonly caller: Locality;
  /** The operation of the request; absent where the target is missing or unknown. */
  route: Route | undefined;
  /** The bytes of the body without their compression, which only documents of other services know. */
  json: Uint8Array;
  /** The members of the request's body, without those that are null. */
  members: JsonObject | undefined;
  /** The request's media type, without parameters and in lower case. */
  mediaType: string;
  /** The rule that the request breaks, where the refusal knows it. */
  rule: RuleModel | undefined;
  /** The id of the planned fault that the request meets. */
  fault: string | undefined;
  /** What connecting a custom key store comes to, where a planned fault says it. */
  connectionError: ConnectionErrorCodeType | undefined;
}

/** The context of a request whose operation and members are known. */
export interface RoutedContext extends RequestContext {
  route: Route;
  members: JsonObject;
}

/** Opens the context of a request. All members are there from the start, so that V8 knows one shape of it. */
export function openContext(request: EngineRequest, requestId: string, caller: Locality): RequestContext {
  const { headers, body, receivedAt, sourceIp } = request;
  return {
    requestId,
    caller,
    headers,
    body,
    receivedAt,
    sourceIp,
    route: undefined,
    json: body,
    members: undefined,
    mediaType: "",
    rule: undefined,
    fault: undefined,
    connectionError: undefined,
  };
}

/** The value of a header, those of a repeated one joined with commas (RFC 9110, section 5.3). */
export function headerText(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "object" ? value.join(", ") : value;
}
