import type { TrentOperation } from "../../generated/types";
import type { JsonObject } from "../../openapi/dialect/document";
import { AnswerValue } from "./answer";
import { headerText, type RoutedContext } from "./request-context";
import type { RequestOf } from "./state/operation-call";
import { isTrentOperation } from "./state/state-operations";
import type { StateStore } from "./state-store";

/**
 * Answers an operation from the state; undefined for an operation that the state does not have.
 * @param members those of the request, or what the hostile mode made of them.
 */
export type StateResponder = (
  context: RoutedContext,
  members: JsonObject,
) => AnswerValue | Promise<AnswerValue> | undefined;

/** Makes the responder of a store. */
export function createStateResponder(store: Pick<StateStore, "call" | "prepare">): StateResponder {
  return (context, members) => {
    const { name } = context.route.operation;
    if (!isTrentOperation(name)) return undefined;
    const preparation = store.prepare(name);
    return preparation ? preparation.then(() => answer(context, name, members)) : answer(context, name, members);
  };

  function answer(context: RoutedContext, name: TrentOperation, members: JsonObject): AnswerValue {
    const { caller, headers, requestId, sourceIp, connectionError } = context;
    const outcome = store.call<TrentOperation>({
      operation: name,
      request: members as unknown as RequestOf<TrentOperation>,
      region: caller.region,
      account: caller.account,
      requestId,
      sourceIp,
      userAgent: headerText(headers, "user-agent"),
      connectionError,
    });
    if (outcome.kind === "success") return new AnswerValue(200, outcome.body);
    context.rule = outcome.rule;
    return new AnswerValue(400, errorBody(outcome.type, outcome.message));
  }
}

function errorBody(type: string, message: string | undefined): JsonObject {
  return message === undefined ? { __type: type } : { __type: type, message };
}
