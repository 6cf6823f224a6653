import { banner } from "../mock/banner";
import { startMock } from "../mock/mock";
import { parseOptions } from "../mock/options";
import { reportProblem } from "../openapi/dialect/problems";

/** Starts the mock, and ends it on Ctrl-C or SIGTERM with the open requests answered. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const mock = await startMock(options);
  process.stdout.write(`${banner(mock.url, mock, options)}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void mock.close().then(() => process.exit(0)));
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 2;
});
