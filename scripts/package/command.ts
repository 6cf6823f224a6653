import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { UserFolder } from "./user-folder";

/** A mock that runs by the command of the package. */
export interface CommandMock {
  readonly url: string;
  /** From its start until it says that it listens, in milliseconds. */
  readonly startTime: number;
  /** Ends it by a signal. @returns its exit code. */
  stop(): Promise<number | null>;
}

/** Starts `trent mock` of the package that is installed in a folder. @throws Error where it ends instead. */
export async function startCommand(user: UserFolder, ...options: readonly string[]): Promise<CommandMock> {
  const started = performance.now();
  const program = path.join(user.path, "node_modules", ".bin", "trent");
  const child = spawn(program, ["mock", "--port", "0", "--log-level", "silent", ...options], {
    cwd: user.path,
    env: user.environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await Promise.race([listens(child), ends(child)]);
  return {
    url,
    startTime: performance.now() - started,
    async stop() {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      const [code] = (await exit) as [number | null];
      return code;
    },
  };
}

/** The median time of five starts, in milliseconds. */
export async function startTime(user: UserFolder): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const mock = await startCommand(user);
    times.push(mock.startTime);
    await mock.stop();
  }
  return times.sort((a, b) => a - b)[2] ?? Number.NaN;
}

function listens({ stdout }: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve) => {
    stdout?.on("data", (chunk: Buffer) => {
      said += chunk;
      const [, url] = /listening on (\S+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
}

async function ends(child: ChildProcess): Promise<never> {
  const [code] = await once(child, "exit");
  throw new Error(`trent mock ended with ${code}.`);
}
