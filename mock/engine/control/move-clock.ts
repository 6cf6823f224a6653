import type { StateStore } from "../state-store";
import { ControlError } from "./control-error";
import type { ControlSchemas } from "./validate-control";

/** The last moment that JavaScript has, less a century: a key made then still has a next rotation date. */
const LATEST = 8.64e15 - 100 * 365 * 86_400_000;

/** The clock as it is shown. */
export function readClock({ clock }: StateStore): ControlSchemas["Clock"] {
  return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen };
}

/** How many rotations, deletions and the like one move may bring: a few seconds of work, and some 150 MB for their key materials. */
const MOST_DUE = 1_000_000;

/**
 * Freezes, sets and moves the clock, in this order, and does what has fallen due.
 * @throws ControlError for a moment that a date cannot hold, and where more than {@link MOST_DUE} things fall due.
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
    throw new ControlError("The clock cannot be set before 1970 or beyond what dates can say.");
  const due = store.dueCount(to);
  if (due > MOST_DUE) {
    throw new ControlError(
      `Until ${new Date(to).toISOString()} about ${due} rotations and deletions fall due, and one move does ${MOST_DUE} at most: move the clock less far, or disable the rotation of keys.`,
    );
  }
  if (change.frozen !== undefined) clock.freeze(change.frozen);
  if (change.now !== undefined || change.move !== undefined) await store.moveTo(to);
  else store.clockMoved();
  return readClock(store);
}
