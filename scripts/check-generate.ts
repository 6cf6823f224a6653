import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { HOME } from "../mock/engine/locality";
import { runMock } from "../mock/server/run-mock";
import { reportProblem } from "../openapi/dialect/problems";
import { CheckCount } from "./further/check-count";
import { compileStrictly } from "./further/compile-strictly";
import { publicDocuments } from "./further/external-tools";
import { requestFor } from "./further/sample-request";
import { runGenerate } from "./generate/command";
import { serviceNames } from "./generate/service-names";

/** Services of both versions of the protocol, with recursive types, blobs and unions. */
const DEFAULT_SERVICES = ["dynamodb", "secretsmanager", "states"];

/** What a call of a generated client gives. */
interface Result {
  readonly data?: unknown;
  readonly error?: { readonly __type: string };
}

type Call = (request: unknown, options?: { readonly headers: Record<string, string> }) => Promise<Result>;

type Validators = Readonly<
  Record<string, { readonly responseBody: Readonly<Record<number, (value: unknown) => boolean>> }>
>;

/**
 * Generates from public documents, compiles the output strictly, and calls the mock on the same document with its client: each
 * operation, and each error that it declares. The generated validators say whether what comes is right.
 */
async function main(): Promise<void> {
  const command = new Command("npm run check:generate --")
    .description("Generate from documents of the public APIs.guru directory, compile the output, and use its client.")
    .argument("[service...]", `names such as ${DEFAULT_SERVICES.join(" ")} (these when none is given)`)
    .parse();
  const folder = publicDocuments();
  const parent = path.resolve(__dirname, "..", ".further");
  mkdirSync(parent, { recursive: true });
  const out = mkdtempSync(path.join(parent, "generate-"));
  const checks = new CheckCount();
  try {
    for (const service of command.args.length > 0 ? command.args : DEFAULT_SERVICES)
      await checkService(checks, service, path.join(folder, `${service}.json`), path.join(out, service));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  checks.finish();
}

async function checkService(checks: CheckCount, service: string, spec: string, out: string): Promise<void> {
  // The handlers are tested by their own test: not every place that runs this has MSW.
  const args = ["--spec", spec, "--out", out, "--no-msw"];
  await checks.check(`${service}: is generated, and is not stale then`, async () => {
    if ((await runGenerate(args, "check")) !== 0) throw new Error("it could not be generated");
    if ((await runGenerate([...args, "--check"], "check")) !== 0) throw new Error("it is stale at once");
  });
  await checks.check(`${service}: compiles strictly`, () => {
    const said = compileStrictly(out, ["client.ts", "types.ts", "operations.ts", "validators.ts"]);
    if (said.length > 0) throw new Error(`${said.length} faults, first ${said[0]}`);
  });
  const mock = await runMock({ host: "127.0.0.1", port: 0, ...HOME, logLevel: "error", corsOrigin: [], spec });
  try {
    const { document, operations } = mock.loaded;
    const create = `create${serviceNames(document, operations).type}Client`;
    const client = (
      (await import(path.join(out, "client.ts"))) as Record<string, (options: object) => Record<string, Call>>
    )[create];
    const { validators } = (await import(path.join(out, "validators.ts"))) as { validators: Validators };
    const calls = client?.({ endpoint: mock.url });
    await checks.check(
      `${service}: its client calls ${operations.length} operations and gets each declared error`,
      async () => {
        for (const operation of operations) {
          const call = calls?.[operation.name];
          const request = requestFor(document, operation);
          const bodies = validators[operation.name]?.responseBody;
          const { data } = (await call?.(request)) ?? {};
          // An empty body is validated as the empty string.
          if (bodies?.[200]?.(data ?? "") !== true) throw new Error(`${operation.name}: data is not as declared`);
          for (const { type } of operation.responses.flatMap(({ errors }) => errors)) {
            const { error } = (await call?.(request, { headers: { Prefer: `example=${type}` } })) ?? {};
            if (error?.__type !== type) throw new Error(`${operation.name}: ${type} came as ${error?.__type}`);
          }
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
