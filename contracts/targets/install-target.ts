import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { layout } from "../../openapi/dialect/layout";
import { TrentProblem } from "../../openapi/dialect/problems";

/** Where the implementations are installed; git ignores it. */
const FOLDER = path.resolve(".further", "targets");

/** How an implementation is installed, and the program that starts it. */
export interface Installable {
  readonly version: string;
  readonly program: string;
  /** Commands in order; the word `FOLDER` is replaced by its own folder. */
  readonly steps: readonly (readonly [command: string, ...args: string[]])[];
  /** What a person has to install before, said when a step fails. */
  readonly needs: string;
}

const python = (version: string, program: string, ...packages: string[]): Installable => ({
  version,
  program: `bin/${program}`,
  steps: [
    ["python3", "-m", "venv", "FOLDER"],
    ["FOLDER/bin/pip", "install", "--quiet", ...packages],
  ],
  needs: "Install Python 3 with its venv module (Debian: python3-venv), and let pip reach its package index.",
});

const LOCAL_KMS = "0.0.0-20260228092603-2a5e92d09ab6";

/** Exact versions: the expected failures are those of these versions. */
export const INSTALLABLE = {
  moto: python("5.2.5", "moto_server", "moto[server]==5.2.5"),
  ministack: python("1.5.33", "ministack", "ministack==1.5.33", "cryptography"),
  localstack: python("4.14.0", "python", "localstack-core[base-runtime]==4.14.0", "cryptography"),
  "local-kms": {
    // Its tags of version 3 are no versions of a Go module, so the module proxy names it by its commit.
    version: LOCAL_KMS,
    program: "local-kms",
    steps: [["env", "GOBIN=FOLDER", "go", "install", `github.com/nsmithuk/local-kms@v${LOCAL_KMS}`]],
    needs: "Install Go, and let it reach its module proxy.",
  },
} as const satisfies Record<string, Installable>;

/** The name of an implementation that can be installed. */
export type InstallableName = keyof typeof INSTALLABLE;

/**
 * Installs an implementation into its own folder, unless it is there already.
 * @returns the folder
 * @throws TrentProblem TRENT_E_MISSING_TOOL with what to install first.
 */
export function installTarget(name: InstallableName): string {
  const { version, steps, needs }: Installable = INSTALLABLE[name];
  const folder = path.join(FOLDER, name);
  const done = path.join(folder, `installed-${version}.txt`);
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true });
  for (const step of steps) {
    const [command = "", ...args] = step.map((word) => word.replaceAll("FOLDER", folder));
    const { status, error } = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) {
      const why = error?.message ?? `exit code ${status}`;
      throw new TrentProblem(
        "TRENT_E_MISSING_TOOL",
        `${name} could not be installed: ${path.basename(command)} failed (${why}). ${needs}`,
      );
    }
  }
  writeFileSync(done, `${name} ${version}\n`);
  return folder;
}

/**
 * The program of an implementation: named by the environment (TRENT_MOTO_SERVER, ...), or installed by
 * {@link installTarget}.
 * @throws TrentProblem TRENT_E_MISSING_TOOL where it is neither.
 */
export function programOf(name: InstallableName): string {
  const { program, version }: Installable = INSTALLABLE[name];
  const variable = `TRENT_${name.toUpperCase().replace("-", "_")}_${name === "moto" ? "SERVER" : "PROGRAM"}`;
  const named = process.env[variable];
  if (named) return named;
  const folder = path.join(FOLDER, name);
  if (existsSync(path.join(folder, `installed-${version}.txt`))) return path.join(folder, program);
  const how = layout.isPackage
    ? `start it yourself and give its URL, or name its program in ${variable}`
    : `npm run contract:install -- ${name}`;
  throw new TrentProblem("TRENT_E_MISSING_TOOL", `${name} is not installed: ${how}.`);
}
