import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { CASES } from "../../contracts/cases/all-cases";
import type { ContractExchange } from "../../contracts/contract-exchange";
import { probe } from "../../contracts/run/probe";
import { repeatLines } from "../../contracts/run/repeat-lines";
import { runCases } from "../../contracts/run/run-cases";
import { createRunContext } from "../../contracts/run/run-context";
import { runContract } from "../../contracts/run/run-contract";
import { createSender } from "../../contracts/send/sender";
import type { RunningMock } from "../../mock/server/run-mock";
import { objectOf } from "../../openapi/dialect/document";
import { startTestMock } from "../mock/running";
import { startFailing } from "./failing-target";

/** Cases that start from nothing, a key, a changed key, a page, an alias, bytes, and a key of another Region. */
const REPEATED = [
  "ListKeys.foreign-marker, an account",
  "EnableKeyRotation.asymmetric-key, an RSA key",
  "EnableKeyRotation.disabled-key, a disabled symmetric key",
  "GetKeyRotationStatus.off and on again",
  "ListResourceTags.second page",
  "CreateAlias.name-taken, a key with an alias",
  "DescribeKey.unknown-key, a key id",
];

let mock: RunningMock;
let fresh: RunningMock;
let exchanges: readonly ContractExchange[];
beforeAll(async () => {
  mock = await startTestMock({ stateless: false });
  fresh = await startTestMock({ stateless: false });
  const url = new URL(mock.url);
  const sender = createSender(url, { accessKeyId: "test", secretAccessKey: "test" });
  const policy = { clock: undefined, gate: undefined, onAnswer: undefined, patience: 0, frugal: false };
  const context = createRunContext(sender, await probe(sender, "us-east-1"), policy);
  await runCases(
    context,
    CASES.filter(({ id }) => REPEATED.includes(id) || id.startsWith("protocol.body of a byte")),
    1,
  );
  exchanges = context.exchanges;
  sender.close();
});
afterAll(() => Promise.all([mock.close(), fresh.close()]));

const called = (id: string) => {
  const found = exchanges.find((exchange) => exchange.case === id && !exchange.given);
  if (!found) throw new Error(`${id} made no call`);
  return found;
};

/** Runs lines as a person would who has copied them. */
async function shell(lines: string): Promise<{ status: number; body: unknown }> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-lines-")), "lines.sh");
  writeFileSync(file, lines);
  const env = { ...process.env, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_SESSION_TOKEN: "" };
  const { stdout: printed } = await promisify(execFile)("bash", ["-eu", file], { encoding: "utf8", env });
  const [head = "", body = ""] = printed.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), body: body === "" ? undefined : JSON.parse(body) };
}

describe.each([
  { on: "the same target", started: false },
  { on: "another one, where the suite has stopped its own", started: true },
])("the lines, on $on,", ({ started }) => {
  test.each(REPEATED)("repeat the answer of %s", async (id) => {
    const exchange = called(id);
    const target = { name: "mock", url: new URL(mock.url), started };
    const lines = repeatLines(exchange, exchanges, target)?.replace(/^TARGET='.*?'/, `TARGET='${fresh.url}'`) ?? "";
    const answer = await shell(lines);
    expect(answer.status).toBe(exchange.received?.status);
    expect(objectOf(answer.body).__type).toBe(objectOf(exchange.received?.json).__type);
    expect(Object.keys(objectOf(answer.body))).toEqual(Object.keys(objectOf(exchange.received?.json)));
    for (const { received } of exchanges) {
      const { KeyId } = objectOf(objectOf(received?.json).KeyMetadata);
      if (typeof KeyId === "string") expect(lines).not.toContain(KeyId);
    }
  });
});

test("the signature is for the Region of the request", async () => {
  const sender = createSender(new URL(mock.url), { accessKeyId: "test", secretAccessKey: "test" });
  const draft = { operation: "ListKeys" as const, body: Buffer.from("{}"), region: "us-west-2" };
  const exchange = {
    id: 0,
    case: "c",
    sent: await sender.prepare(draft),
    received: undefined,
    fault: "none",
    milliseconds: 1,
  };
  const lines = repeatLines(exchange, [], { name: "mock", url: new URL(mock.url), started: false });
  expect(lines).toContain("--aws-sigv4 'aws:amz:us-west-2:kms'");
});

test("a body that is no text goes through the shell as it is", async () => {
  const exchange = called("protocol.body of a byte that is no UTF-8");
  const lines = repeatLines(exchange, exchanges, { name: "mock", url: new URL(mock.url), started: false });
  expect(lines).toContain("printf '%b' '\\0173");
  expect((await shell(lines ?? "")).status).toBe(exchange.received?.status);
});

describe("the command that replays a case", () => {
  test.each([
    { given: {}, want: "" },
    { given: { expectedFailures: "none" }, want: " --expected-failures none" },
    {
      given: { expectedFailures: "none", strict: true, timeout: 3 },
      want: " --expected-failures none --strict --timeout 3",
    },
  ])("of $given has$want", async ({ given, want }) => {
    // The first request after those of the probe is not answered, so something fails.
    const target = await startFailing(mock.url, (nth) => (nth === 4 ? "cut" : "answer"));
    const options = {
      target: target.url.href,
      region: "us-east-1",
      only: "ListKeys.foreign-marker, an account",
      ...given,
    };
    const result = await runContract(target, options);
    await target.stop();
    const replays = result.checks.flatMap(({ failures }) => failures.map(({ replay }) => replay));
    const command = `npm run contract -- --target ${target.url.href} --region us-east-1${want} --replay 'ListKeys.foreign-marker, an account'`;
    expect([...new Set(replays)]).toEqual([command]);
  });
});
