import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { TrentProblem } from "../../openapi/dialect/problems";
import { askUsage, type ProcessUsage, readUsage } from "./process-usage";
import { takesConnections } from "./takes-connections";

/** A server under load, in a process of its own. */
export interface BenchServer {
  readonly name: string;
  readonly url: string;
  /** The path that an operation has there: all servers but Prism's take `/`. */
  pathOf(target: string): string;
  /** Whether it closes the connection after each answer, as moto's development server does. */
  readonly closesConnections: boolean;
  /** What its process has used; undefined where the system does not say. */
  usage(): Promise<ProcessUsage | undefined>;
  stop(): Promise<void>;
}

/** How to start a server. */
export interface Launch {
  readonly name: string;
  /** The program; without one, the arguments are for this process's own Node, and the server reports its usage itself. */
  readonly program?: string;
  readonly args: readonly string[];
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The port that the arguments name. Without one, the server prints `listening on URL`. */
  readonly port?: number;
  readonly pathOf?: (target: string) => string;
  readonly closesConnections?: boolean;
}

/** How long a server may take to start, in milliseconds. */
const START_LIMIT = 30_000;

const PRELOAD = ["--require", require.resolve("./report-usage.cjs")];

/** Starts a server and waits until it takes connections. Throws a TrentProblem if it does not within 30 seconds. */
export async function launch({ name, program, args, environment, port, ...traits }: Launch): Promise<BenchServer> {
  const env = { ...process.env, ...environment };
  const child = program
    ? spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env })
    : spawn(process.execPath, [...PRELOAD, ...args], { stdio: ["ignore", "pipe", "pipe", "ipc"], env });
  const url = await (port === undefined ? printedUrl(child) : openedUrl(child, port));
  if (url === undefined) {
    child.kill("SIGKILL");
    throw new TrentProblem("TRENT_E_MISSING_TOOL", `${name} did not start.`);
  }
  // What it prints later is thrown away: a full pipe would stop it.
  child.stdout?.resume();
  child.stderr?.resume();
  return {
    name,
    url,
    pathOf: () => "/",
    closesConnections: false,
    ...traits,
    usage: async () => (program ? readUsage(child.pid) : askUsage(child)),
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** The address that the server prints; undefined when it ends without one, or is late. */
async function printedUrl(child: ChildProcess): Promise<string | undefined> {
  if (!child.stdout) return undefined;
  const late = setTimeout(() => child.kill("SIGKILL"), START_LIMIT);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = line.match(/listening on (http:\/\/127\.0\.0\.1:\d+)/)?.[1];
      if (url) return url;
    }
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

/** The address at a known port, once the server takes a connection there; undefined when it ends before, or is late. */
async function openedUrl(child: ChildProcess, port: number): Promise<string | undefined> {
  for (const until = Date.now() + START_LIMIT; Date.now() < until && child.exitCode === null; await delay(50)) {
    if (await takesConnections(port)) return `http://127.0.0.1:${port}`;
  }
  return undefined;
}
