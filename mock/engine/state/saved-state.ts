import { TrentProblem } from "../../../openapi/dialect/problems";
import { checkSnapshot, type Snapshot } from "./snapshot";

/** A state and its clock, as they outlive the process or the page. */
export interface Saved {
  readonly state: Snapshot;
  /** The mock's clock, any JSON value. Its owner checks it after loading. */
  readonly clock: unknown;
}

const FORMAT = "trent-state";
const VERSION = 1;

/** The beginning of a saved state's text: all that comes before the state itself. */
export function savedHead(clock: unknown): string {
  return `{"format":"${FORMAT}","version":${VERSION},"clock":${JSON.stringify(clock) ?? "null"},"state":`;
}

/**
 * Checks that a parsed value is a saved state of a version that this Trent reads.
 * @param where what holds it, for the reader of the refusal.
 * @param isUnchanged whether it fits its digest, where it has one.
 * @throws TrentProblem TRENT_E_STATE_DAMAGED where it is none.
 */
export function readSaved(json: unknown, where: string, isUnchanged = true): Saved {
  const { format, version, state, clock } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (format !== FORMAT) throw damaged(where, "it is not a state file of Trent");
  if (version !== VERSION)
    throw damaged(where, `it has version ${JSON.stringify(version)}, and this Trent reads ${VERSION}`);
  if (!isUnchanged)
    throw damaged(where, "its content does not fit its digest, so it has been changed since it was written");
  if (clock === undefined) throw damaged(where, "it has no clock");
  try {
    checkSnapshot(state);
  } catch (cause) {
    if (!(cause instanceof TrentProblem)) throw cause;
    throw damaged(where, cause.message.replace(/\.$/, ""), cause);
  }
  return { state, clock };
}

/** The problem of a saved state that cannot be loaded. */
export function damaged(where: string, why: string, cause?: unknown): TrentProblem {
  return new TrentProblem("TRENT_E_STATE_DAMAGED", `${where} cannot be loaded: ${why}.`, { cause });
}
