import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { HOME } from "../mock/engine/locality";
import { startMock } from "../mock/server/start-mock";
import { reportProblem } from "../openapi/dialect/problems";
import { publicDocuments } from "./further/install";
import { requestFor } from "./further/request";
import { Tally } from "./further/tally";

/** Five services that are called often, and Step Functions for its other protocol version. */
const USUAL = ["kms", "dynamodb", "secretsmanager", "ssm", "cognito-idp", "states"];

/** The mock on documents of the public directory: every `#X-Amz-Target=` operation must answer a fitting request with 200. */
async function main(): Promise<void> {
  const command = new Command("npm run check:documents --")
    .description("Start the mock on documents of the public APIs.guru directory and call each of their operations.")
    .argument("[service...]", `names such as ${USUAL.join(" ")} (these when none is given)`)
    .option("--all", "every document that has such operations", false)
    .parse();
  const folder = publicDocuments();
  const chosen = command.opts<{ all: boolean }>().all
    ? speakingJson(folder)
    : command.args.length > 0
      ? command.args
      : USUAL;
  const tally = new Tally();
  for (const service of chosen) await checkDocument(tally, service, path.join(folder, `${service}.json`));
  tally.finish();
}

function speakingJson(folder: string): string[] {
  return readdirSync(folder)
    .filter(
      (name) => name.endsWith(".json") && readFileSync(path.join(folder, name), "utf8").includes('"/#X-Amz-Target='),
    )
    .map((name) => name.slice(0, -".json".length));
}

async function checkDocument(tally: Tally, service: string, spec: string): Promise<void> {
  const mock = await startMock({ host: "127.0.0.1", port: 0, ...HOME, logLevel: "warn", corsOrigin: [], spec });
  const { document, operations, changes } = mock.loaded;
  try {
    await tally.check(
      `${service}: ${operations.length} operations answer 200 (${changes.length} kinds of change)`,
      async () => {
        for (const operation of operations) {
          const request = requestFor(document, operation, 1);
          if (request === undefined) {
            process.stdout.write(
              `     ${service} ${operation.name}: not called, no request could be made for its patterns\n`,
            );
            continue;
          }
          const answer = await fetch(mock.url, {
            method: "POST",
            headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": operation.target },
            body: JSON.stringify(request),
          });
          const text = await answer.text();
          if (answer.status !== 200)
            throw new Error(`${operation.name} answered ${answer.status} ${text.slice(0, 300)}`);
        }
      },
    );
  } finally {
    await mock.close();
  }
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
