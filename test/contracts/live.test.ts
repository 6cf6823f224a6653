import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES } from "../../contracts/cases/all-cases";
import type { Sent } from "../../contracts/contract-exchange";
import { openLiveGuard } from "../../contracts/run/live-guard";
import { probe } from "../../contracts/run/probe";
import { runCases } from "../../contracts/run/run-cases";
import { createRunContext } from "../../contracts/run/run-context";
import { createSender, type Sender } from "../../contracts/send/sender";
import type { Target } from "../../contracts/targets/contract-target";
import { startTarget } from "../../contracts/targets/start-target";

/** The promises of `--target aws`, proved on the mock with a recording of every call. */
let target: Target;
beforeAll(async () => {
  target = await startTarget("mock", "us-east-1");
});
afterAll(() => target.stop());

interface Call {
  readonly operation: string;
  readonly region: string;
  readonly body: { KeyId?: string; TargetKeyId?: string };
  readonly answer: { KeyMetadata?: { KeyId: string } };
  readonly status: number;
}

/** A sender that writes down every call that leaves us. */
function recorded(calls: Call[]): Sender {
  const sender = createSender(target.url, { accessKeyId: "test", secretAccessKey: "test" });
  return {
    ...sender,
    deliver: async (sent: Sent, raw) => {
      const received = await sender.deliver(sent, raw);
      const region =
        sent.headers.map(([, value]) => /Credential=[^/]+\/\d+\/([^/]+)/.exec(value)?.[1]).find(Boolean) ?? "";
      const body = /^\{/.test(String(sent.body)) ? safe(String(sent.body)) : {};
      calls.push({
        operation: sent.operation ?? "",
        region,
        body,
        answer: (received.json ?? {}) as Call["answer"],
        status: received.status,
      });
      return received;
    },
  };
}

function safe(text: string): Call["body"] {
  try {
    return JSON.parse(text) as Call["body"];
  } catch {
    return {};
  }
}

const CHOSEN = CASES.filter(
  ({ id, needs, given }) =>
    needs === undefined &&
    !/demand|three rotations/.test(given) &&
    /^(EnableKeyRotation|ReplicateKey|ScheduleKeyDeletion|CreateKey|CancelKeyDeletion)\./.test(id),
);

/** Runs the cases as on the live service, without the slowness, and is interrupted after so many calls. */
async function run(stopAfter: number) {
  const calls: Call[] = [];
  const sender = recorded(calls);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "keys.json");
  const guard = await openLiveGuard(sender, "us-east-1", file);
  const interrupt = new AbortController();
  try {
    const place = await probe(sender, "us-east-1");
    const context = createRunContext(sender, place, {
      clock: undefined,
      // The quotas are timed by a test of their own.
      gate: async (sent, region) => {
        if (calls.length >= stopAfter) interrupt.abort();
        await Promise.race([guard.gate(sent, region), Promise.resolve()]);
      },
      onAnswer: guard.onAnswer,
      patience: 0,
      frugal: true,
      signal: interrupt.signal,
    });
    await runCases(context, CHOSEN, 1);
  } finally {
    await guard.tidy();
    sender.close();
  }
  return { calls, file };
}

const madeBy = (calls: readonly Call[]) =>
  calls.filter((c) => c.operation === "CreateKey" && c.status === 200).map((c) => c.answer.KeyMetadata?.KeyId ?? "");

async function stateOf(KeyId: string): Promise<string> {
  const sender = createSender(target.url, { accessKeyId: "test", secretAccessKey: "test" });
  const received = await sender.deliver(
    await sender.prepare({
      operation: "DescribeKey",
      body: Buffer.from(JSON.stringify({ KeyId })),
      region: "us-east-1",
    }),
    false,
  );
  sender.close();
  return (received.json as { KeyMetadata: { KeyState: string } }).KeyMetadata.KeyState;
}

const READS = /^(Describe|Get|List)/;

describe.each([0, 1, 5, 20, 60, 100_000])("interrupted after %i calls", (stopAfter) => {
  let calls: Call[];
  beforeAll(async () => {
    ({ calls } = await run(stopAfter));
  });

  test("every key that was made is pending deletion", async () => {
    const states = await Promise.all(madeBy(calls).map(stateOf));
    expect(states.filter((state) => !/^Pending(Replica)?Deletion$/.test(state))).toEqual([]);
  });

  test("no other key is touched", () => {
    const own = new Set(madeBy(calls));
    const foreign = calls.filter(({ operation, body }) => {
      const id = (body.KeyId ?? body.TargetKeyId ?? "").toString().split("/").at(-1) ?? "";
      return (
        !READS.test(operation) &&
        /^([0-9a-f]{8}-|mrk-[0-9a-f]{32})/.test(id) &&
        !/^(0{8}-|mrk-0{32})/.test(id) &&
        !own.has(id)
      );
    });
    expect(foreign).toEqual([]);
  });
});

test("cases that change nothing share their keys", async () => {
  const { calls } = await run(100_000);
  expect(madeBy(calls).length).toBeLessThan(CHOSEN.length / 2);
});

test("a request that would change a foreign key is refused before it leaves", async () => {
  const calls: Call[] = [];
  const sender = recorded(calls);
  const guard = await openLiveGuard(
    sender,
    "us-east-1",
    path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "keys.json"),
  );
  const draft = {
    operation: "ScheduleKeyDeletion" as const,
    body: Buffer.from('{"KeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}'),
    region: "us-east-1",
  };
  await expect(guard.gate(await sender.prepare(draft), "us-east-1")).rejects.toThrow("did not make");
  expect(calls).toEqual([]);
  sender.close();
});

test("what a crash left behind is scheduled by the next run", async () => {
  const sender = createSender(target.url, { accessKeyId: "test", secretAccessKey: "test" });
  const made = await sender.deliver(
    await sender.prepare({ operation: "CreateKey", body: Buffer.from("{}"), region: "us-east-1" }),
    false,
  );
  const { KeyId } = (made.json as { KeyMetadata: { KeyId: string } }).KeyMetadata;
  const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "keys.json");
  writeFileSync(file, JSON.stringify([[KeyId, ["us-east-1"]]]));
  await openLiveGuard(sender, "us-east-1", file);
  expect(await stateOf(KeyId)).toBe("PendingDeletion");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([]);
  sender.close();
});

test("keys are made no faster than the quota allows", async () => {
  const sender = createSender(target.url, { accessKeyId: "test", secretAccessKey: "test" });
  const guard = await openLiveGuard(
    sender,
    "us-east-1",
    path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "keys.json"),
  );
  const sent = await sender.prepare({ operation: "CreateKey", body: Buffer.from("{}"), region: "us-east-1" });
  const from = Date.now();
  for (let i = 0; i < 3; i++) await guard.gate(sent, "us-east-1");
  expect(Date.now() - from).toBeGreaterThanOrEqual(990);
  sender.close();
});
