import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { reportProblem, TrentProblem } from "../openapi/dialect/problems";
import { generateFiles } from "./generate/files";

const root = path.resolve(__dirname, "..");

/** Writes generated/ from openapi/, or with --check compares and writes nothing. */
async function main(): Promise<void> {
  const command = new Command("npm run generate --")
    .description(
      "Write generated/ from openapi/: bundle, types, validators, operation table, plain projection, control interface.",
    )
    .option(
      "--check",
      "write nothing; exit 1 and name the stale files when generated/ is not what openapi/ gives",
      false,
    )
    .parse();
  const files = await generateFiles(path.join(root, "openapi"));
  const stale = [...files].filter(([name, text]) => current(name) !== text);
  if (command.opts<{ check: boolean }>().check) {
    for (const [name, text] of stale)
      process.stderr.write(`${firstDifference(`generated/${name}`, current(name), text)}\n`);
    if (stale.length > 0)
      throw new TrentProblem("TRENT_E_GENERATED_STALE", `generated/ has ${stale.length} stale file(s).`);
    return;
  }
  mkdirSync(path.join(root, "generated"), { recursive: true });
  for (const [name, text] of stale) {
    const file = path.join(root, "generated", name);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    process.stdout.write(`wrote generated/${name}\n`);
  }
}

function current(name: string): string {
  const file = path.join(root, "generated", name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function firstDifference(name: string, have: string, want: string): string {
  if (have === "") return `${name} is missing.`;
  const haveLines = have.split("\n");
  const wantLines = want.split("\n");
  const line = haveLines.findIndex((text, i) => text !== wantLines[i]);
  const at = line < 0 ? haveLines.length : line;
  return `${name} is stale. First difference, line ${at + 1}:\n  - ${haveLines[at] ?? "(end of file)"}\n  + ${wantLines[at] ?? "(end of file)"}`;
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
