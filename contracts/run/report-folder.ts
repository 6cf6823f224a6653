import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TrentProblem } from "../../openapi/dialect/problems";

/**
 * Makes a folder where it is missing, and tries to write into it.
 * @param option the option that names it, for the sentence
 * @throws TrentProblem TRENT_E_OPTION where that cannot be
 */
export function tryFolder(option: string, folder: string): void {
  const trial = path.join(folder, `.trent-${process.pid}`);
  try {
    make(path.resolve(folder));
    writeFileSync(trial, "");
    rmSync(trial);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^(\w+): ([^,]*),.*$/s, "$2 ($1)") : String(error);
    throw new TrentProblem("TRENT_E_OPTION", `${option} names ${folder}, which cannot be written: ${reason}.`);
  }
}

/** One folder after the other: Node's own recursive way never ends in /proc. */
function make(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new Error("it is a file");
    return;
  }
  make(path.dirname(folder));
  mkdirSync(folder);
}
