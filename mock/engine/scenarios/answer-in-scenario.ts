import { TrentProblem } from "../../../openapi/dialect/problems";
import type { AnswerValue } from "../answer";
import { answerPlannedFault } from "../answer-planned-fault";
import { momentAfter } from "../control/change-clock";
import { checkDue } from "../control/due-limit";
import type { ExampleResponder } from "../example-responder";
import { PlannedFaults } from "../planned-faults";
import { protocolError } from "../protocol-error";
import type { RoutedContext } from "../request-context";
import { changesAdding } from "../state/account-state";
import { dueCount } from "../state/due-steps";
import type { OperationCall, OperationOutcome } from "../state/operation-call";
import { snapshot } from "../state/snapshot";
import type { KeyStore } from "../state/state";
import { createStateResponder, type StateResponder } from "../state-responder";
import type { StateStore } from "../state-store";
import { changesState, type Scenario } from "./scenario";
import { ScenarioBook } from "./scenario-book";
import { plannedFaultsOf } from "./scenario-faults";
import { stateOfScenario } from "./scenario-keys";

/** Who answers a call in a scenario. */
export interface ScenarioCallParts {
  /** Absent in a mock without state: there a scenario has its faults and its delay alone. */
  readonly store: StateStore | undefined;
  readonly operations: readonly string[];
  /** Scenarios of the user. */
  readonly own: readonly Scenario[] | undefined;
  readonly examples: ExampleResponder;
}

/**
 * Answers one call as if a scenario was on for it. A scenario of faults and a delay leaves the call what it is. One that
 * changes keys or the clock is a copy of the state with the scenario in it, where its keys are in the account and Region of
 * the call: nothing of the call lasts.
 * @param answer answers the call without faults, given who stands in for the state where that is a copy.
 * @throws ProtocolError ValidationException for an unknown scenario, or one that cannot be.
 */
export async function answerInScenario(
  context: RoutedContext,
  name: string,
  parts: ScenarioCallParts,
  answer: (onCopy?: StateResponder) => AnswerValue | Promise<AnswerValue>,
): Promise<AnswerValue> {
  const { store, operations, own, examples } = parts;
  try {
    const scenario = new ScenarioBook(own).named(name);
    const faults = new PlannedFaults();
    for (const plan of plannedFaultsOf(scenario, operations)) faults.add(plan);
    const onCopy = store && changesState(scenario) ? onCopyOf(store, scenario) : undefined;
    const unplanned = () => answer(onCopy && createStateResponder(onCopy));
    const plan = faults.take(context.route.operation.name, context.caller.account);
    if (!plan) return await unplanned();
    return await answerPlannedFault(context, { ...plan, id: `scenario=${name}` }, { examples, unplanned });
  } catch (error) {
    if (error instanceof TrentProblem) throw protocolError("mock.prefer", `Prefer: ${error.message}`);
    throw error;
  }
}

/** Answers calls on a copy of the state with a scenario in it. */
function onCopyOf(store: StateStore, scenario: Scenario): Pick<StateStore, "call" | "prepare"> {
  return {
    prepare: (operation) => store.prepare(operation),
    call: (call): OperationOutcome<typeof call.operation> => store.callOnCopy(call, settingUp(scenario, call)),
  };
}

function settingUp(scenario: Scenario, { account, region }: OperationCall): (copy: KeyStore, now: number) => number {
  return (copy, now) => {
    copy.apply(changesAdding(snapshot(stateOfScenario(scenario, { account, region }, now)), copy));
    if (!scenario.clock) return now;
    const moment = momentAfter(scenario.clock, now);
    checkDue(dueCount(copy, moment, undefined), moment);
    return moment;
  };
}
