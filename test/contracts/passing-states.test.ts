import { CASES } from "../../contracts/cases/all-cases";
import { runCases } from "../../contracts/run/run-cases";
import { contextOn, mockInProcess } from "./in-process";

const CREATING = CASES.filter(({ id }) => id === "EnableKeyRotation.creating, a replica that is being made");

/** Runs the case on a mock whose replica is ready before so many of the calls of an operation come. */
async function judged(late: number, operation: "EnableKeyRotation" | "DescribeKey") {
  const { sender, clock } = await mockInProcess();
  await clock.freeze();
  let calls = 0;
  let asked = 0;
  const slow: typeof sender = {
    ...sender,
    deliver: async (sent, raw) => {
      if (sent.operation === "EnableKeyRotation") calls++;
      if (sent.operation === operation && asked++ < late) await clock.advance(2_000);
      return sender.deliver(sent, raw);
    },
  };
  const context = await contextOn({ sender: slow, clock });
  await runCases(context, CREATING, 1);
  return {
    calls,
    accused: context.verdicts.filter(({ finding }) => finding).map(({ clause }) => clause),
    judged: context.verdicts.some(({ clause }) => clause === "EnableKeyRotation.creating"),
    skipped: context.skipped.map(({ clause, status }) => `${clause} ${status}`),
  };
}

/** The clauses do not apply to a target that is never in the key state. */
const NONE = ["EnableKeyRotation.creating not-applicable", "EnableKeyRotation.creating.text not-applicable"];

describe("a case whose key state is over before its call comes", () => {
  test.each([
    { given: "is in time", at: "EnableKeyRotation", late: 0, want: { calls: 1, judged: true, skipped: [] } },
    { given: "is too late once", at: "EnableKeyRotation", late: 1, want: { calls: 2, judged: true, skipped: [] } },
    {
      given: "is too late each time",
      at: "EnableKeyRotation",
      late: 9,
      want: {
        calls: 3,
        judged: false,
        skipped: ["EnableKeyRotation.creating not-testable", "EnableKeyRotation.creating.text not-testable"],
      },
    },
    { given: "has no such state once", at: "DescribeKey", late: 1, want: { calls: 1, judged: true, skipped: [] } },
    { given: "never has such a state", at: "DescribeKey", late: 9, want: { calls: 0, judged: false, skipped: NONE } },
  ] as const)("accuses nobody where it $given", async ({ at, late, want }) => {
    expect(await judged(late, at)).toEqual({ accused: [], ...want });
  });
});
