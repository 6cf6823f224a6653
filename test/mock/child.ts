import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

/** How a process ended, and all that it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The mock as a process of its own, as `npm run mock` starts it. */
export class MockProcess {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private stdout = "";
  private stderr = "";

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("TRENT_"));
    this.child = spawn(process.execPath, ["--import", "tsx", "scripts/mock.ts", ...args], {
      cwd: ROOT,
      env: { ...Object.fromEntries(inherited), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (chunk) => {
      this.stdout += chunk;
    });
    this.child.stderr?.on("data", (chunk) => {
      this.stderr += chunk;
    });
    this.ended = once(this.child, "close").then(([code, signal]) => ({
      code,
      signal,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** The mock's URL, once it says that it can be called. */
  async listening(): Promise<string> {
    const url = /listening on (http:\S+)/;
    while (!url.test(this.stdout)) {
      const more = await Promise.race([once(this.child.stdout as NodeJS.ReadableStream, "data"), this.ended]);
      if (!Array.isArray(more)) throw new Error(`The mock ended: ${JSON.stringify(more)}`);
    }
    return url.exec(this.stdout)?.[1] ?? "";
  }

  /** The log, once it has a line that fits. */
  async logged(line: RegExp): Promise<void> {
    while (!line.test(this.stderr)) await once(this.child.stderr as NodeJS.ReadableStream, "data");
  }

  /** Sends a signal. Gives how the process ended, and after how many milliseconds. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<Ended & { readonly after: number }> {
    const from = performance.now();
    this.child.kill(signal);
    return { ...(await this.ended), after: performance.now() - from };
  }
}

/** Runs the mock with options that it refuses or only prints something for. */
export function runMock(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new MockProcess(args, env).ended;
}
