import { parseContractOptions } from "../../contracts/contract-options";
import { compareResults } from "../../contracts/report/comparison";
import { consoleOf } from "../../contracts/report/console-report";
import { exchangeText } from "../../contracts/report/exchange-text";
import { tellGithub } from "../../contracts/report/github";
import { writeReports } from "../../contracts/report/write-reports";
import { checkOptions } from "../../contracts/run/check-options";
import { listOf } from "../../contracts/run/list-cases";
import { runContract } from "../../contracts/run/run-contract";
import { exitCodeOf } from "../../contracts/run/verdict";
import { SuiteFault } from "../../contracts/suite-errors";
import { startTarget } from "../../contracts/targets/start-target";
import { reportProblem, TrentProblem } from "../../openapi/dialect/problems";

/** The price of a live run, shown before it begins. */
const COST =
  "Makes about 600 KMS keys, each tagged trent-contract and scheduled for deletion in seven days. AWS bills 1 USD a month for each,\n" +
  "by the hour, until it is scheduled, and 0.03 USD for 10,000 requests: below one USD in total. Press Ctrl-C to stop: the keys\n" +
  "that were made are still scheduled for deletion.\n";

/**
 * `trent contract`: runs the suite and reports. Sets the exit code that docs/verify-in-ci.md describes.
 * @param args the arguments after the command's name.
 */
export async function runContractCommand(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = await exitCodeFor(args);
  } catch (error) {
    if (error instanceof SuiteFault)
      process.stderr.write(`This is a fault of the suite, not of the target: ${error.message}\n`);
    else reportProblem(error);
    process.exitCode = 2;
  }
}

async function exitCodeFor(args: readonly string[]): Promise<number> {
  const options = parseContractOptions(args);
  const { selection, earlier } = checkOptions(options);
  if (options.list) {
    process.stdout.write(listOf(selection));
    return 0;
  }
  if (options.target === "aws") process.stderr.write(COST);
  // The first Ctrl-C ends the run in order: the server stops, and on the live service every key is scheduled for deletion.
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupt.abort());
  const target = await startTarget(options.target, options.region);
  try {
    process.stderr.write(`Testing ${target.name} at ${target.url.origin} …\n`);
    const result = await runContract(target, options, {
      onProgress: showProgress,
      onWarning: (sentence) => process.stderr.write(`Warning: ${sentence}\n`),
      signal: interrupt.signal,
    });
    const comparison = earlier && compareResults(earlier, result);
    if (options.replay !== undefined) process.stdout.write(exchangeText(result));
    process.stdout.write(consoleOf(result, comparison));
    if (options.reportDir !== undefined) writeReports(options.reportDir, result, comparison);
    if (options.github) process.stdout.write(tellGithub(result, comparison, process.env));
    const { partial } = result;
    if (partial?.because === "target-ended") throw new TrentProblem("TRENT_E_TARGET_ENDED", partial.sentence);
    if (partial?.because === "interrupted") throw new TrentProblem("TRENT_E_INTERRUPTED", partial.sentence);
    return exitCodeOf(result);
  } finally {
    await target.stop();
  }
}

/** A line that counts up on a terminal; elsewhere one line for each 250 cases. */
function showProgress(done: number, of: number): void {
  const text = `${done} of ${of} cases`;
  if (process.stderr.isTTY) process.stderr.write(done === of ? `\r${text}\n` : `\r${text}`);
  else if (done === of || done % 250 === 0) process.stderr.write(`${text}\n`);
}
