import type { KeyState, TrentOperation, TrentOperations } from "../../generated/types";
import { NotTestable } from "../suite-errors";
import type { CaseWorld, OutputName, StateOutputs, TargetLocation } from "./case-world";

/** The clock of a target, where it has one that a test can move. */
export interface TargetClock {
  /** Moves the target's time forward. */
  advance(milliseconds: number): Promise<void>;
}

/** The API as provider states use it: every call must succeed. */
export interface StateApi {
  readonly location: TargetLocation;
  /** Undefined where the target's clock cannot be moved, or where the case did not ask for it. */
  readonly clock: TargetClock | undefined;
  /**
   * Calls an operation.
   * @param region the Region to call; that of {@link location} by default.
   * @throws NotTestable where the target answers anything but success.
   */
  call<Operation extends TrentOperation>(
    operation: Operation,
    body: TrentOperations[Operation]["request"],
    region?: string,
  ): Promise<TrentOperations[Operation]["response"]>;
  /** Asks until the answer is as wanted. @throws NotTestable where it is not so after 20 seconds. */
  until(what: string, wanted: () => Promise<boolean>): Promise<void>;
  /** A text that no other state of this run uses. */
  unique(): string;
}

/** Something that a case can start from, built through the API itself. */
export interface ProviderState<
  Name extends string = string,
  Gives extends readonly OutputName[] = readonly OutputName[],
> {
  readonly name: Name;
  /** What the case can read from it. */
  readonly gives: Gives;
  /** Whether it waits for the target's own time, often for seconds. Such cases start first. False by default. */
  readonly slow: boolean;
  /**
   * Which cases can start from the same one: `always` all cases that name the state; `unchanged` those whose request is
   * invalid, and on the live service also all others that change nothing; `never` none, because the state passes by
   * itself, or because of what it makes the target has few. `unchanged` by default.
   */
  readonly shareable: "always" | "unchanged" | "never";
  /**
   * Whether its cases run one by one, with the target's clock where it has one. It makes custom key stores, of which an
   * account has few: those of a case are deleted when it is over. False by default.
   */
  readonly alone: boolean;
  /** Whether the run finds its key instead of making it. On the live service such a key is only read. False by default. */
  readonly found: boolean;
  /** The key state that its key must have, where a refusal depends on that; DescribeKey says whether it has. */
  readonly keyState?: KeyState;
  /** Brings the target into the state. @throws NotTestable or NotApplicable where that cannot be. */
  readonly setup: (api: StateApi) => Promise<Pick<StateOutputs, Gives[number]>>;
}

/** Declares a provider state. What `setup` returns must have all that `gives` names, or it does not compile. */
export function defineState<const Name extends string, const Gives extends readonly OutputName[]>(
  state: Pick<ProviderState<Name, Gives>, "name" | "gives" | "setup"> &
    Partial<Pick<ProviderState, "slow" | "shareable" | "alone" | "found" | "keyState">>,
): ProviderState<Name, Gives> {
  return { slow: false, shareable: "unchanged", alone: false, found: false, ...state };
}

/** The same state, whose key has a key state that refusals depend on. */
export function inKeyState<const Name extends string, const Gives extends readonly OutputName[]>(
  keyState: KeyState,
  state: ProviderState<Name, Gives>,
): ProviderState<Name, Gives> {
  return { ...state, keyState };
}

/** What a case reads that starts from a state; of several states, what all of them give. */
export type WorldOf<State> =
  State extends ProviderState<string, infer Gives> ? CaseWorld & Pick<StateOutputs, Gives[number]> : never;

/** A part of an answer that a state cannot do without. @throws NotTestable where the answer lacks it. */
export function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new NotTestable(`the answer has no ${what}`);
  return value;
}
