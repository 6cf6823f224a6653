import type { TrentOperation } from "../../generated/types";
import type { JsonObject } from "../../openapi/dialect/document";
import { type Answer, answer } from "./answer";
import { localityOf } from "./caller";
import type { Call } from "./handle-request";
import type { Locality } from "./locality";
import type { Route } from "./prism-responder";
import { ProtocolError } from "./protocol-error";
import type { RequestOf } from "./state/operation-call";
import { isTrentOperation } from "./state/transitions";
import type { StateStore } from "./state-store";

/** Answers an operation from the state, or gives undefined where the operation has none. */
export type StateAnswer = (route: Route, members: JsonObject, call: Call) => Answer | undefined;

/** The answers of a keeper's state; each is judged by the operation's validator before it goes out. */
export function createStateAnswers(keeper: StateStore, home: Locality): StateAnswer {
  return ({ operation, validators }, members, call) => {
    const { name } = operation;
    if (!isTrentOperation(name)) return undefined;
    const { region, account } = localityOf(call.headers, home);
    const outcome = keeper.call<TrentOperation>({
      operation: name,
      request: members as unknown as RequestOf<TrentOperation>,
      region,
      account,
      requestId: call.requestId,
      sourceIp: call.sourceIp,
      userAgent: call.headers["user-agent"],
    });
    const status = outcome.kind === "success" ? 200 : 400;
    const body = outcome.kind === "success" ? outcome.body : refusalBody(outcome.type, outcome.message);
    const judge = validators.responseBody[status];
    if (judge && !judge(body ?? "")) {
      const [error] = judge.errors ?? [];
      throw new ProtocolError(
        "InternalFailure",
        undefined,
        `${name}: the state's answer breaks its schema at ${error?.instancePath || "/"}: ${error?.message}`,
      );
    }
    return answer(status, body);
  };
}

function refusalBody(type: string, message: string | undefined): JsonObject {
  return message === undefined ? { __type: type } : { __type: type, message };
}
