import { CASES } from "../../contracts/cases/all-cases";
import { STATES } from "../../contracts/given/provider-states";
import { probe } from "../../contracts/run/probe";
import { runCases } from "../../contracts/run/run-cases";
import type { RunContext } from "../../contracts/run/run-context";
import type { Sender } from "../../contracts/send/sender";
import { contextOn, mockInProcess } from "./in-process";

/** All but the protocol and the constraints, which say nothing about account or Region, and what waits for the target's own time. */
const SAMPLE = CASES.filter(
  ({ id, given, needs, keyword }) => !STATES[given].slow && !needs && !keyword && !id.startsWith("protocol."),
);

describe("a target that has no key at first, in another Region", () => {
  const region = "eu-west-1";
  let sender: Sender;
  let context: RunContext;
  beforeAll(async () => {
    const mock = await mockInProcess({}, { region, fixture: "none" });
    ({ sender } = mock);
    context = await contextOn(mock, { region, hasClock: false });
    await runCases(context, SAMPLE, 8);
  }, 240_000);

  test("the probe learns where the target is", () => {
    expect(context.location).toEqual({ partition: "aws", region, account: expect.stringMatching(/^\d{12}$/) });
  });

  test("the key of the probe is scheduled for deletion", async () => {
    const call = async (operation: "ListKeys" | "DescribeKey", body: object) => {
      const sent = await sender.prepare({ operation, body: Buffer.from(JSON.stringify(body)), region });
      return (await sender.deliver(sent, false)).json;
    };
    const before = new Set(
      ((await call("ListKeys", { Limit: 1000 })) as { Keys: { KeyId: string }[] }).Keys.map((k) => k.KeyId),
    );
    await probe(sender, region);
    const after = (await call("ListKeys", { Limit: 1000 })) as { Keys: { KeyId: string }[] };
    const made = after.Keys.filter(({ KeyId }) => !before.has(KeyId));
    expect(made).toHaveLength(1);
    expect(await call("DescribeKey", { KeyId: made[0]!.KeyId })).toMatchObject({
      KeyMetadata: { KeyState: "PendingDeletion" },
    });
  });

  test("no clause fails", () => {
    const failed = context.verdicts.filter(({ finding }) => finding !== undefined).map(({ clause }) => clause);
    expect([...new Set(failed)]).toEqual([]);
    expect(context.skipped.filter(({ status }) => status === "not-testable")).toEqual([]);
    expect(context.verdicts.length).toBeGreaterThan(1000);
  });
});
