import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { operations } from "../generated/operations";
import { HOME } from "../mock/engine/locality";
import { runMock } from "../mock/server/run-mock";
import { reportProblem } from "../openapi/dialect/problems";
import { firstRequestExample } from "../test/request-example";
import { CheckCount } from "./further/check-count";
import { pythonPrograms } from "./further/external-tools";

const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** Starts the mock, and calls it with boto3 (every operation) and with the AWS CLI (rotation) as their users do. */
async function main(): Promise<void> {
  const programs = pythonPrograms();
  const mock = await runMock({ host: "127.0.0.1", port: 0, ...HOME, logLevel: "silent", corsOrigin: [] });
  const folder = mkdtempSync(path.join(tmpdir(), "trent-clients-"));
  const checks = new CheckCount();
  const run = (program: string, args: readonly string[]) => runApart(path.join(programs, program), args);
  const aws = async (...args: string[]) => {
    const text = await run("aws", ["--endpoint-url", mock.url, "--region", "us-east-1", "kms", ...args]);
    return text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>);
  };
  try {
    const requests = path.join(folder, "requests.json");
    const names = Object.keys(operations) as (keyof typeof operations)[];
    writeFileSync(requests, JSON.stringify(Object.fromEntries(names.map((name) => [name, firstRequestExample(name)]))));
    for (const line of (await run("python", [path.join(__dirname, "further", "walk.py"), mock.url, requests]))
      .trim()
      .split("\n")) {
      await checks.check(line.slice(5), () => expectThat(line.startsWith("ok"), line));
    }
    await checks.check("aws kms create-key gives metadata", async () =>
      expectThat("KeyMetadata" in ((await aws("create-key")) ?? {}), "no metadata"),
    );
    await checks.check("aws kms enable-key-rotation with a period prints nothing", async () =>
      expectThat(
        (await aws("enable-key-rotation", "--key-id", KEY, "--rotation-period-in-days", "180")) === undefined,
        "it printed something",
      ),
    );
    await checks.check("aws kms get-key-rotation-status shows rotation and its next date", async () => {
      const status = await aws("get-key-rotation-status", "--key-id", KEY);
      expectThat(
        status?.KeyRotationEnabled === true && new Date(Number(status.NextRotationDate) * 1000).getUTCFullYear() > 2000,
        JSON.stringify(status),
      );
    });
    await checks.check("aws kms list-key-rotations lists", async () =>
      expectThat(Array.isArray((await aws("list-key-rotations", "--key-id", KEY))?.Rotations), "no list"),
    );
    await checks.check("aws kms disable-key-rotation prints nothing", async () =>
      expectThat((await aws("disable-key-rotation", "--key-id", KEY)) === undefined, "it printed something"),
    );
  } finally {
    await mock.close();
    rmSync(folder, { recursive: true });
  }
  checks.finish();
}

/** Runs a program without blocking this process, which serves the mock. */
function runApart(program: string, args: readonly string[]): Promise<string> {
  const environment = {
    ...process.env,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_PAGER: "",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { env: environment, timeout: 60_000 }, (error, stdout, stderr) =>
      error && stdout === "" ? reject(new Error(stderr.trim().split("\n").at(-1) ?? error.message)) : resolve(stdout),
    );
  });
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
