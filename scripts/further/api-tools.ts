import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FURTHER, runInstaller } from "./external-tools";

/** Tools of others that the mock is checked with, pinned. They are no dependencies: together they are larger than Trent. */
const NODE_PACKAGES = ["@redocly/cli@2.77.0", "openapi-fetch@0.17.0"];
const SCHEMATHESIS = "schemathesis==4.32.5";

/**
 * The folder `node_modules` of the tools from npm, installed once.
 * @throws TrentProblem TRENT_E_MISSING_TOOL where they cannot be installed.
 */
export function nodeTools(): string {
  const folder = path.join(FURTHER, "tools");
  const done = path.join(folder, "installed.txt");
  if (!existsSync(done)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
    const install = ["install", "--no-save", "--ignore-scripts", "--prefix", folder, ...NODE_PACKAGES];
    runInstaller("npm", install, "Let npm reach its registry.");
    writeFileSync(done, NODE_PACKAGES.join("\n"));
  }
  return path.join(folder, "node_modules");
}

/** The program of Schemathesis, in an environment of its own, installed once. Throws as {@link nodeTools} does. */
export function schemathesisProgram(): string {
  const environment = path.join(FURTHER, "schemathesis");
  const programs = path.join(environment, "bin");
  const done = path.join(environment, "installed.txt");
  if (!existsSync(done)) {
    runInstaller(
      "python3",
      ["-m", "venv", environment],
      "Install Python 3 with its venv module (Debian: python3-venv).",
    );
    runInstaller(path.join(programs, "pip"), ["install", "--quiet", SCHEMATHESIS], "Let pip reach its package index.");
    writeFileSync(done, SCHEMATHESIS);
  }
  return path.join(programs, "st");
}
