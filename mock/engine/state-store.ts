import type { TrentOperation } from "../../generated/types";
import { type ClockSetting, MockClock } from "./mock-clock";
import { Ring } from "./ring";
import type { StateEvent } from "./state/events";
import { type Ids, randomIds } from "./state/ids";
import type { OperationCall, OperationOutcome } from "./state/operation-call";
import { catchUpTo, perform } from "./state/perform";
import { type Snapshot, snapshot } from "./state/snapshot";
import type { KeyStore } from "./state/state";
import { DEFAULT_TIMING } from "./state/transition-context";

/**
 * How many events of calls the control interface can read. Each of them outlives a young collection of V8's: with 5,000
 * an answer costs half as much again.
 */
const CALL_EVENTS = 1_000;

/** How many events of the service itself, rotations above all. They have a limit of their own: a flood of calls does not push them out. */
const SERVICE_EVENTS = 5_000;

/** What is saved of a store. */
export interface StoredState {
  readonly state: Snapshot;
  readonly clock: ClockSetting;
}

/** Holds the state of a mock, its clock and its events. The transitions are pure: only here do their results last. */
export class StateStore {
  readonly clock = new MockClock();
  private readonly callEvents = new Ring<StateEvent>(CALL_EVENTS);
  private readonly serviceEvents = new Ring<StateEvent>(SERVICE_EVENTS);
  private state: KeyStore;
  private onChange: () => void = () => {};

  /** @param start makes the state that a reset goes back to, as of a moment in epoch milliseconds. */
  constructor(
    private readonly start: (now: number) => KeyStore,
    private readonly ids: Ids = randomIds(),
    /** A rule that a test has switched off. */
    private readonly ruleOff?: string,
  ) {
    this.state = start(this.clock.now());
  }

  /** Answers a call, after everything that was due by now. */
  call<Operation extends TrentOperation>(call: OperationCall<Operation>): OperationOutcome<Operation> {
    const { outcome, changes, events } = perform(this.state, call, this.context());
    this.record(events);
    if (changes.length > 0) this.onChange();
    return outcome;
  }

  /** Does what is due by now. After the clock was moved, its events are then there at once. */
  advance(): void {
    const { changes, events } = catchUpTo(this.state, this.context());
    this.record(events);
    if (changes.length > 0) this.onChange();
  }

  /** The latest events, in the order of the mock's time. */
  events(): readonly StateEvent[] {
    return [...this.serviceEvents.list(), ...this.callEvents.list()].sort((a, b) => a.at - b.at);
  }

  clearEvents(): void {
    this.callEvents.clear();
    this.serviceEvents.clear();
  }

  private record(events: readonly StateEvent[]): void {
    for (const event of events) (event.kind === "call" ? this.callEvents : this.serviceEvents).add(event);
  }

  /** Back to the start: the fixture, no events, and the wall clock's time. */
  reset(): void {
    this.clock.restore({ offset: 0 });
    this.replace(this.start(this.clock.now()));
  }

  /** Takes over a saved state and clock. */
  restore({ state, clock }: { state: KeyStore; clock: ClockSetting }): void {
    this.clock.restore(clock);
    this.state = state;
  }

  /** Replaces the whole state, and clears the events. */
  replace(state: KeyStore): void {
    this.state = state;
    this.clearEvents();
    this.onChange();
  }

  /** State and clock as one JSON value. */
  snapshot(): StoredState {
    return { state: snapshot(this.state), clock: this.clock.saved };
  }

  /** Calls `onChange` after each change from now on. */
  watch(onChange: () => void): void {
    this.onChange = onChange;
  }

  /** Reports a change of the clock, which does not report its changes itself. */
  clockMoved(): void {
    this.onChange();
  }

  private context() {
    return { now: this.clock.now(), ids: this.ids, timing: DEFAULT_TIMING, ruleOff: this.ruleOff };
  }
}
