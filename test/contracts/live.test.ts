import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

// Its object itself, which is what the suite's modules look up too.
import timers = require("node:timers/promises");

import { CASES } from "../../contracts/cases/all-cases";
import { isReadOnly } from "../../contracts/contract-document";
import type { Sent } from "../../contracts/contract-exchange";
import { openLiveGuard } from "../../contracts/run/live-guard";
import { probe } from "../../contracts/run/probe";
import { runCases } from "../../contracts/run/run-cases";
import { createRunContext } from "../../contracts/run/run-context";
import { scheduleDeletion } from "../../contracts/run/schedule-deletion";
import type { Sender } from "../../contracts/send/sender";
import { receivedOf } from "../../contracts/send/transport";
import type { TrentOperation } from "../../generated/types";
import { mockInProcess } from "./in-process";

/** The promises of `--target aws`, proved on the mock with a recording of every call. */
let mock: Sender;
const waits: number[] = [];
beforeAll(async () => {
  const { sender, clock } = await mockInProcess();
  mock = sender;
  // Where the suite waits for the service, the service's clock moves on instead.
  jest.spyOn(timers, "setTimeout").mockImplementation(async (milliseconds = 0) => {
    waits.push(milliseconds);
    await clock.advance(milliseconds);
  });
});
afterAll(() => jest.restoreAllMocks());

interface RecordedCall {
  readonly operation: string;
  readonly region: string;
  readonly body: { KeyId?: string; TargetKeyId?: string };
  readonly answer: { KeyMetadata?: { KeyId: string } };
  readonly status: number;
}

/** A sender that records every call. */
function recorded(calls: RecordedCall[]): Sender {
  return {
    ...mock,
    deliver: async (sent: Sent, raw) => {
      const received = await mock.deliver(sent, raw);
      const region =
        sent.headers.map(([, value]) => /Credential=[^/]+\/\d+\/([^/]+)/.exec(value)?.[1]).find(Boolean) ?? "";
      const body = /^\{/.test(String(sent.body)) ? safe(String(sent.body)) : {};
      calls.push({
        operation: sent.operation ?? "",
        region,
        body,
        answer: (received.json ?? {}) as RecordedCall["answer"],
        status: received.status,
      });
      return received;
    },
  };
}

function safe(text: string): RecordedCall["body"] {
  try {
    return JSON.parse(text) as RecordedCall["body"];
  } catch {
    return {};
  }
}

/** A few families: enough keys of each kind, and replicas. */
const CHOSEN = CASES.filter(
  ({ id, needs }) =>
    needs === undefined &&
    /^(EnableKeyRotation|ReplicateKey|ScheduleKeyDeletion|CreateKey|CancelKeyDeletion)\./.test(id),
);

/** Runs the cases as on the live service, but without the waits, and is interrupted after so many calls. */
async function run(stopAfter: number) {
  const calls: RecordedCall[] = [];
  const sender = recorded(calls);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "keys.json");
  const guard = await openLiveGuard(sender, "us-east-1", file);
  const interrupt = new AbortController();
  try {
    const location = await probe(sender, "us-east-1", guard.onAnswer);
    const context = createRunContext(sender, location, {
      clock: undefined,
      // The quotas are timed by a test of their own.
      gate: async (sent) => {
        if (calls.length >= stopAfter) interrupt.abort();
        await Promise.race([guard.gate(sent), Promise.resolve()]);
      },
      onAnswer: guard.onAnswer,
      patience: 0,
      frugal: true,
      signal: interrupt.signal,
    });
    await runCases(context, CHOSEN, 1);
  } finally {
    await guard.tidy();
  }
  return { calls, file };
}

const madeBy = (calls: readonly RecordedCall[]) =>
  calls.filter((c) => c.operation === "CreateKey" && c.status === 200).map((c) => c.answer.KeyMetadata?.KeyId ?? "");

async function stateOf(KeyId: string): Promise<string> {
  const received = await mock.deliver(
    await mock.prepare({
      operation: "DescribeKey",
      body: Buffer.from(JSON.stringify({ KeyId })),
      region: "us-east-1",
    }),
    false,
  );
  return (received.json as { KeyMetadata: { KeyState: string } }).KeyMetadata.KeyState;
}

describe.each([0, 1, 5, 20, 60, 100_000])("interrupted after %i calls", (stopAfter) => {
  let calls: RecordedCall[];
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
        !isReadOnly(operation as TrentOperation) &&
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
  const calls: RecordedCall[] = [];
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
  await expect(guard.gate(await sender.prepare(draft))).rejects.toThrow("did not make");
  expect(calls).toEqual([]);
});

test("what a crash left behind is scheduled by the next run", async () => {
  const made = await mock.deliver(
    await mock.prepare({ operation: "CreateKey", body: Buffer.from("{}"), region: "us-east-1" }),
    false,
  );
  const { KeyId } = (made.json as { KeyMetadata: { KeyId: string } }).KeyMetadata;
  const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "keys.json");
  writeFileSync(file, JSON.stringify([[KeyId, ["us-east-1"]]]));
  await openLiveGuard(mock, "us-east-1", file);
  expect(await stateOf(KeyId)).toBe("PendingDeletion");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([]);
});

test("a key that is still Updating is scheduled when it can be", async () => {
  let refusals = 2;
  const updating: Sender = {
    ...mock,
    deliver: async (sent, raw) =>
      sent.operation === "ScheduleKeyDeletion" && refusals-- > 0
        ? receivedOf(400, [], Buffer.from('{"__type":"KMSInvalidStateException"}'))
        : mock.deliver(sent, raw),
  };
  const draft = { operation: "CreateKey" as const, body: Buffer.from("{}"), region: "us-east-1" };
  const made = await mock.deliver(await mock.prepare(draft), false);
  const { KeyId } = (made.json as { KeyMetadata: { KeyId: string } }).KeyMetadata;
  expect(await scheduleDeletion(updating, KeyId, "us-east-1")).toBe(true);
  expect(await stateOf(KeyId)).toBe("PendingDeletion");
  expect(await scheduleDeletion(mock, KeyId, "us-east-1")).toBe(true);
});

test("a key that cannot be scheduled stays in the file, and the run says so", async () => {
  const refusing: Sender = {
    ...mock,
    deliver: async (sent, raw) => {
      if (sent.operation !== "ScheduleKeyDeletion") return mock.deliver(sent, raw);
      return receivedOf(400, [], Buffer.from('{"__type":"AccessDeniedException"}'));
    },
  };
  const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "keys.json");
  writeFileSync(file, JSON.stringify([["a-key", ["us-east-1"]]]));
  const guard = await openLiveGuard(refusing, "us-east-1", file);
  expect(await guard.tidy()).toEqual(["a-key"]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([["a-key", ["us-east-1"]]]);
});

test("keys are made no faster than the quota allows", async () => {
  const guard = await openLiveGuard(
    mock,
    "us-east-1",
    path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "keys.json"),
  );
  const sent = await mock.prepare({ operation: "CreateKey", body: Buffer.from("{}"), region: "us-east-1" });
  const now = jest.spyOn(Date, "now").mockReturnValue(Date.now());
  waits.length = 0;
  for (let i = 0; i < 3; i++) await guard.gate(sent);
  now.mockRestore();
  expect(waits).toEqual([0, 500, 1000]);
});
