import { CASES } from "../../contracts/cases/all-cases";
import { aggregate } from "../../contracts/run/aggregate";
import { askAwsClient } from "../../contracts/run/aws-client";
import { runCases } from "../../contracts/run/run-cases";
import type { JsonObject } from "../../openapi/dialect/document";
import { newKey, type Scripted, scriptedRun, scriptedSender } from "./scripted-sender";

const casesOf = (...ids: string[]) => {
  const cases = CASES.filter(({ id }) => ids.includes(id));
  expect(cases.map(({ id }) => id).sort()).toEqual([...ids].sort());
  return cases;
};

/** A target that takes every call, and says this of each key. */
async function statusesOf(id: string, metadata: JsonObject, script: Record<string, () => Scripted> = {}) {
  const { sender } = scriptedSender({
    CreateKey: (_, __, region) => newKey(region),
    DescribeKey: ({ KeyId }) => ({ KeyMetadata: { KeyId, ...metadata } }),
    ReplicateKey: ({ KeyId }) => ({ ReplicaKeyMetadata: { KeyId } }),
    ...script,
  });
  const context = scriptedRun(sender);
  await runCases(context, casesOf(id), 1);
  const clause = id.split(",")[0];
  return aggregate(context)
    .filter((row) => row.clause.id === clause)
    .map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason.split(": ").at(-1)}`));
}

describe("a target that takes a call is blamed for it only where the key is in the state that forbids it", () => {
  test.each([
    { id: "EnableKey.creating, a replica that is being made", is: "Creating", want: "fail" },
    {
      id: "EnableKey.creating, a replica that is being made",
      is: "Enabled",
      want: "not-applicable: a new replica is Enabled at once, never Creating",
    },
    {
      id: "DisableKeyRotation.disabled-key, a disabled symmetric key",
      is: "Enabled",
      want: "not-testable: DescribeKey says that the key is Enabled, not Disabled",
    },
    { id: "DisableKeyRotation.disabled-key, a disabled symmetric key", is: "Disabled", want: "fail" },
    {
      id: "EnableKey.pending-import, a key without its imported material",
      is: "Enabled",
      want: "not-testable: DescribeKey says that the key is Enabled, not PendingImport",
    },
    { id: "EnableKey.pending-import, a key without its imported material", is: "PendingImport", want: "fail" },
    {
      id: "ReplicateKey.pending-deletion, a multi-Region primary key pending deletion",
      is: "Enabled",
      want: "not-testable: DescribeKey says that the key is Enabled, not PendingDeletion",
    },
    {
      id: "EnableKeyRotation.imported-key-material, a key without its imported material",
      is: "Enabled",
      want: "fail",
    },
  ])("$id, when it is $is: $want", async ({ id, is, want }) => {
    expect(await statusesOf(id, { KeyState: is })).toEqual([want]);
  });

  test("where a replica is Enabled at once, no clause about Creating applies", async () => {
    const creating = CASES.filter(({ given }) => given === "a replica that is being made");
    const clauses = new Set(creating.flatMap(({ expects }) => expects.map(({ clause }) => clause)));
    const { sender } = scriptedSender({ DescribeKey: () => ({ KeyMetadata: { KeyState: "Enabled" } }) });
    const { skipped, verdicts, ...context } = scriptedRun(sender);
    await runCases({ ...context, skipped, verdicts }, creating, 1);
    expect(new Set(skipped.map(({ clause }) => clause))).toEqual(clauses);
    expect(skipped.filter(({ status }) => status !== "not-applicable")).toEqual([]);
    expect(verdicts.filter(({ clause }) => clauses.has(clause))).toEqual([]);
  });

  test("a target that exchanges primary and replica at once is never Updating", async () => {
    const id = "EnableKey.updating, a primary that just gave up its place";
    expect(await statusesOf(id, { KeyState: "Enabled" })).toEqual([
      "not-applicable: DescribeKey says that the key is Enabled, not Updating",
    ]);
  });
});

describe("an AWS managed key", () => {
  const listed = { ListAliases: () => ({ Aliases: [{ AliasName: "alias/aws/s3", AliasArn: "a", TargetKeyId: "k" }] }) };
  const id = "GetKeyRotationStatus.aws-managed-key";

  test("that an alias names but that is not there is none", async () => {
    const script = { ...listed, DescribeKey: () => ({ __type: "NotFoundException" }) };
    expect(await statusesOf(id, {}, script)).toEqual(["not-applicable: that of alias/aws/s3 is not there"]);
  });

  test("that is there must rotate", async () => {
    expect(await statusesOf(id, { KeyManager: "AWS" }, listed)).toEqual(["fail"]);
  });
});

test("a key that took an invalid request is not shared any more", async () => {
  const { sender, calls } = scriptedSender({});
  await runCases(
    scriptedRun(sender),
    casesOf("EnableKeyRotation.period-too-short, any key", "EnableKeyRotation.period-too-long, any key"),
    1,
  );
  const keys = calls.filter(({ operation }) => operation === "EnableKeyRotation").map(({ body }) => body.KeyId);
  expect(new Set(keys).size).toBe(2);
});

test("a case with a key of its own leaves the shared one to the others", async () => {
  const { sender, calls } = scriptedSender({ ScheduleKeyDeletion: () => ({ __type: "ValidationException" }) });
  const [shorter, own, longer] = [
    "ScheduleKeyDeletion.window-range, 6 days",
    "DisableKey.enabled",
    "ScheduleKeyDeletion.window-range, 31 days",
  ].map((id) => casesOf(id));
  await runCases(scriptedRun(sender), [...shorter!, ...own!, ...longer!], 1);
  const keysOf = (name: string) => calls.filter(({ operation }) => operation === name).map(({ body }) => body.KeyId);
  expect(new Set(keysOf("ScheduleKeyDeletion")).size).toBe(1);
  expect(keysOf("ScheduleKeyDeletion")).not.toContain(keysOf("DisableKey")[0]);
});

test("rows come in the order of the clauses and operations, whatever ended first", () => {
  const verdict = (clause: string, operation: string) => ({
    clause,
    operation,
    case: "c",
    exchange: undefined,
    finding: undefined,
  });
  const verdicts = [
    verdict("EnableKeyRotation.disabled-key", "EnableKeyRotation"),
    verdict("wire.date", "DescribeKey"),
    verdict("wire.date", "EnableKeyRotation"),
    verdict("wire.content-type", "DescribeKey"),
  ];
  const order = (given: typeof verdicts) =>
    aggregate({ verdicts: given, skipped: [] }).map(({ clause, operation }) => `${clause.id} ${operation}`);
  expect(order(verdicts)).toEqual(order([...verdicts].reverse()));
  expect(order(verdicts).at(-1)).toBe("EnableKeyRotation.disabled-key EnableKeyRotation");
});

test("without AWS's client its clauses are not testable, with the reason, and gate nothing", async () => {
  const { sender, calls } = scriptedSender({});
  const context = scriptedRun(sender);
  await askAwsClient(context, { accessKeyId: "a", secretAccessKey: "b" }, async () => undefined);
  const rows = aggregate(context);
  expect(rows.map(({ clause, operation, status }) => [clause.id, operation, status])).toEqual([
    ["client.reads-success", "EnableKeyRotation", "not-testable"],
    ["client.reads-success", "GetKeyRotationStatus", "not-testable"],
    ["client.reads-success", "ListKeyRotations", "not-testable"],
    ["client.reads-success", "DescribeKey", "not-testable"],
    ["client.reads-error", "EnableKeyRotation", "not-testable"],
    ["client.reads-request-id", "EnableKeyRotation", "not-testable"],
  ]);
  expect(rows.every(({ reason }) => reason?.includes("npm install @aws-sdk/client-kms"))).toBe(true);
  expect(calls).toEqual([]);
});
