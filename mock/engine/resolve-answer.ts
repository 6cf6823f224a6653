import type { AnswerValue } from "./answer";
import { answerPlannedFault } from "./answer-planned-fault";
import type { ExampleResponder } from "./example-responder";
import type { HostileMode } from "./hostile/hostile-mode";
import type { PlannedFaults } from "./planned-faults";
import { type Preference, readPreference } from "./prefer";
import { headerText, type RoutedContext } from "./request-context";
import type { ScenarioCallParts } from "./scenarios/answer-in-scenario";
import type { StateResponder } from "./state-responder";

/** Finds the answer to a valid request: at once where the state has it, else as a promise. */
export type ResolveAnswer = (context: RoutedContext) => AnswerValue | Promise<AnswerValue>;

/** What can decide an answer. All but the examples can be absent. */
export interface Resolvers {
  readonly faults: PlannedFaults | undefined;
  readonly hostile: HostileMode | undefined;
  readonly state: StateResponder | undefined;
  readonly examples: ExampleResponder;
  /** What a call that asks for a scenario needs besides. */
  readonly scenarios: Omit<ScenarioCallParts, "examples">;
}

/**
 * Decides who answers, in this order: a planned fault, the `Prefer` header (which changes no state), the throttling of the
 * hostile mode, the state, and the document's examples for an operation without state.
 */
export function createResolver({ faults, hostile, state, examples, scenarios }: Resolvers): ResolveAnswer {
  return (context) => {
    const plan = faults?.take(context.route.operation.name, context.caller.account);
    return plan === undefined ? unplanned(context) : answerPlannedFault(context, plan, { examples, unplanned });
  };

  function unplanned(context: RoutedContext): AnswerValue | Promise<AnswerValue> {
    const prefer = headerText(context.headers, "prefer");
    return prefer === undefined ? answer(context, state) : preferred(context, readPreference(prefer));
  }

  function preferred(context: RoutedContext, preference: Preference): AnswerValue | Promise<AnswerValue> {
    const { scenario, ...rest } = preference;
    if (scenario === undefined) return examples(context, rest);
    const isAlone = Object.keys(rest).length === 0;
    return inScenario(context, scenario, (onCopy = state) =>
      isAlone ? answer(context, onCopy) : examples(context, rest),
    );
  }

  async function inScenario(
    context: RoutedContext,
    scenario: string,
    unplanned: (onCopy?: StateResponder) => AnswerValue | Promise<AnswerValue>,
  ): Promise<AnswerValue> {
    const { answerInScenario } = await import("./scenarios/when-asked");
    return answerInScenario(context, scenario, { ...scenarios, examples }, unplanned);
  }

  function answer(context: RoutedContext, state: StateResponder | undefined): AnswerValue | Promise<AnswerValue> {
    const { name } = context.route.operation;
    const throttling = hostile?.throttle();
    if (throttling) throw throttling;
    const members = hostile ? hostile.request(name, context.members) : context.members;
    return state?.(context, members) ?? examples(context, {});
  }
}
