import { type ContractOptions, readContractOptions } from "./contract-options";
import type { RunResult } from "./report/run-result";
import { writeReports } from "./report/write-reports";
import { checkOptions } from "./run/check-options";
import { type RunHooks, runContract as runOn } from "./run/run-contract";
import { startTarget } from "./targets/start-target";

export type { PartialRun, ResultCheck, ResultExchange, ResultFailure, RunResult } from "./report/run-result";
export type { RunHooks } from "./run/run-contract";

/** What to run, by the names of the flags of `trent contract`, and how to follow and stop it. */
export interface RunContractOptions
  extends Partial<
      Pick<
        ContractOptions,
        "target" | "region" | "reportDir" | "expectedFailures" | "only" | "timeout" | "strict" | "allowLive"
      >
    >,
    RunHooks {}

/**
 * Runs the contract suite on an implementation of AWS KMS and gives the result as a value: what `trent contract` writes to
 * result.json. It prints nothing. Each option has the flag's default; the environment's TRENT_CONTRACT_... have no say.
 * A run that the signal or the end of the target stops has a result too, with `partial`.
 * @throws TrentProblem for a wrong option, and for a target that cannot be started or asked.
 */
export async function runContract(given: RunContractOptions = {}): Promise<RunResult> {
  const { onProgress, onWarning, signal, ...flags } = given;
  const options = readContractOptions(flags);
  checkOptions(options);
  const target = await startTarget(options.target, options.region);
  try {
    const result = await runOn(target, options, {
      ...(onProgress && { onProgress }),
      ...(onWarning && { onWarning }),
      ...(signal && { signal }),
    });
    if (options.reportDir !== undefined) writeReports(options.reportDir, result);
    return result;
  } finally {
    await target.stop();
  }
}
