import { CASES } from "../../contracts/cases/all-cases";
import { WIRE_CLAUSES } from "../../contracts/checks/all-checks";
import { clauseOf } from "../../contracts/clauses/all-clauses";
import type { ContractCase } from "../../contracts/contract-case";
import { STATES } from "../../contracts/given/provider-states";
import { askAwsClient } from "../../contracts/run/aws-client";
import { probe } from "../../contracts/run/probe";
import { runCases } from "../../contracts/run/run-cases";
import { createRunContext, type RunContext } from "../../contracts/run/run-context";
import { createSender } from "../../contracts/send/sender";
import type { ContractTarget } from "../../contracts/targets/contract-target";
import { startTarget } from "../../contracts/targets/start-target";
import { controlledClock } from "../../contracts/targets/target-clock";
import { MUTANTS } from "./mutants/catalogue";
import { type Mutant, startMutant } from "./mutants/proxy";

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

let mock: ContractTarget;
beforeAll(async () => {
  mock = await startTarget("mock", "us-east-1");
});
afterAll(() => mock.stop());

/** For a clause of every answer, a few cases of each kind of answer; for any other, the cases that are about it. */
const WIRE_SAMPLE = CASES.filter(
  ({ id, needs, given }) =>
    needs === undefined &&
    !STATES[given].slow &&
    /^(protocol\.bytes counted|GetKeyRotationStatus\.|ListKeyRotations\.(never|foreign)|DescribeKey\.members|EnableKeyRotation\.(disabled|asymm|unknown)|constraint\.EnableKeyRotation\.KeyId)/.test(
      id,
    ),
);
const casesFor = (clause: string): readonly ContractCase[] =>
  clause.startsWith("wire.") ? WIRE_SAMPLE : CASES.filter(({ expects }) => expects.some((e) => e.clause === clause));

async function runOn(mutant: Pick<Mutant, "ask" | "answer" | "clause">): Promise<RunContext> {
  const running = await startMutant(mock.url, mutant);
  const sender = createSender(running.url, CREDENTIALS);
  try {
    // The mutant may be too broken to be asked where it is: that is not what is tested.
    const straight = createSender(mock.url, CREDENTIALS);
    const location = await probe(straight, "us-east-1");
    straight.close();
    const context = createRunContext(sender, location, {
      clock: controlledClock(mock.url),
      gate: undefined,
      onAnswer: undefined,
      patience: 0,
      frugal: false,
    });
    if (mutant.clause.startsWith("client.")) await askAwsClient(context, CREDENTIALS);
    else await runCases(context, casesFor(mutant.clause), 8);
    // A case that moved the clock leaves the mock in the future.
    if (casesFor(mutant.clause).some(({ needs }) => needs !== undefined))
      await fetch(new URL("/_trent/reset", mock.url), { method: "POST" });
    return context;
  } finally {
    sender.close();
    await running.close();
  }
}

const all = Object.entries(MUTANTS).flatMap(([kind, mutants]) => mutants.map((mutant) => ({ kind, ...mutant })));

test("the catalogue covers every class of faults, each named once", () => {
  expect(Object.keys(MUTANTS)).toEqual(
    expect.arrayContaining([
      "headers",
      "status",
      "error form",
      "body form",
      "schema",
      "constraints",
      "states",
      "rotation rules",
      "dates",
      "paging",
      "precedence",
      "statefulness",
      "clients",
    ]),
  );
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { clause } of all) expect(clauseOf(clause)).toBeDefined();
});

test("every clause of every answer catches at least one, but for an answer that does not come", () => {
  const caught = new Set(all.map(({ clause }) => clause));
  expect(WIRE_CLAUSES.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual(["wire.answered"]);
});

let killed = 0;
describe("each faulty implementation is caught by its clause", () => {
  test.each(all)("$kind: $id -> $clause", async (mutant) => {
    const { verdicts } = await runOn(mutant);
    const found = verdicts.filter(({ clause, finding }) => clause === mutant.clause && finding !== undefined);
    expect(found.length).toBeGreaterThan(0);
    killed++;
  });
  afterAll(() => process.stdout.write(`mutants killed: ${killed} of ${all.length}\n`));
});

test("the clean mock behind the same proxy is caught by none", async () => {
  const context = await runOn({ clause: "wire.clean" });
  expect(context.exchanges.length).toBeGreaterThan(100);
  expect(context.verdicts.filter(({ finding }) => finding !== undefined)).toEqual([]);
});
