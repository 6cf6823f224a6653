import { ControlError } from "./control-error";

/** How many rotations, deletions and the like one change may bring: a few seconds of work, and some 150 MB for their key materials. */
const MOST_DUE = 1_000_000;

/**
 * Refuses a change that brings more than {@link MOST_DUE} things at once.
 * @param due about how many.
 * @param until up to which moment they fall due, epoch milliseconds.
 * @throws ControlError with the numbers.
 */
export function checkDue(due: number, until: number): void {
  if (due <= MOST_DUE) return;
  throw new ControlError(
    `Until ${new Date(until).toISOString()} about ${due} rotations and deletions fall due, and one change brings ${MOST_DUE} at most: move the clock less far, or disable the rotation of keys.`,
  );
}
