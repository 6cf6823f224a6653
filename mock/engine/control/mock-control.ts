import type { ScenarioName } from "../../../generated/scenario-names";
import type { JournalEntry } from "../journal";
import type { IdentifiedFault, PlannedFault } from "../planned-faults";
import type { CloudTrailRecord } from "../state/cloudtrail";
import type { EventBridgeEvent } from "../state/eventbridge";
import type { Snapshot } from "../state/snapshot";
import type { ControlSchemas } from "./validate-control";

/** How to change a clock: freeze it or let it go, set it, move it, in this order. */
export type ClockChange = ControlSchemas["ClockChange"];

/** How far to move a clock; negative numbers move it back. */
export type ClockMove = NonNullable<ClockChange["move"]>;

/**
 * The mock's time, or that of one account. An account has a clock of its own from the first change on; until then it
 * follows the mock's.
 */
export interface ClockControl {
  /** The moment that it is. */
  now(): Date;
  /** Whether it is stopped. */
  readonly frozen: boolean;
  /**
   * Moves the clock, and does what falls due on the way: rotations, deletions, expiries.
   * @returns the moment that it is then.
   * @throws TrentProblem where it is too far.
   */
  move(by: ClockMove): Promise<Date>;
  /**
   * Sets the clock, and does what falls due until then.
   * @returns the moment that it is then.
   * @throws TrentProblem for what is no moment.
   */
  set(to: Date | string): Promise<Date>;
  /** Stops the clock where it is. */
  freeze(): void;
  /** Lets it run on from there. */
  unfreeze(): void;
  /**
   * All of these at once: freezes, sets and moves, in this order.
   * @returns the moment that it is then.
   * @throws TrentProblem as each of them, and for an empty change.
   */
  change(change: ClockChange): Promise<Date>;
}

/** The scenarios that there are, and the one that is on. */
export type ScenarioList = ControlSchemas["Scenarios"];

/** The faults that are planned for the next calls. Those of the whole mock hit every account. */
export interface FaultControl {
  /**
   * Plans a fault. Of several a call meets the first that hits it.
   * @returns its id.
   * @throws TrentProblem for a fault that cannot be.
   */
  add(fault: PlannedFault): string;
  /** Those that are still planned, with the calls that they have left. */
  list(): readonly IdentifiedFault[];
  /** @returns false where no fault has the id. */
  remove(id: string): boolean;
  clear(): void;
}

/** What monitoring shows. */
export interface MockEvents {
  readonly cloudTrail: readonly CloudTrailRecord[];
  readonly eventBridge: readonly EventBridgeEvent[];
  /** How many older events of calls, and of the service itself, were dropped to make room for these. */
  readonly dropped: { readonly calls: number; readonly service: number };
}

/**
 * The control interface of openapi/control.yaml without HTTP: the same words, typed, and the same errors. What it cannot
 * do it refuses with a TrentProblem, whose `report` is the `error` over HTTP. A mock without state (`stateless`, `spec`)
 * has faults, requests and the scenarios of faults only: all else throws TRENT_E_NO_STATE.
 * @typeParam Name the names of the scenarios that there are.
 */
export interface MockControl<Name extends string = ScenarioName> {
  readonly clock: ClockControl;
  readonly faults: FaultControl;
  readonly state: {
    /** The keys, aliases and custom key stores as one JSON value. */
    get(): Snapshot;
    /** Puts another state in their place, and forgets the events. @throws TrentProblem for a state that no call can make. */
    put(state: unknown): Promise<void>;
  };
  /** CloudTrail records and EventBridge events, oldest first. */
  events(): MockEvents;
  clearEvents(): void;
  /** The latest requests, oldest first. @param most only so many of them; all where absent */
  requests(most?: number): readonly JournalEntry[];
  clearRequests(): void;
  /**
   * Shows a named situation in place of the one that is on: adds its keys, sets its clock, plans its faults.
   * @param name undefined takes away the one that is on.
   * @throws TrentProblem TRENT_E_SCENARIO for an unknown name, with those that there are. Nothing is changed then.
   */
  scenario(name: Name | undefined): Promise<void>;
  /** The scenarios that there are, each with what it shows, and the name of the one that is on. */
  scenarios(): Promise<ScenarioList>;
  /** Back to the start: the fixture, the wall clock's time, no events, requests, faults or scenario. */
  reset(): Promise<void>;
}

/** The control of one account of a mock: what it does and plans, other accounts do not see. */
export interface MockSession<Name extends string = ScenarioName> extends MockControl<Name> {
  /** Twelve digits. */
  readonly account: string;
  /** With these a client calls as this account. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * A mock that a program steers. Its own members are about the whole mock: its clock is that of all accounts that have none
 * of their own, its reset ends those too.
 */
export interface SteerableMock<Name extends string = ScenarioName> extends MockControl<Name> {
  /**
   * Makes an account for one test: one that nobody has used, with the fixture's keys, and a clock of its own.
   * @throws TrentProblem TRENT_E_STATE_FULL where the state has no room for them.
   */
  session(): MockSession<Name>;
  /**
   * The control of one account, as it is.
   * @param id twelve digits.
   * @throws TrentProblem where they are none.
   */
  account(id: string): MockSession<Name>;
}
