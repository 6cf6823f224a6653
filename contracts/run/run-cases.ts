import type { ContractCase } from "../contract-case";
import { STATES } from "../given/provider-states";
import { RunStopped } from "../suite-errors";
import { runCase } from "./run-case";
import type { RunContext } from "./run-context";
import type { StateCache } from "./state-cache";

/** Called after each case. */
export type Progress = (done: number, of: number) => void;

/** How many cases run side by side. */
export interface Widths {
  /** Of those that wait for the target's own time. */
  readonly slow: number;
  readonly others: number;
  /** Whether the others run while these wait, and not after them. */
  readonly together?: true;
}

/** How far a run came. */
export interface FinishedCases {
  /** How many cases came to their end. */
  readonly done: number;
  /** The cases whose call was made. */
  readonly called: ReadonlySet<ContractCase>;
}

/**
 * Runs cases: first side by side those that have their own keys, then one by one those that move the target's clock or
 * make what it has few of.
 * @param width how many run side by side; a number stands for both widths, one after the other.
 * @returns the cases that came to their end, and of them those whose call was made
 * @throws SuiteFault where the suite is wrong
 */
export async function runCases(
  context: RunContext,
  cases: readonly ContractCase[],
  width: number | Widths,
  onProgress?: Progress,
): Promise<FinishedCases> {
  const cache: StateCache = new Map();
  const called = new Set<ContractCase>();
  let done = 0;
  const run = async (test: ContractCase) => {
    try {
      if (await runCase(context, cache, test)) called.add(test);
      done++;
      onProgress?.(done, cases.length);
    } catch (error) {
      if (!(error instanceof RunStopped)) throw error;
    }
  };
  const aborted = () => context.policy.signal?.aborted === true;
  const isSlow = ({ given }: ContractCase) => STATES[given].slow;
  const ofClock = cases.filter(({ needs }) => needs !== undefined);
  const alone = cases.filter(({ needs, given }) => needs === undefined && STATES[given].alone);
  const side = cases.filter(({ needs, given }) => needs === undefined && !STATES[given].alone);
  const slow = side.filter(isSlow);
  const others = side.filter((test) => !isSlow(test));
  const sideBySide = async (queue: ContractCase[], count: number) => {
    const worker = async () => {
      for (let test = queue.shift(); test && !aborted(); test = queue.shift()) await run(test);
    };
    await Promise.all(Array.from({ length: count }, worker));
  };
  const widths: Widths = typeof width === "number" ? { slow: width, others: width } : width;
  const waiting = sideBySide(slow, widths.slow);
  if (!widths.together) await waiting;
  await Promise.all([waiting, sideBySide(others, widths.others)]);
  // Those of the clock compare its moments with the wall clock's: nobody has moved it before.
  for (const test of [...ofClock, ...alone]) if (!aborted()) await run(test);
  return { done, called };
}
