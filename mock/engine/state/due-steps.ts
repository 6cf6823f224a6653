import { DAY } from "./key";
import { rotatesByItself } from "./next-due";
import type { KeyStore } from "./state";

/** About how many things one step does: some ten milliseconds of work. With fewer, the materials of a key would be copied more often. */
const STEP = 10000;

/**
 * Divides the time up to a moment into steps that do about as much each, and gives the end of each step. Whoever asks for
 * the next one has applied what was due in the one before ({@link "./apply-due"}).
 * @param clockOf the account whose own clock it is; absent for the mock's.
 */
export function* stepsTo(state: KeyStore, now: number, clockOf?: string): Generator<number> {
  const first = state.nextDue(clockOf);
  if (first === undefined || first > now) return;
  const length = Math.floor(((now - first) * STEP) / dueCount(state, now, clockOf));
  for (let at: number | undefined = first; at !== undefined && at <= now; at = state.nextDue(clockOf)) {
    yield endOf(state, at, Math.min(now, at + length), clockOf);
  }
}

/** Cuts a step short in which more keys than usual are due. */
function endOf(state: KeyStore, from: number, to: number, clockOf: string | undefined): number {
  let length = to - from;
  while (length > 0 && state.dueUpTo(from + length, clockOf).length > 2 * STEP) length = Math.floor(length / 2);
  return from + length;
}

/** The latest moment from which as many things happen until `now` as given, or more; undefined where fewer are due at all. */
export function latestFrom(state: KeyStore, now: number, most: number, clockOf?: string): number | undefined {
  const all = dueCount(state, now, clockOf);
  if (all <= most) return undefined;
  let early = state.nextDue(clockOf) ?? now;
  let late = now;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (all - dueCount(state, middle, clockOf) >= most) early = middle;
    else late = middle;
  }
  return early;
}

/** About how many things happen by themselves up to a moment: each rotation counts, and one thing more for each key. */
export function dueCount(state: KeyStore, now: number, clockOf?: string): number {
  let count = 0;
  for (const { ref } of state.dueUpTo(now, clockOf)) {
    const key = state.key(ref.account, ref.region, ref.id);
    count++;
    if (key?.rotation && rotatesByItself(key) && key.rotation.next <= now)
      count += Math.floor((now - key.rotation.next) / (key.rotation.periodInDays * DAY));
  }
  return count;
}
