import { banner } from "../../mock/server/banner";
import { watchParent } from "../../mock/server/ending/parent-watch";
import { parseOptions } from "../../mock/server/mock-options";
import { type RunningMock, runMock } from "../../mock/server/run-mock";
import { reportProblem } from "../../openapi/dialect/problems";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * `trent mock`: starts the mock. Ctrl-C, SIGTERM or the end of the process that started it end it, after the open requests are
 * answered. A second signal ends it at once. Exit code 2 where it cannot start, with one sentence.
 * @param args the arguments after the command's name.
 */
export async function runMockCommand(args: readonly string[]): Promise<void> {
  try {
    await serve(args);
  } catch (error) {
    reportProblem(error);
    process.exitCode = 2;
  }
}

async function serve(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  let mock: RunningMock | undefined;
  let isEnding = false;
  const end = () => {
    for (const signal of SIGNALS) process.off(signal, end);
    if (!isEnding) void endMock(mock);
    isEnding = true;
  };
  if (!options.detached) watchParent(end);
  mock = await runMock(options);
  // Before anybody reads that it listens, and ends it at once.
  for (const signal of SIGNALS) process.on(signal, end);
  process.stdout.write(`${banner(mock.url, mock, options)}\n`);
}

/** Ends the mock, if it has started. Prints why, where the state could not be saved. */
async function endMock(mock: RunningMock | undefined): Promise<never> {
  try {
    await mock?.close();
    process.exit(0);
  } catch (error) {
    reportProblem(error);
    process.exit(1);
  }
}
