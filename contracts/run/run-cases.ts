import type { ContractCase } from "../contract-case";
import { STATES } from "../given/provider-states";
import { RunStopped } from "../suite-errors";
import { runCase } from "./run-case";
import type { RunContext } from "./run-context";
import type { StateCache } from "./state-cache";

/** Called after each case. */
export type Progress = (done: number, of: number) => void;

/** How far a run came. */
export interface FinishedCases {
  /** How many cases came to their end. */
  readonly done: number;
  /** The cases whose call was made. */
  readonly called: ReadonlySet<ContractCase>;
}

/**
 * Runs cases: first side by side those that have their own keys, then one by one those that move the target's clock.
 * @param width how many cases run side by side
 * @returns the cases that came to their end, and of them those whose call was made
 * @throws SuiteFault where the suite is wrong
 */
export async function runCases(
  context: RunContext,
  cases: readonly ContractCase[],
  width: number,
  onProgress?: Progress,
): Promise<FinishedCases> {
  const cache: StateCache = new Map();
  const called = new Set<ContractCase>();
  let done = 0;
  const run = async (test: ContractCase) => {
    try {
      if (await runCase(context, cache, test)) called.add(test);
      onProgress?.(++done, cases.length);
    } catch (error) {
      if (!(error instanceof RunStopped)) throw error;
    }
  };
  const aborted = () => context.policy.signal?.aborted === true;
  // Cases that wait for the target's own time come first, so that the others run while they wait.
  const isSlow = ({ given }: ContractCase) => STATES[given].slow;
  const side = cases.filter(({ needs }) => needs === undefined);
  const queue = [...side.filter(isSlow), ...side.filter((test) => !isSlow(test))];
  const worker = async () => {
    for (let test = queue.shift(); test && !aborted(); test = queue.shift()) await run(test);
  };
  await Promise.all(Array.from({ length: width }, worker));
  for (const test of cases) if (test.needs !== undefined && !aborted()) await run(test);
  return { done, called };
}
