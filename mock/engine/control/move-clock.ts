import { latestMoment, longestPeriodInDays } from "../../../generated/service";
import { DAY } from "../state/key";
import type { StateStore } from "../state-store";
import { ControlError } from "./control-error";
import { checkDue } from "./due-limit";
import type { ControlSchemas } from "./validate-control";

/** The latest moment that can be set: the dates of a key made then, or within a year of it, can still be answered. */
const LATEST = latestMoment - (longestPeriodInDays + 366) * DAY;

/** The clock as it is shown. */
export function readClock({ clock }: StateStore): ControlSchemas["Clock"] {
  return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen };
}

/**
 * Freezes, sets and moves the clock, in this order, and does what has fallen due.
 * @throws ControlError for a moment that a date cannot hold, and where too many things fall due on the way.
 */
export async function moveClock(
  store: StateStore,
  change: ControlSchemas["ClockChange"],
): Promise<ControlSchemas["Clock"]> {
  const { clock } = store;
  const { days = 0, hours = 0, seconds = 0 } = change.move ?? {};
  const from = change.now === undefined ? clock.now() : Date.parse(change.now);
  const to = Math.round(from + ((days * 24 + hours) * 3600 + seconds) * 1000);
  if (!(to >= 0 && to <= LATEST))
    throw new ControlError(
      `The clock cannot be set before 1970 or after ${new Date(LATEST).toISOString()}: the dates of keys have to be moments that AWS's clients can read.`,
    );
  checkDue(store.dueCount(to), to);
  if (change.frozen !== undefined) clock.freeze(change.frozen);
  if (change.now !== undefined || change.move !== undefined) await store.moveTo(to);
  else store.clockMoved();
  return readClock(store);
}
