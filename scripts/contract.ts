import { CASES } from "../contracts/cases/all-cases";
import { type ContractOptions, parseContractOptions } from "../contracts/contract-options";
import { consoleOf } from "../contracts/report/console-report";
import { exchangeText } from "../contracts/report/exchange-text";
import { writeReports } from "../contracts/report/write-reports";
import { chosen, runContract } from "../contracts/run/run-contract";
import { SuiteFault } from "../contracts/suite-errors";
import { startTarget } from "../contracts/targets/start-target";
import { reportProblem, TrentProblem } from "../openapi/dialect/problems";

/** What a live run costs, said before it begins. */
const COST =
  "Makes about 600 KMS keys, each tagged trent-contract and scheduled for deletion in seven days. AWS bills 1 USD a month for each, by the hour,\n" +
  "until it is scheduled, and 0.03 USD for 10,000 requests: below one USD in all. Press Ctrl-C to stop; what was made is still scheduled.\n";

async function main(): Promise<number> {
  const options = parseContractOptions(process.argv.slice(2));
  if (options.list) {
    for (const { id, given } of chosen(options)) process.stdout.write(`${id}  [given: ${given}]\n`);
    return 0;
  }
  if (options.target === "aws" && !options.allowLive) {
    throw new TrentProblem("TRENT_E_LIVE", "--target aws makes keys in a real account: say --allow-live as well.");
  }
  if (options.target === "aws") process.stderr.write(COST);
  chosen(options);
  return run(options);
}

async function run(options: ContractOptions): Promise<number> {
  const target = await startTarget(options.target, options.region);
  // The first Ctrl-C ends the run in order: the server is stopped, and on the live service every key is scheduled for deletion.
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupt.abort());
  try {
    process.stderr.write(`Judging ${target.name} at ${target.url.origin} …\n`);
    const { result, exitCode } = await runContract(target, options, progress, interrupt.signal);
    if (options.reportDir !== undefined) writeReports(options.reportDir, result);
    process.stdout.write(options.replay === undefined ? consoleOf(result) : exchangeText(result) + consoleOf(result));
    return exitCode;
  } finally {
    await target.stop();
  }
}

function progress(done: number, of: number): void {
  const text = `${done} of ${of} cases`;
  if (process.stderr.isTTY) process.stderr.write(done === of ? `\r${text}\n` : `\r${text}`);
  else if (done === of || done % 250 === 0) process.stderr.write(`${text}\n`);
}

main()
  .then((exitCode) => {
    process.exitCode = exitCode;
  })
  .catch((error: unknown) => {
    if (error instanceof SuiteFault)
      process.stderr.write(`The suite is at fault, not the target (${CASES.length} cases): ${error.message}\n`);
    else reportProblem(error);
    process.exitCode = 2;
  });
