import type { TrentOperation } from "../../../generated/types";
import { protocolError } from "../protocol-error";
import { type Advance, advanceTo, isDue, NOTHING } from "./apply-due";
import type { StateChange } from "./change";
import { StateDraft } from "./draft";
import { stepsTo } from "./due-steps";
import { callEvent, type StateEvent } from "./events";
import type { OperationCall, OperationOutcome } from "./operation-call";
import { ModeledError, refuserOf } from "./refuse";
import type { KeyStore, KeyStoreView } from "./state";
import { stateFull } from "./state-limit";
import { stateOperation } from "./state-operations";
import type { TransitionContext } from "./transition-context";

/** What came of a call: the answer, the changes to apply, and the events, the call's own last. */
export interface Step<Operation extends TrentOperation = TrentOperation> {
  readonly outcome: OperationOutcome<Operation>;
  readonly changes: readonly StateChange[];
  readonly events: readonly StateEvent[];
}

/**
 * One call on a state in which nothing is overdue. Pure: the state is not changed, and a refusal changes nothing. The
 * request has passed its schema.
 */
export function transition<Operation extends TrentOperation>(
  state: KeyStoreView,
  call: OperationCall<Operation>,
  context: TransitionContext,
): Step<Operation> {
  const draft = new StateDraft(state);
  const { run, checks } = stateOperation(context.operations, call.operation);
  let outcome: OperationOutcome<Operation>;
  try {
    outcome = { kind: "success", body: run(draft, call, context, refuserOf(call.operation, checks.rules, context)) };
  } catch (error) {
    if (!(error instanceof ModeledError)) throw error;
    outcome = { kind: "refusal", type: error.type, message: error.text, rule: error.rule };
  }
  const record = callEvent(call, outcome, draft, context.now, context.ids);
  if (outcome.kind === "refusal") return { outcome, changes: [], events: [record] };
  return { outcome, changes: draft.changes, events: [...draft.events, record] };
}

/** @throws ProtocolError where a state that has its limit would grow. */
function checkRoom(state: KeyStore, changes: readonly StateChange[], most = Number.POSITIVE_INFINITY): void {
  if (state.bytes < most) return;
  const growth = state.growth(changes);
  if (growth > 0) throw protocolError("mock.state-full", stateFull(state.bytes + growth, most).report);
}

/** Brings a state up to a moment, and applies a call to it: what a server does. The returned changes are applied already. */
export function perform<Operation extends TrentOperation>(
  state: KeyStore,
  call: OperationCall<Operation>,
  context: TransitionContext,
): Step<Operation> {
  const before = catchUpTo(state, context);
  const step = transition(state, call, context);
  checkRoom(state, step.changes, context.mostBytes);
  state.apply(step.changes);
  if (before.events.length === 0 && before.changes.length === 0) return step;
  return {
    outcome: step.outcome,
    changes: [...before.changes, ...step.changes],
    events: [...before.events, ...step.events],
  };
}

/** Brings a state up to a moment. The returned changes are applied already. */
export function catchUpTo(state: KeyStore, context: TransitionContext): Advance {
  if (!isDue(state, context)) return NOTHING;
  const changes: StateChange[] = [];
  const events: StateEvent[] = [];
  const unreported = new Map<string, number>();
  for (const until of stepsTo(state, context.now, context.clockOf)) {
    const moved = advanceTo(state, { ...context, now: until });
    state.apply(moved.changes);
    for (const change of moved.changes) changes.push(change);
    for (const event of moved.events) events.push(event);
    for (const [account, count] of moved.unreported) unreported.set(account, (unreported.get(account) ?? 0) + count);
  }
  return { changes, events, unreported };
}
