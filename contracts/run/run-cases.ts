import type { Case } from "../contract-case";
import { type Ending, runCase, type StateCache } from "./run-case";
import type { RunContext } from "./run-context";

/** Told as cases end. */
export type Progress = (done: number, of: number, test: Case) => void;

/** A case and how it ended. */
export interface FinishedCase {
  readonly case: Case;
  readonly ending: Ending;
}

/** Cases that wait for the target's own time come first, so that the waiting overlaps with all the others. */
const SLOW = /rotations? on demand|replica|primary that|three rotations/;

/**
 * Runs cases: side by side, since each has its own keys, and at last one by one those that move the target's clock.
 * @throws SuiteFault where the suite itself is at fault.
 */
export async function runCases(
  context: RunContext,
  cases: readonly Case[],
  width: number,
  onEnd?: Progress,
): Promise<FinishedCase[]> {
  const cache: StateCache = new Map();
  const ended: FinishedCase[] = [];
  const side = cases.filter(({ needs }) => needs === undefined);
  const queue = [...side.filter(isSlow), ...side.filter((test) => !isSlow(test))];
  const aborted = () => context.policy.signal?.aborted === true;
  const run = async (test: Case) => {
    ended.push({ case: test, ending: await runCase(context, cache, test) });
    onEnd?.(ended.length, cases.length, test);
  };
  const worker = async () => {
    for (let test = queue.shift(); test && !aborted(); test = queue.shift()) await run(test);
  };
  await Promise.all(Array.from({ length: width }, worker));
  for (const test of cases) if (test.needs !== undefined && !aborted()) await run(test);
  return ended;
}

function isSlow({ given }: Case): boolean {
  return SLOW.test(given);
}
