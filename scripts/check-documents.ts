import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { HOME } from "../mock/engine/locality";
import { startMock } from "../mock/server/start-mock";
import { reportProblem } from "../openapi/dialect/problems";
import { CheckCount } from "./further/check-count";
import { publicDocuments } from "./further/external-tools";
import { requestFor } from "./further/sample-request";

/** Five common services, and Step Functions because it has another protocol version. */
const DEFAULT_SERVICES = ["kms", "dynamodb", "secretsmanager", "ssm", "cognito-idp", "states"];

/** Starts the mock on public documents: every `#X-Amz-Target=` operation must answer a valid request with 200. */
async function main(): Promise<void> {
  const command = new Command("npm run check:documents --")
    .description("Start the mock on documents of the public APIs.guru directory and call each of their operations.")
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
  for (const service of chosen) await checkDocument(checks, service, path.join(folder, `${service}.json`));
  checks.finish();
}

function awsJsonServices(folder: string): string[] {
  return readdirSync(folder)
    .filter(
      (name) => name.endsWith(".json") && readFileSync(path.join(folder, name), "utf8").includes('"/#X-Amz-Target='),
    )
    .map((name) => name.slice(0, -".json".length));
}

async function checkDocument(checks: CheckCount, service: string, spec: string): Promise<void> {
  const mock = await startMock({ host: "127.0.0.1", port: 0, ...HOME, logLevel: "warn", corsOrigin: [], spec });
  const { document, operations, changes } = mock.loaded;
  try {
    await checks.check(
      `${service}: ${operations.length} operations answer 200 (${changes.length} kinds of change)`,
      async () => {
        for (const operation of operations) {
          const request = requestFor(document, operation, 1);
          if (request === undefined) {
            process.stdout.write(
              `     ${service} ${operation.name}: not called: no request could be generated for its patterns\n`,
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
