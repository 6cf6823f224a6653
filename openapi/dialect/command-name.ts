import path from "node:path";
import { name as packageName } from "../../package.json";
import { layout } from "./layout";

/** The commands that a user calls. */
export type CommandName = "mock" | "contract" | "generate";

/**
 * A command as it was called, for a person to repeat it: `npm run mock --` in a clone; `npx trentservice mock` where npx fetched
 * the package, `npx trent mock` where it is a project's own, `trent mock` where it is found by its name.
 */
export function commandName(command: CommandName): string {
  return layout.isPackage ? `${programName()} ${command}` : `npm run ${command} --`;
}

/** The program itself, without a command. */
export function programName(): string {
  const program = path.resolve(process.argv[1] ?? "").split(path.sep);
  if (program.includes("_npx")) return `npx ${packageName}`;
  // npm links a project's own commands into this folder, which is on no shell's path.
  return program.includes("node_modules") ? "npx trent" : "trent";
}
