import type { TrentOperation } from "../../generated/types";
import { type ClockSetting, MockClock } from "./mock-clock";
import { Ring } from "./ring";
import { dueCount, latestFrom, stepsTo } from "./state/due-steps";
import type { StateEvent } from "./state/events";
import { type Ids, randomIds } from "./state/ids";
import type { OperationCall, OperationOutcome } from "./state/operation-call";
import { catchUpTo, perform } from "./state/perform";
import { MATERIAL } from "./state/size";
import { type Snapshot, snapshot } from "./state/snapshot";
import type { KeyStore } from "./state/state";
import { stateFull } from "./state/state-limit";
import { DEFAULT_TIMING, type TransitionContext } from "./state/transition-context";

/**
 * How many events of calls the control interface can read. Each of them outlives a young collection of V8's: with 5,000
 * an answer costs half as much again.
 */
const CALL_EVENTS = 1_000;

/** How many events of the service itself, rotations above all. They have a limit of their own: a flood of calls does not push them out. */
const SERVICE_EVENTS = 5_000;

/** How much a state may hold. */
export type StateLimits = Pick<TransitionContext, "noQuotas" | "mostBytes">;

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
  private changes = 0;

  /** @param start makes the state that a reset goes back to, as of a moment in epoch milliseconds. */
  constructor(
    private readonly start: (now: number) => KeyStore,
    private readonly ids: Ids = randomIds(),
    /** A rule that a test has switched off. */
    private readonly ruleOff?: string,
    private readonly limits: StateLimits = {},
  ) {
    this.state = start(this.clock.now());
  }

  /** Answers a call, after everything that was due by now. */
  call<Operation extends TrentOperation>(call: OperationCall<Operation>): OperationOutcome<Operation> {
    const { outcome, changes, events } = perform(this.state, call, this.context());
    this.record(events);
    if (changes.length > 0) this.changed();
    return outcome;
  }

  /** Does what is due by now: so its events can be read at once. */
  advance(quietUntil?: number): void {
    const { changes, events, unreported } = catchUpTo(this.state, { ...this.context(), quietUntil });
    this.serviceEvents.drop(unreported);
    this.record(events);
    if (changes.length > 0) this.changed();
  }

  /**
   * About how many things fall due until a moment, in epoch milliseconds.
   * @param state this one's own, or one that is to take its place.
   * @throws TrentProblem TRENT_E_STATE_FULL where what they add is more than the state may hold.
   */
  dueCount(moment: number, state: KeyStore = this.state): number {
    const due = dueCount(state, moment);
    const { mostBytes = Number.POSITIVE_INFINITY } = this.limits;
    const size = state.bytes + due * MATERIAL;
    if (size > mostBytes && size > this.state.bytes) throw stateFull(size, mostBytes);
    return due;
  }

  /**
   * Moves the clock to a moment, in epoch milliseconds, and does what falls due on the way: in steps, so that other calls
   * are answered in between. They see the clock where it is by then.
   */
  async moveTo(moment: number): Promise<void> {
    const quietUntil = latestFrom(this.state, moment, 2 * SERVICE_EVENTS);
    for (const until of stepsTo(this.state, moment)) {
      this.clock.set(until);
      this.advance(quietUntil);
      await pause();
    }
    this.clock.set(moment);
    this.clockMoved();
  }

  /** The latest events, in the order of the mock's time. */
  events(): readonly StateEvent[] {
    return [...this.serviceEvents.list(), ...this.callEvents.list()].sort((a, b) => a.at - b.at);
  }

  /** How many events were dropped to make room, since the events were last cleared. */
  get droppedEvents(): { readonly calls: number; readonly service: number } {
    return { calls: this.callEvents.dropped, service: this.serviceEvents.dropped };
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

  /** Puts another state in the place of the whole, and clears the events. What is overdue in it is done first, in steps. */
  async put(state: KeyStore): Promise<void> {
    const { now } = this.context();
    for (const until of stepsTo(state, now)) {
      catchUpTo(state, { ...this.context(), now: until, quietUntil: now });
      await pause();
    }
    this.replace(state);
  }

  private replace(state: KeyStore): void {
    this.state = state;
    this.clearEvents();
    this.changed();
  }

  /** State and clock as one JSON value. */
  snapshot(): StoredState {
    return { state: snapshot(this.state), clock: this.clock.saved };
  }

  /** Calls `onChange` after each change from now on. */
  watch(onChange: () => void): void {
    this.onChange = onChange;
  }

  /** Does what is due after the clock was frozen or let go, and reports the change: the clock itself does not. */
  clockMoved(): void {
    this.advance();
    this.changed();
  }

  /** Another number after each change of a key, an alias or the clock. */
  get revision(): number {
    return this.changes;
  }

  /** Another number after each event. */
  get eventRevision(): number {
    return this.callEvents.revision + this.serviceEvents.revision;
  }

  /** The state, to be read at once: the next call may change it. */
  get view(): KeyStore {
    return this.state;
  }

  private changed(): void {
    this.changes++;
    this.onChange();
  }

  private context() {
    return { now: this.clock.now(), ids: this.ids, timing: DEFAULT_TIMING, ruleOff: this.ruleOff, ...this.limits };
  }
}

/** Lets whatever waits have its turn. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
