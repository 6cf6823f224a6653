import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openLiveGuard } from "../../contracts/run/live-guard";
import { receivedOf } from "../../contracts/send/transport";
import type { TrentOperation } from "../../generated/types";
import { type JsonObject, objectOf } from "../../openapi/dialect/document";
import { newKey, type Scripted, scriptedSender } from "./scripted-sender";

/** A key that is forgotten costs money. Each step can fail; these are the failures of each. */
const SOON = { within: 120, unknown: 60, every: 20 };
const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
const MINE = "111122223333";

const folder = () => mkdtempSync(path.join(tmpdir(), "trent-guard-"));
const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const notFound = (account: string): Scripted => ({
  __type: "NotFoundException",
  message: `Key 'arn:aws:kms:us-east-1:${account}:key/${KEY}' does not exist`,
});
const refused = (__type: string): Scripted => ({ __type });
const silence = new Error("socket hang up");

/** The guard of a run that made one key. */
async function guardOf(script: Parameters<typeof scriptedSender>[0], file = path.join(folder(), "keys.json")) {
  const { sender, calls } = scriptedSender(script);
  const guard = await openLiveGuard(sender, "us-east-1", file, SOON);
  const draft = (operation: TrentOperation, body: JsonObject) => ({
    operation,
    body: Buffer.from(JSON.stringify(body)),
    region: "us-east-1",
  });
  const answered = async (operation: TrentOperation, body: JsonObject, answer: JsonObject, status = 200) =>
    guard.onAnswer(
      await sender.prepare(draft(operation, body)),
      receivedOf(status, [], Buffer.from(JSON.stringify(answer))),
      "us-east-1",
    );
  const lost = async (operation: TrentOperation, body: JsonObject) =>
    guard.onLost(await sender.prepare(draft(operation, body)), "us-east-1");
  return { guard, calls, file, answered, lost };
}

const made: JsonObject = {
  KeyMetadata: {
    ...objectOf(newKey("us-east-1").KeyMetadata),
    KeyId: KEY,
    Arn: `arn:aws:kms:us-east-1:${MINE}:key/${KEY}`,
  },
};

describe("a key is forgotten only when it is sure that it is scheduled or gone", () => {
  test.each<{ given: string; schedule: (nth: number) => Scripted; state?: Scripted; kept: boolean; times?: number }>([
    { given: "scheduled", schedule: () => ({}), kept: false, times: 1 },
    { given: "refused", schedule: () => refused("AccessDeniedException"), kept: true, times: 1 },
    { given: "silence, then scheduled", schedule: (nth) => (nth < 2 ? silence : {}), kept: false, times: 3 },
    { given: "silence for ever", schedule: () => silence, kept: true },
    {
      given: "throttled, then scheduled",
      schedule: (nth) => (nth < 1 ? refused("ThrottlingException") : {}),
      kept: false,
      times: 2,
    },
    { given: "throttled for ever", schedule: () => refused("ThrottlingException"), kept: true },
    {
      given: "not known yet, then scheduled",
      schedule: (nth) => (nth < 1 ? notFound(MINE) : {}),
      kept: false,
      times: 2,
    },
    { given: "not known to its own account for long", schedule: () => notFound(MINE), kept: false },
    { given: "not known to another account", schedule: () => notFound("999999999999"), kept: true, times: 1 },
    {
      given: "pending deletion already",
      schedule: () => refused("KMSInvalidStateException"),
      state: { KeyMetadata: { KeyState: "PendingDeletion" } },
      kept: false,
      times: 1,
    },
    {
      given: "Creating for ever",
      schedule: () => refused("KMSInvalidStateException"),
      state: { KeyMetadata: { KeyState: "Creating" } },
      kept: true,
    },
    {
      given: "a wrong state that nobody can describe",
      schedule: () => refused("KMSInvalidStateException"),
      state: silence,
      kept: true,
    },
  ])("$given: kept $kept", async ({ schedule, state, kept, times }) => {
    const { guard, calls, file, answered } = await guardOf({
      ScheduleKeyDeletion: (_, nth) => schedule(nth),
      DescribeKey: () => state ?? {},
    });
    await answered("CreateKey", {}, made);
    expect(read(file)).toEqual([[KEY, ["us-east-1"], MINE]]);
    expect(await guard.tidy()).toEqual(kept ? [KEY] : []);
    expect(read(file)).toEqual(kept ? [[KEY, ["us-east-1"], MINE]] : []);
    const command = `aws kms schedule-key-deletion --region us-east-1 --key-id ${KEY} --pending-window-in-days 7`;
    expect(guard.remedies().filter((remedy) => remedy.endsWith(command))).toHaveLength(kept ? 1 : 0);
    const asked = calls.filter(({ operation }) => operation === "ScheduleKeyDeletion").length;
    if (times !== undefined) expect(asked).toBe(times);
    else expect(asked).toBeGreaterThan(1);
  });

  test("what one run could not schedule, the next run does", async () => {
    const first = await guardOf({ ScheduleKeyDeletion: () => refused("AccessDeniedException") });
    await first.answered("CreateKey", {}, made);
    await first.guard.tidy();
    const second = await guardOf({}, first.file);
    expect(second.calls).toEqual([
      { operation: "ScheduleKeyDeletion", region: "us-east-1", body: { KeyId: KEY, PendingWindowInDays: 7 } },
    ]);
    expect(read(first.file)).toEqual([]);
  });

  test("where the service is gone, not every key waits for it, and each stays in the file", async () => {
    const { guard, calls, file, answered } = await guardOf({ ScheduleKeyDeletion: () => silence });
    for (let i = 0; i < 8; i++) await answered("CreateKey", {}, newKey("us-east-1"));
    expect(await guard.tidy()).toHaveLength(8);
    expect(read(file)).toHaveLength(8);
    expect(guard.remedies()).toHaveLength(8);
    expect(new Set(calls.map(({ body }) => body.KeyId)).size).toBe(5);
  });

  test("a replica that is left does not hide behind its primary", async () => {
    const { guard, file, answered } = await guardOf({
      ScheduleKeyDeletion: (_, __, region) => (region === "us-west-2" ? refused("AccessDeniedException") : {}),
    });
    await answered("CreateKey", {}, made);
    await answered("ReplicateKey", { KeyId: KEY, ReplicaRegion: "us-west-2" }, { ReplicaKeyMetadata: { KeyId: KEY } });
    expect(await guard.tidy()).toEqual([KEY]);
    expect(read(file)).toEqual([[KEY, ["us-west-2"], MINE]]);
  });
});

