import { spawnSync } from "node:child_process";
import path from "node:path";
import { getRandomPort } from "get-port-please";
import { type BenchServer, launch } from "./bench-server";
import type { RecordedAnswer } from "./recorded-answer";

const root = path.resolve(__dirname, "..", "..");

/** How `npm run mock` runs a program; the bare server runs in the same way, so that only the programs differ. */
const NODE_FLAGS = ["--max-semi-space-size=32", "--import", "tsx"];

/** The mock as `npm run mock` starts it, with its state on and without its log. */
export function startMockProcess(): Promise<BenchServer> {
  const args = [...NODE_FLAGS, path.join(root, "scripts/mock.ts"), "--port", "0", "--log-level", "silent"];
  return launch({ name: "trent mock", args });
}

/** The yardstick, with the answers of the mock by target. */
export function startBare(answers: Readonly<Record<string, RecordedAnswer>>): Promise<BenchServer> {
  return launch({
    name: "bare node:http",
    args: [...NODE_FLAGS, path.join(root, "scripts/bench/bare.ts")],
    environment: { TRENT_BENCH_ANSWERS: JSON.stringify(answers) },
  });
}

/** `prism mock` on the plain projection, silent and in one process, as `npm run mock:prism` starts it. */
export async function startPrism(): Promise<BenchServer> {
  const port = await getRandomPort("127.0.0.1");
  const program = require.resolve("@stoplight/prism-cli/dist/index.js");
  const projection = path.join(root, "generated/projection.json");
  return launch({
    name: "prism mock",
    args: [program, "mock", projection, "--multiprocess=false", "--port", String(port), "-v", "silent"],
    port,
    pathOf: (target) => `/${target}`,
  });
}

/** `moto_server` where it is installed (TRENT_MOTO_SERVER, or on the path); else undefined. */
export async function startMoto(): Promise<BenchServer | undefined> {
  const program = process.env.TRENT_MOTO_SERVER ?? "moto_server";
  if (spawnSync(program, ["--help"]).status !== 0) return undefined;
  const port = await getRandomPort("127.0.0.1");
  const args = ["-H", "127.0.0.1", "-p", String(port)];
  return launch({ name: "moto_server", program, args, port, closesConnections: true });
}
