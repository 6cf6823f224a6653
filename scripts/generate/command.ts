import path from "node:path";
import { Command } from "commander";
import { layout, projectFile } from "../../openapi/dialect/layout";
import { reportProblem, TrentProblem } from "../../openapi/dialect/problems";
import { checkOwnFiles, differences, type Files, writeFolder } from "./output-folder";
import { generateSpecFiles, MARK } from "./spec-files";

interface GenerateOptions {
  readonly check: boolean;
  readonly spec?: string;
  readonly out?: string;
  readonly msw: boolean;
  readonly allowRemoteRefs: boolean;
}

/**
 * Runs `generate`: writes what is stale, or with --check compares and writes nothing. Prints what a person has to know.
 * @param args what stands after the command's name.
 * @param command the command as it was called, such as `npm run generate --` or `trent generate`.
 * @returns the exit code: 0, 1 where --check found stale files, 2 where it could not be done.
 */
export async function runGenerate(args: readonly string[], command: string): Promise<number> {
  try {
    return await generate(parse(args, command));
  } catch (error) {
    reportProblem(error);
    return 2;
  }
}

async function generate(options: GenerateOptions): Promise<number> {
  const { spec, out, check } = options;
  if ((spec === undefined) !== (out === undefined))
    throw new TrentProblem(
      "TRENT_E_OPTION",
      `--${spec === undefined ? "out" : "spec"} needs --${spec === undefined ? "spec FILE" : "out DIR"} beside it.`,
    );
  if (spec === undefined || out === undefined) {
    if (layout.isPackage)
      throw new TrentProblem(
        "TRENT_E_OPTION",
        "--spec FILE and --out DIR are needed: Trent's own files are in the package.",
      );
    // Needs Biome, which the package has not.
    const { generateFiles } = await import("./files");
    const files = await generateFiles(projectFile());
    return finish({ folder: projectFile("generated"), shown: "generated", files, check });
  }
  const { files, changes } = await generateSpecFiles(spec, options);
  if (!check) checkOwnFiles(path.resolve(out), files, MARK);
  if (!check && changes > 0)
    process.stdout.write(`normalised: ${changes} corrections; the mock lists them with --spec\n`);
  return finish({ folder: path.resolve(out), shown: out, files, check });
}

interface Outcome {
  readonly folder: string;
  readonly shown: string;
  readonly files: Files;
  readonly check: boolean;
}

function finish({ folder, shown, files, check }: Outcome): number {
  if (!check) {
    for (const name of writeFolder(folder, files)) process.stdout.write(`wrote ${path.join(shown, name)}\n`);
    return 0;
  }
  const stale = differences(folder, files, shown);
  for (const line of stale) process.stderr.write(`${line}\n`);
  if (stale.length === 0) return 0;
  reportProblem(new TrentProblem("TRENT_E_GENERATED_STALE", `${shown} has ${stale.length} stale file(s).`));
  return 1;
}

function parse(args: readonly string[], name: string): GenerateOptions {
  const command = new Command(name)
    .description(
      "Write types, validators, operation table, client and handlers of an OpenAPI document; without --spec, Trent's own generated/ from openapi/.",
    )
    .option("--spec <file>", "an OpenAPI document whose operations are told apart by X-Amz-Target; needs --out")
    .option("--out <folder>", "where to write; a file there that was not generated is never overwritten")
    .option("--no-msw", "with --spec: leave out handlers.ts, which needs the package msw")
    .option("--allow-remote-refs", "fetch what a $ref of that document to a URL names; without it, never", false)
    .option("--check", "write nothing; exit 1 and name the files that are stale", false)
    .exitOverride((error) => {
      if (error.exitCode === 0) process.exit(0);
      const sentence = error.message.replace(/^error: /, "The command line is wrong: ").replaceAll(/\s+/g, " ");
      throw new TrentProblem("TRENT_E_OPTION", sentence.replace(/\.?$/, "."));
    })
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  if (command.args.length > 0)
    throw new TrentProblem("TRENT_E_OPTION", `The command line is wrong: ${command.args[0]} is no option.`);
  return command.opts<GenerateOptions>();
}
