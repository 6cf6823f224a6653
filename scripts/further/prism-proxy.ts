import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { getPort } from "get-port-please";

/** A stock `prism proxy` before a mock. */
export interface PrismProxy {
  readonly url: string;
  close(): void;
}

/** How long it may take to listen, in milliseconds. */
const START = 60_000;

/**
 * Starts an unmodified `prism proxy`, which validates each request and each answer.
 * @param document the file of the OpenAPI document that it validates by.
 * @param upstream the address of the mock.
 * @throws Error where it does not listen in time.
 */
export async function startPrismProxy(document: string, upstream: string): Promise<PrismProxy> {
  const port = await getPort({ random: true, host: "127.0.0.1" });
  const program = path.join(path.dirname(require.resolve("@stoplight/prism-cli/package.json")), "dist", "index.js");
  const args = [program, "proxy", document, upstream, "--port", String(port), "--host", "127.0.0.1"];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + START;
  while (!(await listens(url))) {
    if (Date.now() > until || child.exitCode !== null) {
      child.kill();
      throw new Error("prism proxy did not start");
    }
    await pause(100);
  }
  return { url, close: () => void child.kill() };
}

async function listens(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
