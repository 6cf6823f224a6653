import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { HOME } from "../mock/engine/locality";
import { type RunningMock, runMock } from "../mock/server/run-mock";
import { factsOf } from "../openapi/dialect/normalise/model-facts";
import { reportProblem } from "../openapi/dialect/problems";
import { CheckCount } from "./further/check-count";
import { publicDocuments } from "./further/external-tools";
import { type ClientReading, readWithClient } from "./further/read-with-client";
import { requestFor } from "./further/sample-request";

/** Ten common services, of both versions of the protocol. */
const DEFAULT_SERVICES = [
  "kms",
  "dynamodb",
  "secretsmanager",
  "ssm",
  "cognito-idp",
  "states",
  "kinesis",
  "logs",
  "transcribe",
  "rekognition",
];

/** How many bodies are drawn for each operation. */
const SEEDS = 20;

/**
 * Starts the mock on public documents. Every operation must answer a valid request with 200, with the body that it always
 * has and with 20 that are drawn; and the service's own client, boto3, must be able to read what it gets.
 */
async function main(): Promise<void> {
  const command = new Command("npm run check:documents --")
    .description("Start the mock on documents of the public APIs.guru directory, and call each of their operations.")
    .argument("[service...]", `names such as ${DEFAULT_SERVICES.join(" ")} (these when none is given)`)
    .option("--all", "every document that has operations of this protocol", false)
    .parse();
  const folder = publicDocuments();
  const chosen = command.opts<{ all: boolean }>().all
    ? awsJsonServices(folder)
    : command.args.length > 0
      ? command.args
      : DEFAULT_SERVICES;
  const checks = new CheckCount();
  const totals: Record<string, number> = {};
  for (const service of chosen) await checkDocument(checks, totals, service, path.join(folder, `${service}.json`));
  process.stdout.write(`${figures(totals)}\n`);
  checks.finish();
}

function awsJsonServices(folder: string): string[] {
  return readdirSync(folder)
    .filter(
      (name) => name.endsWith(".json") && readFileSync(path.join(folder, name), "utf8").includes('"/#X-Amz-Target='),
    )
    .map((name) => name.slice(0, -".json".length));
}

async function checkDocument(
  checks: CheckCount,
  totals: Record<string, number>,
  service: string,
  spec: string,
): Promise<void> {
  const options = { host: "127.0.0.1", port: 0, ...HOME, logLevel: "error" as const, corsOrigin: [], spec };
  const mock = await runMock(options);
  const { document, operations } = mock.loaded;
  const requests = Object.fromEntries(operations.map((of) => [of.name, requestFor(document, of)]));
  const add = (kind: string) => {
    totals[kind] = (totals[kind] ?? 0) + 1;
  };
  try {
    await checks.check(`${service}: ${operations.length} operations answer 200, ${SEEDS} seeds each`, async () => {
      const failed: string[] = [];
      for (const { name, target } of operations) {
        for (let seed = -1; seed < SEEDS; seed++) {
          const { status, text } = await call(mock, target, requests[name], seed);
          add(`${seed < 0 ? "static" : "dynamic"} ${status}`);
          if (status !== 200) failed.push(`${name} (${seed < 0 ? "static" : `seed ${seed}`}): ${status} ${text}`);
        }
      }
      if (failed.length > 0) throw new Error(`${failed.length} did not, first ${failed[0]?.slice(0, 300)}`);
    });
    const { client } = factsOf(document);
    if (client === undefined) {
      process.stdout.write(`     ${service}: boto3 has no client for it\n`);
      return;
    }
    await checks.check(`${service}: boto3's ${client} reads every answer`, async () => {
      const readings = await readWithClient(mock.url, client, requests);
      for (const { kind, outcome } of readings) add(`${kind} ${outcome}`);
      // A refusal can be read: boto3's newest model does not have a member that the document of 2023 requires.
      const failed = readings.filter(({ outcome }) => outcome === "unreadable" || outcome === "endless");
      for (const reading of readings) if (reading.outcome === "refused") process.stdout.write(`${lineOf(reading)}\n`);
      if (failed.length > 0) throw new Error(`${failed.length} not read:\n${failed.map(lineOf).join("\n")}`);
    });
  } finally {
    await mock.close();
  }
}

async function call(
  mock: RunningMock,
  target: string,
  request: unknown,
  seed: number,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(mock.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
      ...(seed < 0 ? {} : { prefer: `dynamic=true, seed=${seed}` }),
    },
    body: JSON.stringify(request),
  });
  return { status: answer.status, text: await answer.text() };
}

function lineOf({ operation, kind, outcome, why }: ClientReading): string {
  return `       ${operation} ${kind}: ${outcome}: ${why}`;
}

function figures(totals: Readonly<Record<string, number>>): string {
  return Object.entries(totals)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([kind, count]) => `${kind}: ${count}`)
    .join(", ");
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
