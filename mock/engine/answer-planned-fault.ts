import { AnswerValue } from "./answer";
import { ConnectionDrop } from "./connection-drop";
import type { ExampleResponder } from "./example-responder";
import type { IdentifiedFault, PlannedFault } from "./planned-faults";
import { plannedRefusal } from "./planned-refusal";
import type { RoutedContext } from "./request-context";

/** Who answers where the plan names no error or no text. */
export interface PlannedFaultParts {
  readonly examples: ExampleResponder;
  /** Answers the request as if no fault was planned. */
  readonly unplanned: (context: RoutedContext) => AnswerValue | Promise<AnswerValue>;
}

/**
 * Answers a request with the fault that is planned for it: waits, drops the connection, and gives the error or the status
 * that the plan names.
 * @throws ConnectionDrop where the plan closes the connection without an answer.
 */
export async function answerPlannedFault(
  context: RoutedContext,
  plan: IdentifiedFault,
  parts: PlannedFaultParts,
): Promise<AnswerValue> {
  context.fault = plan.id;
  context.connectionError = plan.connectionError;
  if (plan.delay !== undefined) await wait(plan.delay);
  if (plan.drop === true) throw new ConnectionDrop();
  const answer = await answerOf(context, plan, parts);
  if (plan.status === undefined && plan.drop !== "midway") return answer;
  // A copy: an answer from the document's examples is used again.
  const changed = new AnswerValue(plan.status ?? answer.status, answer.body, answer.mediaType);
  // The document has no schema for it: an error with another status, a status without a body.
  changed.isChecked = plan.status !== undefined;
  changed.isCut = plan.drop === "midway";
  return changed;
}

function answerOf(context: RoutedContext, plan: IdentifiedFault, parts: PlannedFaultParts) {
  if (plan.error !== undefined) return errorOf(context, plan, plan.error, parts);
  return plan.status === undefined ? parts.unplanned(context) : new AnswerValue(plan.status, undefined);
}

/** The error by the operation's rule for it where its text can be filled from the request, else by the document's example. */
async function errorOf(
  context: RoutedContext,
  { message }: PlannedFault,
  error: string,
  { examples }: PlannedFaultParts,
): Promise<AnswerValue> {
  const refusal = plannedRefusal(context.route.checks, error, context.members, context.caller);
  if (message === undefined && refusal?.text !== undefined) {
    context.rule = refusal.rule;
    return new AnswerValue(400, { __type: error, message: refusal.text });
  }
  const declared = await examples(context, { example: error });
  if (message === undefined) return declared;
  return new AnswerValue(declared.status, { __type: error, message }, declared.mediaType);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
