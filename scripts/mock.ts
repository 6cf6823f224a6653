import { banner } from "../mock/server/banner";
import { parseOptions } from "../mock/server/mock-options";
import { type RunningMock, startMock } from "../mock/server/start-mock";
import { reportProblem } from "../openapi/dialect/problems";

/** Starts the mock. Ctrl-C or SIGTERM ends it, after the open requests are answered. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const mock = await startMock(options);
  process.stdout.write(`${banner(mock.url, mock, options)}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(mock));
}

/** Ends the mock. Prints why, where the state could not be saved. */
async function end(mock: RunningMock): Promise<never> {
  try {
    await mock.close();
    process.exit(0);
  } catch (error) {
    reportProblem(error);
    process.exit(1);
  }
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 2;
});
