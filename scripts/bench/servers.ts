import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { TrentProblem } from "../../openapi/dialect/problems";

/** A server under load, in a process of its own. */
export interface BenchServer {
  readonly name: string;
  readonly url: string;
  /** The path that an operation has there: all servers but Prism's take `/`. */
  pathOf(target: string): string;
  /** Whether it closes the connection after each answer, as moto's development server does. */
  readonly closesConnections: boolean;
  /** Resident memory of its process, in bytes. */
  memory(): number;
  stop(): Promise<void>;
}

const root = path.resolve(__dirname, "..", "..");
const MOTO = "moto_server";
const atRoot = () => "/";

/** How long a server may take to start, in milliseconds. */
const START_LIMIT = 30_000;

/** Starts the mock as `npm run mock` does, without its log. */
export function startMockProcess(): Promise<BenchServer> {
  return start(
    "trent mock",
    process.execPath,
    [
      "--max-semi-space-size=32",
      "--import",
      "tsx",
      path.join(root, "scripts/mock.ts"),
      "--port",
      "0",
      "--log-level",
      "silent",
    ],
    atRoot,
  );
}

/** Starts the yardstick with the bodies that the mock answers, by target. */
export function startBare(bodies: Record<string, string>): Promise<BenchServer> {
  const args = ["--import", "tsx", path.join(root, "scripts/bench/bare.ts")];
  return start("bare node:http", process.execPath, args, atRoot, { TRENT_BENCH_BODIES: JSON.stringify(bodies) });
}

/** Starts `prism mock` on the plain projection, silent. */
export async function startPrism(): Promise<BenchServer> {
  const port = await freePort();
  const args = ["--import", "tsx", path.join(root, "scripts/mock-prism.ts"), "--port", String(port), "-v", "silent"];
  return start("prism mock", process.execPath, args, (target) => `/${target}`, {}, `http://127.0.0.1:${port}`);
}

/** Starts moto where its server is installed (TRENT_MOTO_SERVER, or `moto_server` on the path), else gives undefined. */
export async function startMoto(): Promise<BenchServer | undefined> {
  const command = process.env.TRENT_MOTO_SERVER ?? "moto_server";
  if (spawnSync(command, ["--help"]).status !== 0) return undefined;
  const port = await freePort();
  return start(MOTO, command, ["-H", "127.0.0.1", "-p", String(port)], atRoot, {}, `http://127.0.0.1:${port}`);
}

async function start(
  name: string,
  command: string,
  args: readonly string[],
  pathOf: (target: string) => string,
  environment: Record<string, string> = {},
  knownUrl?: string,
): Promise<BenchServer> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
  const url = await listening(name, child, knownUrl);
  child.stdout.resume();
  child.stderr.resume();
  return {
    name,
    url,
    pathOf,
    closesConnections: name === MOTO,
    memory: () => residentBytes(child.pid),
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** The address: told by a line on standard output, or known before and then tried until it takes a connection. */
async function listening(name: string, child: ChildProcess, knownUrl: string | undefined): Promise<string> {
  if (knownUrl !== undefined) {
    for (const until = Date.now() + START_LIMIT; Date.now() < until && child.exitCode === null; await delay(50)) {
      if (await takesConnections(Number(new URL(knownUrl).port))) return knownUrl;
    }
  } else if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = line.match(/listening on (http:\/\/127\.0\.0\.1:\d+)/)?.[1];
      if (url) return url;
    }
  }
  child.kill("SIGKILL");
  throw new TrentProblem("TRENT_E_MISSING_TOOL", `${name} did not start.`);
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = await Promise.race([
    once(socket, "connect").then(() => true),
    once(socket, "error").then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return connected;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

function residentBytes(pid: number | undefined): number {
  return Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout) * 1024;
}
