import type { IncomingHttpHeaders } from "node:http";
import type { JsonObject } from "../../openapi/dialect/document";
import type { Answer } from "./answer";
import { refuseBody } from "./constraint-errors";
import { parseBody } from "./parse-body";
import type { Route } from "./prism-responder";
import { ProtocolError } from "./protocol-error";
import type { Respond } from "./resolve-answer";
import type { Dispatch } from "./route";

/** A request as the front hands it in: the headers with lower-case names, and the body's bytes. */
export interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The answer's x-amzn-RequestId, which monitoring shows too. */
  readonly requestId: string;
  readonly sourceIp: string | undefined;
}

/** A call that has come as far as its operation: the log wants the operation's name also where it is refused later. */
export interface Admitted {
  readonly operation: string;
  readonly members: JsonObject;
  readonly route: Route;
  /** The request's media type. */
  readonly type: string;
}

/** One way in for every operation. Both steps throw a Refusal for what they refuse. */
export interface Handler {
  /** Finds the operation of a call. */
  admit(call: Call): Admitted;
  /** Judges an admitted call by its schemas, and answers it. */
  answer(admitted: Admitted, call: Call): Answer | Promise<Answer>;
}

/**
 * Makes the handler. It refuses in the order of AWS's front end (kms.md section 4): JSON, content type, target,
 * headers, member types, constraints; then comes the answer.
 */
export function createHandler(dispatch: Dispatch, respond: Respond): Handler {
  return {
    admit({ headers, body }) {
      const members = parseBody(body);
      const type = mediaTypeOf(headers["content-type"]);
      const route = dispatchTyped(dispatch, type, headers["x-amz-target"]);
      return { operation: route.operation.name, members, route, type };
    },
    answer({ route, members, type }, call) {
      checkHeaders(route, call.headers);
      const judge = route.validators.requestBody;
      if (!judge(members)) throw refuseBody(members, judge.errors ?? []);
      return respond(route, members, call, type);
    },
  };
}

function dispatchTyped(dispatch: Dispatch, type: string, target: string | string[] | undefined): Route {
  const route = dispatch(Array.isArray(target) ? target.join(", ") : target);
  const accepted = route.operation.requestMediaTypes;
  if (accepted.length === 0 || accepted.includes(type)) return route;
  throw new ProtocolError("UnknownOperationException", undefined, `the Content-Type is none of ${accepted.join(", ")}`);
}

/** The media type without its parameters, which AWS ignores (kms.md P2). */
function mediaTypeOf(header: string | undefined): string {
  return (header?.split(";", 1)[0] ?? "").trim().toLowerCase();
}

function checkHeaders({ operation, validators }: Route, headers: IncomingHttpHeaders): void {
  const judge = validators.requestHeaders;
  if (judge(headers)) return;
  const broken = (judge.errors ?? []).map((e) =>
    e.keyword === "required" ? String(e.params.missingProperty) : e.instancePath.slice(1),
  );
  const [first] = operation.requestHeaders.filter((h) => broken.includes(h.name.toLowerCase()));
  throw new ProtocolError(
    "IncompleteSignatureException",
    `The header ${first?.name} is missing or does not have the form that AWS Signature Version 4 gives it.`,
  );
}
