import { AnswerValue } from "./answer";
import { localityOf } from "./caller-locality";
import { ConnectionDrop } from "./connection-drop";
import type { Locality } from "./locality";
import type { PlannedFault } from "./planned-faults";
import { plannedRefusal } from "./planned-refusal";
import type { PrismResponder } from "./prism-responder";
import type { RoutedContext } from "./request-context";

/** Who answers where the plan names no error or no text. */
export interface PlannedFaultParts {
  /** The account and Region of unsigned calls. */
  readonly home: Locality;
  readonly prism: PrismResponder;
  /** Answers the request as if no fault was planned. */
  readonly unplanned: (context: RoutedContext) => AnswerValue | Promise<AnswerValue>;
}

/**
 * Answers a request with the fault that is planned for it: by the operation's rule for that error where its text can be
 * filled from the request, else by the document's example.
 * @throws ConnectionDrop where the plan closes the connection.
 */
export async function answerPlannedFault(
  context: RoutedContext,
  plan: PlannedFault,
  { prism, unplanned, home }: PlannedFaultParts,
): Promise<AnswerValue> {
  if (plan.delay !== undefined) await wait(plan.delay);
  if (plan.drop) throw new ConnectionDrop();
  if (plan.error === undefined) return unplanned(context);
  const refusal = plannedRefusal(
    context.route.operation,
    plan.error,
    context.members,
    localityOf(context.headers, home),
  );
  if (plan.message === undefined && refusal?.text !== undefined) {
    context.rule = refusal.rule;
    return new AnswerValue(400, { __type: plan.error, message: refusal.text });
  }
  const declared = await prism(context, { example: plan.error });
  if (plan.message === undefined) return declared;
  return new AnswerValue(declared.status, { __type: plan.error, message: plan.message }, declared.mediaType);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
