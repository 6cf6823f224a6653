import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { commandName } from "../../openapi/dialect/command-name";
import { layout } from "../../openapi/dialect/layout";
import { reportProblem, TrentProblem } from "../../openapi/dialect/problems";
import { generateFiles } from "../generate/files";

const root = layout.root;

/**
 * `trent generate`: writes generated/ from openapi/, or with --check compares and writes nothing. Exit code 1 where it cannot.
 * @param args the arguments after the command's name.
 */
export async function runGenerateCommand(args: readonly string[]): Promise<void> {
  try {
    await generate(args);
  } catch (error) {
    reportProblem(error);
    process.exitCode = 1;
  }
}

async function generate(args: readonly string[]): Promise<void> {
  const command = new Command(commandName("generate"))
    .description(
      "Write generated/ from openapi/: bundle, types, validators, operation table, plain projection, control interface.",
    )
    .option(
      "--check",
      "write nothing; exit 1 and name the stale files when generated/ is not what openapi/ gives",
      false,
    )
    .parse([...args], { from: "user" });
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
