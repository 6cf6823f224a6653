/** Thrown where work takes longer than {@link withinTime} allows, or would. Its message is the end of a sentence. */
export class TimeBoundExceeded extends Error {
  override readonly name = "TimeBoundExceeded";
}

/** How many steps are counted between two looks at the clock: some 0.1 ms of work. */
const STEPS = 4_096;

let deadline = Number.POSITIVE_INFINITY;
let steps = 0;

/**
 * Runs work that counts its steps with {@link spend}, and ends it when its time is over. JavaScript cannot stop work from
 * outside without a second thread, and this has to run in a web page as well.
 * @param milliseconds how long it may take.
 * @throws TimeBoundExceeded when it takes longer.
 */
export function withinTime<Result>(milliseconds: number, work: () => Result): Result {
  const outer = deadline;
  deadline = Math.min(outer, performance.now() + milliseconds);
  try {
    return work();
  } finally {
    deadline = outer;
  }
}

/**
 * Counts steps of work, each of them short.
 * @throws TimeBoundExceeded when the time of {@link withinTime} is over. Outside of it there is no bound.
 */
export function spend(count: number): void {
  steps += count;
  if (steps < STEPS) return;
  steps = 0;
  if (performance.now() > deadline) throw new TimeBoundExceeded("takes too long to validate");
}
