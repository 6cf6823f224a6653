import type { TrentOperation, TrentOperations } from "../../generated/types";
import { NotTestable } from "../suite-errors";

/** A key, by both of its names. */
export interface KeyHandle {
  readonly id: string;
  readonly arn: string;
}

/** What a provider state hands to its case. */
export interface CaseWorld {
  readonly place: TargetLocation;
  /** The key that the case is about. */
  readonly key: KeyHandle;
  /** Other things of the state by name: an alias, a marker, another Region. */
  readonly named: Readonly<Record<string, string>>;
  /** Epoch milliseconds just before and just after the state's last call. */
  readonly moment: { readonly from: number; readonly to: number };
}

/** Where the target says it is. */
export interface TargetLocation {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What a target can do besides answering the API. */
export interface TargetClock {
  /** Moves the target's time on. */
  advance(milliseconds: number): Promise<void>;
}

/** The API as the provider states use it: every call has to succeed. */
export interface StateApi {
  readonly place: TargetLocation;
  readonly clock: TargetClock | undefined;
  /** @throws NotTestable where the target answers anything but success. */
  call<Operation extends TrentOperation>(
    operation: Operation,
    body: TrentOperations[Operation]["request"],
    region?: string,
  ): Promise<TrentOperations[Operation]["response"]>;
  /** Asks again and again until the answer is as wanted. @throws NotTestable when it never is. */
  until(what: string, wanted: () => Promise<boolean>): Promise<void>;
  /** A text that no other case of this run uses. */
  unique(): string;
}

/** What a state gives; the rest of the {@link CaseWorld} is filled in. */
export interface Given {
  readonly key?: KeyHandle;
  readonly named?: Readonly<Record<string, string>>;
}

/** Brings the target into a state. */
export type ProviderState = (api: StateApi) => Promise<Given>;

/** Something of the state by name. */
export function named(world: CaseWorld, name: string): string {
  const value = world.named[name];
  if (value === undefined) throw new NotTestable(`the state has no ${name}`);
  return value;
}
