import { AnswerValue } from "./answer";
import { ConnectionDrop } from "./connection-drop";
import type { PlannedFault } from "./planned-faults";
import type { PrismResponder } from "./prism-responder";
import type { RoutedContext } from "./request-context";

/** Who answers where the plan names no error or no text. */
export interface PlannedFaultParts {
  readonly prism: PrismResponder;
  /** Answers the request as if no fault was planned. */
  readonly unplanned: (context: RoutedContext) => AnswerValue | Promise<AnswerValue>;
}

/**
 * Answers a request with the fault that is planned for it.
 * @throws ConnectionDrop where the plan closes the connection.
 */
export async function answerPlannedFault(
  context: RoutedContext,
  plan: PlannedFault,
  { prism, unplanned }: PlannedFaultParts,
): Promise<AnswerValue> {
  if (plan.delay !== undefined) await wait(plan.delay);
  if (plan.drop) throw new ConnectionDrop();
  if (plan.error === undefined) return unplanned(context);
  const declared = await prism(context, { example: plan.error });
  if (plan.message === undefined) return declared;
  return new AnswerValue(declared.status, { __type: plan.error, message: plan.message }, declared.mediaType);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
