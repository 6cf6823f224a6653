import { createCleanup } from "../../contracts/run/cleanup";
import { runContract } from "../../contracts/run/run-contract";
import { createSender, type Sender } from "../../contracts/send/sender";
import { receivedOf } from "../../contracts/send/transport";
import { startTarget } from "../../contracts/targets/start-target";
import type { TrentOperation } from "../../generated/types";
import type { RunningMock } from "../../mock/server/run-mock";
import { listOf, objectOf } from "../../openapi/dialect/document";
import { startTestMock } from "../mock/running";
import { scriptedSender } from "./scripted-sender";

let mock: RunningMock;
let sender: Sender;
beforeAll(async () => {
  mock = await startTestMock({ stateless: false });
  sender = createSender(new URL(mock.url), { accessKeyId: "test", secretAccessKey: "test" });
});
afterAll(async () => {
  sender.close();
  await mock.close();
});

async function call(operation: TrentOperation, body: object) {
  const draft = { operation, body: Buffer.from(JSON.stringify(body)), region: "us-east-1" };
  return objectOf((await sender.deliver(await sender.prepare(draft), false)).json);
}

/** The key state of each key, by its id. */
async function states(): Promise<Map<string, unknown>> {
  const ids = listOf((await call("ListKeys", { Limit: 1000 })).Keys).map((key) => String(objectOf(key).KeyId));
  const described = ids.map(async (KeyId) => {
    const { KeyMetadata } = await call("DescribeKey", { KeyId });
    return [KeyId, objectOf(KeyMetadata).KeyState] as const;
  });
  return new Map(await Promise.all(described));
}

const aliases = async () =>
  listOf((await call("ListAliases", { Limit: 100 })).Aliases).map((alias) => String(objectOf(alias).AliasName));

test("a run on a URL leaves the target's own keys as they were, and schedules or deletes all of its own", async () => {
  const before = await states();
  const aliasesBefore = await aliases();
  const target = await startTarget(mock.url, "us-east-1");
  const warnings: string[] = [];
  const options = { target: mock.url, region: "us-east-1", only: "CreateAlias." };
  await runContract(target, options, { onWarning: (text) => warnings.push(text) });
  const after = await states();
  const own = [...after].filter(([id]) => !before.has(id));
  expect(own.length).toBeGreaterThan(3);
  expect(own.filter(([, state]) => state !== "PendingDeletion")).toEqual([]);
  for (const [id, state] of before) expect(after.get(id)).toBe(state);
  expect(await aliases()).toEqual(aliasesBefore);
  expect(warnings).toEqual([]);
});

test("what is throttled is taken back all the same", async () => {
  let throttled = 0;
  const scripted = scriptedSender({
    DeleteAlias: () => (throttled++ < 2 ? { __type: "ThrottlingException" } : {}),
  });
  const cleanup = createCleanup(scripted.sender);
  const body = Buffer.from(JSON.stringify({ AliasName: "alias/a" }));
  const sent = await scripted.sender.prepare({ operation: "CreateAlias", body, region: "us-east-1" });
  cleanup.onAnswer(sent, receivedOf(200, [], Buffer.from("")), "us-east-1");
  expect(await cleanup.tidy()).toEqual([]);
});

test("what cannot be taken back is named", async () => {
  const scripted = scriptedSender({
    DeleteAlias: () => ({ __type: "AccessDeniedException" }),
    ScheduleKeyDeletion: ({ KeyId }) => (KeyId === "b" ? { __type: "AccessDeniedException" } : {}),
  });
  const cleanup = createCleanup(scripted.sender);
  const made = async (operation: TrentOperation, body: object, answer: object) => {
    const draft = { operation, body: Buffer.from(JSON.stringify(body)), region: "us-east-1" };
    const received = receivedOf(200, [], Buffer.from(JSON.stringify(answer)));
    cleanup.onAnswer(await scripted.sender.prepare(draft), received, "us-east-1");
  };
  await made("CreateKey", {}, { KeyMetadata: { KeyId: "a" } });
  await made("CreateKey", {}, { KeyMetadata: { KeyId: "b" } });
  await made("ReplicateKey", { ReplicaRegion: "us-west-2" }, { ReplicaKeyMetadata: { KeyId: "a" } });
  await made("CreateAlias", { AliasName: "alias/x" }, {});
  await made("CreateAlias", { AliasName: "alias/y" }, {});
  await made("DeleteAlias", { AliasName: "alias/y" }, {});
  expect(await cleanup.tidy()).toEqual(["alias/x in us-east-1", "b in us-east-1"]);
  expect(
    scripted.calls.map(({ operation, region, body }) => [operation, region, body.KeyId ?? body.AliasName]),
  ).toEqual([
    ["DeleteAlias", "us-east-1", "alias/x"],
    ["ScheduleKeyDeletion", "us-west-2", "a"],
    ["ScheduleKeyDeletion", "us-east-1", "a"],
    ["ScheduleKeyDeletion", "us-east-1", "b"],
  ]);
});
