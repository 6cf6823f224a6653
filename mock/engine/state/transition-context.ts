import type { Cryptography } from "../cryptography/cryptography";
import type { WrappingKeys } from "../cryptography/wrapping-keys";
import type { Ids } from "./ids";
import type { StateOperations } from "./state-operations";

/** How long what AWS does in the background takes here, in simulated milliseconds. AWS says "seconds"; these are our choice. */
export interface Timing {
  /** ReplicateKey: how long the replica is Creating. */
  readonly creating: number;
  /** UpdatePrimaryRegion: how long both keys are Updating. */
  readonly updating: number;
  /** RotateKeyOnDemand: how long OnDemandRotationStartDate is there (LocalStack's runs on AWS poll up to 10 s). */
  readonly onDemandRotation: number;
  /** ConnectCustomKeyStore: how long the store is CONNECTING (AWS: up to 20 minutes). */
  readonly connecting: number;
  /** DisconnectCustomKeyStore: how long the store is DISCONNECTING. */
  readonly disconnecting: number;
}

/** One second each: long enough for a person to see, short enough for a test to wait. */
export const DEFAULT_TIMING: Timing = {
  creating: 1000,
  updating: 1000,
  onDemandRotation: 1000,
  connecting: 1000,
  disconnecting: 1000,
};

/** What a transition needs besides state and call: the moment, the source of ids, and the durations. */
export interface TransitionContext {
  /** Epoch milliseconds, whole. */
  readonly now: number;
  /**
   * The account whose own clock says `now`: only its keys are due by then. Absent: the clock is the mock's, which all
   * accounts follow that have none of their own.
   */
  readonly clockOf?: string | undefined;
  readonly ids: Ids;
  readonly timing: Timing;
  readonly operations: StateOperations;
  /** Undefined where it is not loaded: then no operation is called that needs it. */
  readonly cryptography?: Cryptography | undefined;
  /** The wrapping keys of imports. Undefined where no operation is called that needs them. */
  readonly wrappingKeys?: WrappingKeys | undefined;
  /**
   * Rotations before this moment are not reported, only counted, epoch milliseconds: of a long move of the clock nobody
   * could read their events.
   */
  readonly quietUntil?: number | undefined;
  /** Whether AWS's quotas are lifted. */
  readonly noQuotas?: boolean | undefined;
  /** From how many bytes on a state does not grow any more; no limit where absent. */
  readonly mostBytes?: number | undefined;
  /** A rule that a test has switched off, such as `EnableKeyRotation.disabled-key`; never set in a mock that is used. */
  readonly ruleOff?: string | undefined;
}

/** The cryptography of a context. @throws Error where it has none: then the caller should have loaded it. */
export function cryptographyOf({ cryptography }: TransitionContext): Cryptography {
  if (!cryptography) throw new Error("The operation needs cryptography, and none is loaded.");
  return cryptography;
}

/** The wrapping keys of a context. @throws Error where it has none. */
export function wrappingKeysOf({ wrappingKeys }: TransitionContext): WrappingKeys {
  if (!wrappingKeys) throw new Error("The operation needs wrapping keys, and there are none.");
  return wrappingKeys;
}
