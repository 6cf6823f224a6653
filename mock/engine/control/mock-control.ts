import type { IdentifiedFault, PlannedFault } from "../planned-faults";
import type { Snapshot } from "../state/snapshot";
import type { ControlSchemas } from "./validate-control";

/** How far to move a clock; negative numbers move it back. */
export type ClockMove = NonNullable<ControlSchemas["ClockChange"]["move"]>;

/** The mock's time, or that of one account. */
export interface ClockControl {
  now(): Date;
  readonly frozen: boolean;
  /**
   * Moves the clock, and does what falls due on the way: rotations, deletions, expiries.
   * @returns the moment that it is then.
   * @throws TrentProblem where it is too far.
   */
  move(by: ClockMove): Promise<Date>;
  /** Sets the clock, and does what falls due until then. @throws TrentProblem for what is no moment. */
  set(to: Date | string): Promise<Date>;
  /** Stops the clock where it is. */
  freeze(): void;
  /** Lets it run on from there. */
  unfreeze(): void;
}

/** The faults that are planned for the next calls. */
export interface FaultControl {
  /** Plans a fault. @returns its id. @throws TrentProblem for a fault that cannot be. */
  add(fault: PlannedFault): string;
  list(): readonly IdentifiedFault[];
  /** @returns false where no fault has the id. */
  remove(id: string): boolean;
  clear(): void;
}

/** The control interface of openapi/control.yaml without HTTP: the same words, typed. */
export interface MockControl {
  readonly clock: ClockControl;
  readonly faults: FaultControl;
  readonly state: {
    /** The keys, aliases and custom key stores as one JSON value. */
    get(): Snapshot;
    /** Puts another state in their place. @throws TrentProblem for a state that no call can make. */
    put(state: unknown): Promise<void>;
  };
  /** CloudTrail records and EventBridge events, oldest first. */
  events(): ControlSchemas["Events"];
  clearEvents(): void;
  /** The latest requests, oldest first. */
  requests(): readonly ControlSchemas["Request"][];
  clearRequests(): void;
  /** Back to the start: the fixture, the wall clock's time, no events, requests or faults. */
  reset(): Promise<void>;
}

/** One account of a mock, for one test: what it does and plans, other accounts do not see. */
export interface MockSession extends MockControl {
  /** Twelve digits. */
  readonly account: string;
  /** With these a client calls as this account. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A mock that a program steers. */
export interface SteerableMock extends MockControl {
  /** Makes an account of its own, with the fixture's keys. */
  session(): MockSession;
}
