import path from "node:path";
import { Command } from "commander";
import { reportProblem } from "../openapi/dialect/problems";
import { lintDocument } from "./lint/document";

/** Lints a document and prints every problem with file and line; exits 1 when there is one. */
async function main(): Promise<void> {
  const command = new Command("npm run lint:document --")
    .description("Lint an OpenAPI document of this dialect. Exits 1 when there is a problem.")
    .argument("[file]", "the document", path.resolve(__dirname, "..", "openapi", "trent.yaml"))
    .parse();
  const { problems, operations, files } = await lintDocument(path.resolve(String(command.processedArgs[0])));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
  else process.stdout.write(`${operations.length} operations in ${files.length} files: no problem\n`);
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
