import { Command, InvalidArgumentError } from "commander";
import { reportProblem } from "../openapi/dialect/problems";
import { AUTHORIZATION, type Measurement, measure } from "./bench/measure";
import { type BenchServer, startBare, startMockProcess, startMoto, startPrism } from "./bench/servers";
import { markdown, rowsOf } from "./bench/table";

const TARGETS = ["TrentService.GetKeyRotationStatus", "TrentService.EnableKeyRotation"] as const;
const EXAMPLE_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

const count = (text: string) => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It takes a whole number from 1.");
  return Number(text);
};

const LOAD = "autocannon with 10 connections kept alive (moto_server, which closes each: 10 loops of node:http)";

/** How long each server is called before it is measured, in seconds: V8 has then compiled what it will. */
const WARM_UP = 3;

interface BenchOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly memory?: number;
  readonly json: boolean;
}

async function main(): Promise<void> {
  const options = new Command("npm run bench --")
    .description(
      `Measure the mock beside a bare node:http server, prism mock and (where installed) moto_server, in turn in one run. Load: ${LOAD}.`,
    )
    .option("--rounds <number>", "how often each server has its turn", count, 3)
    .option("--seconds <number>", "how long each turn is, in seconds", count, 5)
    .option("--memory <requests>", "instead: the mock's memory over so many requests", count)
    .option("--json", "print the JSON alone", false)
    .parse()
    .opts<BenchOptions>();
  if (options.memory === undefined) await compare(options);
  else await watchMemory(options.memory);
}

async function compare({ rounds, seconds, json }: BenchOptions): Promise<void> {
  const servers: BenchServer[] = [];
  try {
    const mock = await startMockProcess();
    servers.push(mock, await startBare(await bodiesOf(mock)), await startPrism());
    const moto = await startMoto();
    if (moto) servers.push(moto);
    const keys = new Map(
      await Promise.all(servers.map(async (s) => [s.name, s === moto ? await createKey(s) : EXAMPLE_KEY] as const)),
    );
    const all: Measurement[][] = [];
    for (let round = 0; round <= rounds; round++) {
      const measured: Measurement[] = [];
      for (const target of TARGETS) {
        for (const server of servers) {
          measured.push(
            await measure(server, target, keys.get(server.name) ?? EXAMPLE_KEY, {
              seconds: round === 0 ? WARM_UP : seconds,
            }),
          );
        }
      }
      if (round > 0) all.push(measured); // The first, short round only warms up.
    }
    const rows = rowsOf(all, mock.name);
    if (!json)
      process.stdout.write(`${markdown(rows)}\n${moto ? "" : "moto_server is not installed: it was left out.\n"}\n`);
    process.stdout.write(
      `${JSON.stringify({ node: process.version, load: LOAD, rounds, seconds, rows }, undefined, 2)}\n`,
    );
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** A million requests must leave the memory as it was once it has warmed up. */
async function watchMemory(requests: number): Promise<void> {
  const mock = await startMockProcess();
  try {
    for (let tenth = 1; tenth <= 10; tenth++) {
      await measure(mock, TARGETS[tenth % 2] ?? TARGETS[0], EXAMPLE_KEY, { requests: Math.ceil(requests / 10) });
      process.stdout.write(
        `${Math.ceil((requests / 10) * tenth)} requests: ${Math.round(mock.memory() / 2 ** 20)} MiB\n`,
      );
    }
  } finally {
    await mock.stop();
  }
}

async function bodiesOf(mock: BenchServer): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all(
      TARGETS.map(async (target) => [target, await post(mock, target, { KeyId: EXAMPLE_KEY })] as const),
    ),
  );
}

async function createKey(server: BenchServer): Promise<string> {
  const { KeyMetadata } = JSON.parse(await post(server, "TrentService.CreateKey", {})) as {
    KeyMetadata: { KeyId: string };
  };
  return KeyMetadata.KeyId;
}

async function post(server: BenchServer, target: string, body: unknown): Promise<string> {
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": target,
    authorization: AUTHORIZATION,
  };
  return (await fetch(server.url, { method: "POST", headers, body: JSON.stringify(body) })).text();
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