describe("an answer that never came", () => {
  test("of CreateKey: the end says how to find the key that nobody wrote down", async () => {
    const { guard, lost } = await guardOf({});
    await lost("CreateKey", {});
    expect(guard.remedies()).toEqual([expect.stringContaining("get-resources --region us-east-1")]);
    expect(guard.remedies()[0]).toContain("Key=trent-contract");
  });

  test.each([
    { status: 500, answer: { __type: "KMSInternalException" } },
    { status: 200, answer: {} },
  ])("of CreateKey, but $status $answer: the same", async ({ status, answer }) => {
    const { guard, answered } = await guardOf({});
    await answered("CreateKey", {}, answer, status);
    expect(guard.remedies()).toHaveLength(1);
  });

  test("of ReplicateKey: the replica is scheduled as if it were there", async () => {
    const { guard, calls, answered, lost } = await guardOf({});
    await answered("CreateKey", {}, made);
    await lost("ReplicateKey", { KeyId: KEY, ReplicaRegion: "us-west-2" });
    expect(await guard.tidy()).toEqual([]);
    expect(calls.map(({ operation, region }) => `${operation} ${region}`)).toEqual([
      "ScheduleKeyDeletion us-west-2",
      "ScheduleKeyDeletion us-east-1",
    ]);
  });
});

describe("the file", () => {
  test("that cannot be written ends the run before its first request", async () => {
    const file = path.join(folder(), "a-file");
    writeFileSync(file, "");
    const { sender, calls } = scriptedSender({});
    await expect(openLiveGuard(sender, "us-east-1", path.join(file, "keys.json"), SOON)).rejects.toMatchObject({
      code: "TRENT_E_LIVE_KEYS",
    });
    expect(calls).toEqual([]);
  });

  test.each(["", "[", "{}", '[["a-key"]]'])("that holds %j is left as it is, and ends the run", async (text) => {
    const file = path.join(folder(), "keys.json");
    writeFileSync(file, text);
    const { sender, calls } = scriptedSender({});
    await expect(openLiveGuard(sender, "us-east-1", file, SOON)).rejects.toMatchObject({ code: "TRENT_E_LIVE_KEYS" });
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(calls).toEqual([]);
  });

  test("that cannot be written later stops the run, and its key is scheduled all the same", async () => {
    const at = folder();
    const { guard, calls, answered } = await guardOf({}, path.join(at, "run", "keys.json"));
    rmSync(path.join(at, "run"), { recursive: true });
    writeFileSync(path.join(at, "run"), "");
    await expect(answered("CreateKey", {}, made)).rejects.toMatchObject({ code: "TRENT_E_LIVE_KEYS" });
    await expect(guard.tidy()).rejects.toMatchObject({ code: "TRENT_E_LIVE_KEYS" });
    expect(calls.map(({ operation }) => operation)).toEqual(["ScheduleKeyDeletion"]);
    expect(guard.remedies()).toEqual([]);
  });

  test("is replaced whole: a crash leaves the old one or the new one", async () => {
    const { file, answered } = await guardOf({});
    const before = statSync(file).ino;
    await answered("CreateKey", {}, made);
    expect(statSync(file).ino).not.toBe(before);
    expect(existsSync(file)).toBe(true);
  });
});
