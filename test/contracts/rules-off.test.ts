import { CASES } from "../../contracts/cases/all-cases";
import type { ContractCase } from "../../contracts/contract-case";
import { STATES } from "../../contracts/given/provider-states";
import { runCases } from "../../contracts/run/run-cases";
import { unprovedClause } from "../../contracts/traceability/exclusions";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import type { OperationModel } from "../../openapi/dialect/operations";
import { contextOn, mockInProcess } from "./in-process";
import { OVERLAPPED } from "./overlapped-rules";

const NAMES = Object.keys(operations) as TrentOperation[];

/** Cases of other clauses, which one rule less must not break: they run beside the first rule of each operation. */
const SAMPLE = CASES.filter(({ id }) =>
  /^(DescribeKey\.(disabled|pending)|ListKeyRotations\.never|GetKeyRotationStatus\.rot)/.test(id),
);

const OTHER_CLAUSES = new Set(SAMPLE.flatMap(({ expects }) => expects.map(({ clause }) => clause)));

const casesOf = (clause: string) =>
  CASES.filter(({ expects }) => expects.some((expected) => expected.clause === clause));

/** The rules that refuse a call. */
const refusing = (name: TrentOperation) => {
  const { rules }: OperationModel = operations[name];
  return rules.filter(({ error }) => error !== undefined).map(({ id }) => `${name}.${id}`);
};

/** The clauses that find a fault in a mock without a rule. */
async function accusing(ruleOff: string | undefined, cases: readonly ContractCase[]): Promise<Set<string>> {
  const mock = await mockInProcess({ ruleOff });
  await mock.clock.freeze();
  const context = await contextOn(mock);
  await runCases(context, cases, 8);
  return new Set(context.verdicts.filter(({ finding }) => finding !== undefined).map(({ clause }) => clause));
}

const caught: string[] = [];
const unasked: string[] = [];
const uncaught: string[] = [];

/** A rule with a case that is not caught has to be in the list, and nothing else may be. */
describe("a mock without one refusing rule is caught by that rule's clause", () => {
  test.each(NAMES)("%s", async (name) => {
    const missed: string[] = [];
    const asked = refusing(name).filter((rule) => casesOf(rule).length > 0);
    unasked.push(...refusing(name).filter((rule) => !asked.includes(rule)));
    await Promise.all(
      asked.map(async (rule, index) => {
        const found = await accusing(rule, [...casesOf(rule), ...(index === 0 ? SAMPLE : [])]);
        // Where the next rule refuses with the same error, only the text tells them apart.
        (found.has(rule) || found.has(`${rule}.text`) ? caught : missed).push(rule);
        expect([...found].filter((clause) => OTHER_CLAUSES.has(clause) && clause !== rule)).toEqual([]);
      }),
    );
    uncaught.push(...missed);
    expect(missed.sort()).toEqual(
      refusing(name)
        .filter((rule) => OVERLAPPED[rule] !== undefined)
        .sort(),
    );
  });
  afterAll(() => {
    const all = NAMES.flatMap(refusing);
    process.stdout.write(
      `refusing rules: ${all.length}; caught without it: ${caught.length}; overlapped: ${uncaught.length}; no case can ask: ${unasked.length}\n`,
    );
  });
});

test("each rule that no case asks has its reason, and each listed overlap is a rule", () => {
  const all = NAMES.flatMap(refusing);
  const reasons = all.filter((rule) => casesOf(rule).length === 0).map((rule) => [rule, unprovedClause(rule)]);
  expect(reasons.filter(([, reason]) => reason === undefined)).toEqual([]);
  expect(Object.keys(OVERLAPPED).filter((rule) => !all.includes(rule))).toEqual([]);
});

test("a mock with every rule is caught by nothing", async () => {
  const quick = CASES.filter(
    ({ id, given, needs }) =>
      needs === undefined && !STATES[given].slow && /^(EnableKeyRotation|CreateAlias|PutKeyPolicy)/.test(id),
  );
  expect(SAMPLE.length).toBeGreaterThan(2);
  expect([...(await accusing(undefined, [...quick, ...SAMPLE]))]).toEqual([]);
});
