import { latestMoment, longestPeriodInDays } from "../../../generated/service";
import { DAY } from "../state/key";
import type { StateStore } from "../state-store";
import { ControlError } from "./control-error";
import { checkDue } from "./due-limit";
import type { ControlSchemas } from "./validate-control";

/** The latest moment that can be set: the dates of a key made then, or within a year of it, can still be answered. */
const LATEST = latestMoment - (longestPeriodInDays + 366) * DAY;

/**
 * Freezes, sets and moves the clock, in this order, and does what has fallen due.
 * @param account whose clock it is; the mock's where absent.
 * @throws ControlError for a moment that a date cannot hold, and where too many things fall due on the way.
 */
export async function changeClock(
  store: StateStore,
  change: ControlSchemas["ClockChange"],
  account: string | undefined,
): Promise<void> {
  const to = momentAfter(change, store.clockOf(account).now());
  checkDue(store.dueCount(to, account), to);
  if (change.frozen !== undefined) store.freeze(change.frozen, account);
  if (change.now !== undefined || change.move !== undefined) await store.moveTo(to, account);
}

/**
 * The moment that a change of a clock leads to, in epoch milliseconds.
 * @param now the clock's moment before it.
 * @throws ControlError for a moment that a date cannot hold.
 */
export function momentAfter({ now: set, move = {} }: ControlSchemas["ClockChange"], now: number): number {
  const { days = 0, hours = 0, seconds = 0 } = move;
  const from = set === undefined ? now : Date.parse(set);
  const to = Math.round(from + ((days * 24 + hours) * 3600 + seconds) * 1000);
  if (to >= 0 && to <= LATEST) return to;
  throw new ControlError(
    `The clock cannot be set before 1970 or after ${new Date(LATEST).toISOString()}: the dates of keys have to be moments that AWS's clients can read.`,
  );
}
