import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TrentProblem } from "../../openapi/dialect/problems";

/** The files that are to be in a folder: a text for each name, which may begin with the name of a folder in it. */
export type Files = ReadonlyMap<string, string>;

/** The names of the files that are missing in a folder, or not what they should be. */
function staleFiles(folder: string, files: Files): string[] {
  return [...files].filter(([name, text]) => current(folder, name) !== text).map(([name]) => name);
}

/** For each stale file a line that says where it first differs. */
export function differences(folder: string, files: Files, shown: string): string[] {
  return staleFiles(folder, files).map((name) =>
    firstDifference(path.join(shown, name), current(folder, name), files.get(name) ?? ""),
  );
}

/**
 * Writes the stale files of a folder. All are written beside it first and then moved into it, so that a failure leaves no
 * half of them.
 * @returns the names of those that were written.
 * @throws TrentProblem TRENT_E_OUTPUT where the folder cannot be written.
 */
export function writeFolder(folder: string, files: Files): string[] {
  const stale = staleFiles(folder, files);
  if (stale.length === 0) return [];
  let made: string | undefined;
  let stage: string | undefined;
  try {
    made = mkdirSync(folder, { recursive: true });
    stage = mkdtempSync(path.join(folder, ".trent-"));
    for (const name of stale) {
      for (const at of [stage, folder]) mkdirSync(path.join(at, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(stage, name), files.get(name) ?? "");
    }
    for (const name of stale) renameSync(path.join(stage, name), path.join(folder, name));
    made = undefined;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TrentProblem("TRENT_E_OUTPUT", `${folder} cannot be written: ${why}.`, { cause });
  } finally {
    if (stage !== undefined) rmSync(stage, { recursive: true, force: true });
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
  }
  return stale;
}

/**
 * Refuses to touch what somebody else has written.
 * @param mark what a file that may be overwritten has in its first lines.
 * @throws TrentProblem TRENT_E_OUTPUT where the folder is none, or a file in it is in the way.
 */
export function checkOwnFiles(folder: string, files: Files, mark: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new TrentProblem("TRENT_E_OUTPUT", `${folder} is no folder.`);
  const others = [...files.keys()].filter((name) => {
    const text = current(folder, name);
    return text !== undefined && !text.split("\n", 2).join("\n").includes(mark);
  });
  if (others.length > 0)
    throw new TrentProblem("TRENT_E_OUTPUT", `${folder} has files that Trent did not generate: ${others.join(", ")}.`);
}

/** The text that is there; undefined where nothing is, and empty where it is no file. */
function current(folder: string, name: string): string | undefined {
  const file = path.join(folder, name);
  if (!existsSync(file)) return undefined;
  return statSync(file).isFile() ? readFileSync(file, "utf8") : "";
}

function firstDifference(name: string, have: string | undefined, want: string): string {
  if (have === undefined) return `${name} is missing.`;
  const haveLines = have.split("\n");
  const wantLines = want.split("\n");
  const line = haveLines.findIndex((text, i) => text !== wantLines[i]);
  const at = line < 0 ? haveLines.length : line;
  return `${name} is stale. First difference, line ${at + 1}:\n  - ${haveLines[at] ?? "(end of file)"}\n  + ${wantLines[at] ?? "(end of file)"}`;
}
