import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
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
  const child = start(user, path.join(user.path, "node_modules", ".bin", "trent"), "mock", ...options);
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

function start(user: UserFolder, program: string, ...args: readonly string[]): ChildProcess {
  return spawn(program, [...args, "--port", "0", "--log-level", "silent"], {
    cwd: user.path,
    env: user.environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Starts a mock by npx, and kills npx without warning. @throws Error where the mock still answers five seconds later. */
export async function endsWithNpx(user: UserFolder): Promise<void> {
  const npx = start(user, "npx", "trent", "mock");
  const url = await Promise.race([listens(npx), ends(npx)]);
  npx.kill("SIGKILL");
  for (const end = performance.now() + 5_000; performance.now() < end; await delay(100))
    if (
      !(await fetch(url).then(
        () => true,
        () => false,
      ))
    )
      return;
  throw new Error("The mock is still there.");
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
