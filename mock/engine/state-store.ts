import type { TrentOperation } from "../../generated/types";
import { Clock, type ClockSetting } from "./mock-clock";
import { Ring } from "./ring";
import type { StateEvent } from "./state/events";
import { type Ids, randomIds } from "./state/ids";
import type { OperationCall, OperationOutcome } from "./state/operation-call";
import { catchUpTo, perform } from "./state/perform";
import { type Snapshot, snapshot } from "./state/snapshot";
import type { KeyStore } from "./state/state";
import { DEFAULT_TIMING } from "./state/transition-context";

/**
 * How many events of calls are kept for the control interface to read. Each that is kept outlives a young collection of
 * V8's: with 5,000 an answer costs half as much again.
 */
const CALL_EVENTS = 1_000;

/** How many events of what the service did by itself are kept, rotations above all; a flood of calls leaves them. */
const SERVICE_EVENTS = 5_000;

/** What is saved of a keeper. */
export interface StoredState {
  readonly state: Snapshot;
  readonly clock: ClockSetting;
}

/**
 * Holds the one state of a mock, and its clock: the transitions are pure, and this is where their results stay. Whoever
 * saves the state is told of each change.
 */
export class StateStore {
  readonly clock = new Clock();
  private readonly calls = new Ring<StateEvent>(CALL_EVENTS);
  private readonly serviceEvents = new Ring<StateEvent>(SERVICE_EVENTS);
  private state: KeyStore;
  private onChange: () => void = () => {};

  /** @param start makes the state that a reset goes back to, as of a moment in epoch milliseconds. */
  constructor(
    private readonly start: (now: number) => KeyStore,
    private readonly ids: Ids = randomIds(),
  ) {
    this.state = start(this.clock.now());
  }

  /** Answers a call, after everything that was due by now. */
  call<Operation extends TrentOperation>(call: OperationCall<Operation>): OperationOutcome<Operation> {
    const { outcome, changes, events } = perform(this.state, call, this.context());
    this.keep(events);
    if (changes.length > 0) this.onChange();
    return outcome;
  }

  /** Does what is due by now: after the clock was moved, so that its events are there at once. */
  catchUp(): void {
    const { changes, events } = catchUpTo(this.state, this.context());
    this.keep(events);
    if (changes.length > 0) this.onChange();
  }

  /** The latest events, in the order of the mock's time. */
  events(): readonly StateEvent[] {
    return [...this.serviceEvents.list(), ...this.calls.list()].sort((a, b) => a.at - b.at);
  }

  /** Forgets the events. */
  forgetEvents(): void {
    this.calls.clear();
    this.serviceEvents.clear();
  }

  private keep(events: readonly StateEvent[]): void {
    for (const event of events) (event.kind === "call" ? this.calls : this.serviceEvents).add(event);
  }

  /** Back to the start: the fixture, no events, and the wall clock's time. */
  reset(): void {
    this.clock.restore({ offset: 0 });
    this.replace(this.start(this.clock.now()));
  }

  /** Takes up what was kept. */
  restore({ state, clock }: { state: KeyStore; clock: ClockSetting }): void {
    this.clock.restore(clock);
    this.state = state;
  }

  /** Puts another state in the place of the whole. */
  replace(state: KeyStore): void {
    this.state = state;
    this.forgetEvents();
    this.onChange();
  }

  /** The whole as one JSON value. */
  kept(): StoredState {
    return { state: snapshot(this.state), clock: this.clock.saved };
  }

  /** Tells of each change from now on; the clock's are told by who moves it. */
  watch(onChange: () => void): void {
    this.onChange = onChange;
  }

  /** Tells the watcher of a change that is not the state's own. */
  touched(): void {
    this.onChange();
  }

  private context() {
    return { now: this.clock.now(), ids: this.ids, timing: DEFAULT_TIMING };
  }
}
