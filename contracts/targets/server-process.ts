import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { getRandomPort } from "get-port-please";
import { projectFile } from "../../openapi/dialect/layout";
import { TrentProblem } from "../../openapi/dialect/problems";

/** How long a server may take to start, in milliseconds. */
const STARTS_WITHIN = 60_000;

/** Runs a command that ends when the suite is gone, also after `kill -9`. */
const END_WITH_PARENT = projectFile("contracts", "targets", "end-with-parent.cjs");

/** How long a server may take to stop, in milliseconds; its own process insists after less. */
const STOPS_WITHIN = 5000;

/** A server that the suite started. It ends with the suite, however that ends. */
export interface ServerProcess {
  readonly url: URL;
  /** Its last output, when it has ended by itself; undefined while it runs. */
  ended(): string | undefined;
  stop(): Promise<void>;
}

/** The command that starts a server on a port. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts a server on a free port of 127.0.0.1 and waits until it accepts connections.
 * @throws TrentProblem TRENT_E_MISSING_TOOL with the end of its output, when it does not start.
 */
export async function startServer(name: string, commandFor: (port: number) => ServerCommand): Promise<ServerProcess> {
  const port = await getRandomPort("127.0.0.1");
  const { command, args, environment } = commandFor(port);
  // A group of its own: Ctrl-C reaches the suite only, which stops the server when the cases are over.
  const child = spawn(process.execPath, [END_WITH_PARENT, command, ...args], {
    stdio: "pipe",
    env: { ...process.env, ...environment },
    detached: true,
  });
  let printed = "";
  const append = (chunk: Buffer) => {
    printed = `${printed}${chunk}`.slice(-1000);
  };
  child.stdout.on("data", append);
  child.stderr.on("data", append);
  const gone = once(child, "exit").catch((error: Error) => {
    printed += error.message;
  });
  for (const end = Date.now() + STARTS_WITHIN; !(await acceptsConnections(port)); await delay(50)) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > end) {
      await stop(child, gone);
      throw new TrentProblem("TRENT_E_MISSING_TOOL", `${name} did not start: ${printed.trim().slice(-400)}`);
    }
  }
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    ended: () =>
      child.exitCode === null && child.signalCode === null
        ? undefined
        : `exit ${child.exitCode ?? child.signalCode}: ${printed.trim().slice(-400)}`,
    stop: () => stop(child, gone),
  };
}

async function stop(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await Promise.race([gone, delay(STOPS_WITHIN, undefined, { ref: false }).then(() => child.kill("SIGKILL"))]);
}

async function acceptsConnections(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = once(socket, "connect").then(() => true);
  const refused = once(socket, "error").then(() => false);
  const answer = await Promise.race([connected, refused]).catch(() => false);
  socket.destroy();
  return answer;
}
