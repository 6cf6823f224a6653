import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { layout } from "../../openapi/dialect/layout";

/** What an install of the package was like. */
export interface Installed {
  readonly megabytes: number;
  readonly seconds: number;
  /** What npm said besides what it added. */
  readonly warnings: string;
}

/** A folder of a user outside the project, in which commands are run. */
export class UserFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), "trent-package-"));

  /** @param node the folder of another Node's program; the one of this process where absent. */
  constructor(readonly node?: string) {
    this.write("package.json", '{ "private": true }\n');
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.path, name)), { recursive: true });
    writeFileSync(path.join(this.path, name), text);
  }

  /** Runs a command. @returns its standard output. @throws Error with its output for another exit code than 0. */
  run(command: string, ...args: readonly string[]): string {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: this.path,
      encoding: "utf8",
      timeout: 300_000,
      env: this.environment,
    });
    if (status === 0) return stdout;
    throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? `exit ${status}`}\n${stdout}\n${stderr}`);
  }

  /** The environment of a user's shell: nothing of npm's own, which says that it runs a script of this project. */
  get environment(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command|execpath)/.test(name));
    const { PATH = "", ...others } = Object.fromEntries(own);
    return { ...others, PATH: this.node === undefined ? PATH : `${this.node}${path.delimiter}${PATH}` };
  }

  /** Installs a packed file and measures it. */
  install(packed: string): Installed {
    const started = performance.now();
    const { status, stderr } = spawnSync("npm", ["install", "--no-audit", "--no-fund", packed], {
      cwd: this.path,
      encoding: "utf8",
      env: this.environment,
    });
    if (status !== 0) throw new Error(`npm install: ${stderr}`);
    const seconds = (performance.now() - started) / 1000;
    return { megabytes: sizeOf(path.join(this.path, "node_modules")) / 2 ** 20, seconds, warnings: stderr.trim() };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Packs the project, which builds it first. @returns the path of the packed file in the folder. */
export function packInto(folder: string): string {
  const args = ["pack", "--silent", "--pack-destination", folder];
  const said = execFileSync("npm", args, { cwd: layout.root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return path.join(folder, said.trim().split("\n").at(-1) ?? "");
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(path.join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}
