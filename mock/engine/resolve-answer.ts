import type { AnswerValue } from "./answer";
import { answerPlannedFault } from "./answer-planned-fault";
import type { ExampleResponder } from "./example-responder";
import type { HostileMode } from "./hostile/hostile-mode";
import type { PlannedFaults } from "./planned-faults";
import { readPreference } from "./prefer";
import { headerText, type RoutedContext } from "./request-context";
import type { StateResponder } from "./state-responder";

/** Finds the answer to a valid request: at once where the state has it, else as a promise. */
export type ResolveAnswer = (context: RoutedContext) => AnswerValue | Promise<AnswerValue>;

/** What can decide an answer. All but the examples can be absent. */
export interface Resolvers {
  readonly faults: PlannedFaults | undefined;
  readonly hostile: HostileMode | undefined;
  readonly state: StateResponder | undefined;
  readonly examples: ExampleResponder;
}

/**
 * Decides who answers, in this order: a planned fault, the `Prefer` header (which does not touch the state), the
 * throttling of the hostile mode, the state, and the document's examples for an operation without state.
 */
export function createResolver({ faults, hostile, state, examples }: Resolvers): ResolveAnswer {
  return (context) => {
    const plan = faults?.take(context.route.operation.name, context.caller.account);
    return plan === undefined ? unplanned(context) : answerPlannedFault(context, plan, { examples, unplanned });
  };

  function unplanned(context: RoutedContext): AnswerValue | Promise<AnswerValue> {
    const prefer = headerText(context.headers, "prefer");
    if (prefer !== undefined) return examples(context, readPreference(prefer));
    const { name } = context.route.operation;
    const throttling = hostile?.throttle();
    if (throttling) throw throttling;
    const members = hostile ? hostile.request(name, context.members) : context.members;
    return state?.(context, members) ?? examples(context, {});
  }
}
