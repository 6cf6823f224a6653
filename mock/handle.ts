import type { IncomingHttpHeaders } from "node:http";
import type { Answer } from "./answer";
import type { AnswerFor, Route } from "./answers";
import { refuseBody } from "./constraints";
import type { Dispatch } from "./dispatch";
import { parseBody } from "./parse";
import { readPreference } from "./preference";
import { Refusal } from "./refusal";

/** A request as the front hands it in: the headers with lower-case names, and the body's bytes. */
export interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A call that has come as far as its operation: the log wants the operation's name also where it is refused later. */
export interface Handled {
  readonly operation: string | undefined;
  readonly answer: () => Answer | Promise<Answer>;
}

/**
 * One way in for every operation, in the order of AWS's front end (kms.md section 4): JSON, content type, target,
 * headers, member types, constraints, and then the answer.
 */
export function createHandler(dispatch: Dispatch, answerFor: AnswerFor): (call: Call) => Handled {
  return ({ headers, body }) => {
    const members = parseBody(body);
    const type = mediaTypeOf(headers["content-type"]);
    const route = dispatchTyped(dispatch, type, headers["x-amz-target"]);
    return {
      operation: route.operation.name,
      answer: () => {
        checkHeaders(route, headers);
        const judge = route.validators.requestBody;
        if (!judge(members)) throw refuseBody(members, judge.errors ?? []);
        const prefer = headers.prefer;
        const preference =
          prefer === undefined ? {} : readPreference(Array.isArray(prefer) ? prefer.join(",") : prefer);
        return answerFor(route, preference, type);
      },
    };
  };
}

function dispatchTyped(dispatch: Dispatch, type: string, target: string | string[] | undefined): Route {
  const route = dispatch(Array.isArray(target) ? target.join(", ") : target);
  const accepted = route.operation.requestMediaTypes;
  if (accepted.length === 0 || accepted.includes(type)) return route;
  throw new Refusal("UnknownOperationException", undefined, `the Content-Type is none of ${accepted.join(", ")}`);
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
  throw new Refusal(
    "IncompleteSignatureException",
    `The header ${first?.name} is missing or does not have the form that AWS Signature Version 4 gives it.`,
  );
}
