import { CASES } from "../../contracts/cases/all-cases";
import { WIRE_CLAUSES } from "../../contracts/checks/all-checks";
import { clauseOf } from "../../contracts/clauses/all-clauses";
import type { ContractCase } from "../../contracts/contract-case";
import { STATES } from "../../contracts/given/provider-states";
import { askAwsClient } from "../../contracts/run/aws-client";
import { runCases } from "../../contracts/run/run-cases";
import { createRunContext, type RunContext } from "../../contracts/run/run-context";
import { listenInProcess, mockInProcess } from "./in-process";
import { MUTANTS } from "./mutants/catalogue";
import type { Mutant } from "./mutants/mutant";

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

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

/** How many cases run side by side. */
const STRIDE = 8;

/** Where the mock is, which is not asked: a mutant may be too broken to say. */
const LOCATION = { partition: "aws", region: "us-east-1", account: "111122223333" };

const faultsOf = ({ verdicts }: RunContext, wanted: string) =>
  verdicts.filter(({ clause, finding }) => clause === wanted && finding !== undefined);

/** Runs the cases of a clause, some at a time: the first that finds something is enough. */
async function runUntilCaught(context: RunContext, clause: string): Promise<void> {
  const cases = casesFor(clause);
  for (let from = 0; from < cases.length && faultsOf(context, clause).length === 0; from += STRIDE)
    await runCases(context, cases.slice(from, from + STRIDE), STRIDE);
}

async function runOn(mutant: Pick<Mutant, "ask" | "answer" | "clause">): Promise<RunContext> {
  const mock = await mockInProcess({ mutant });
  const policy = {
    // What every answer has does not depend on the time: it goes back, and stays near to the suite's.
    clock: mutant.clause.startsWith("wire.") ? { ...mock.clock, advance: mock.clock.wait } : mock.clock,
    wait: mock.clock.wait,
    gate: undefined,
    onAnswer: undefined,
    patience: 0,
    frugal: false,
  };
  if (!mutant.clause.startsWith("client.")) {
    const context = createRunContext(mock.sender, LOCATION, policy);
    await runUntilCaught(context, mutant.clause);
    return context;
  }
  const { url, close } = await listenInProcess(mock);
  try {
    const context = createRunContext({ ...mock.sender, url }, LOCATION, policy);
    await askAwsClient(context, CREDENTIALS);
    return context;
  } finally {
    await close();
  }
}

const all = Object.entries(MUTANTS).flatMap(([kind, mutants]) => mutants.map((mutant) => ({ kind, ...mutant })));

test("each mutant has a name of its own, and a clause that there is", () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(all.filter(({ clause }) => clauseOf(clause) === undefined)).toEqual([]);
});

test("every clause of every answer catches at least one, but for an answer that does not come", () => {
  const caught = new Set(all.map(({ clause }) => clause));
  expect(WIRE_CLAUSES.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual(["wire.answered"]);
});

let killed = 0;
describe("each faulty implementation is caught by its clause", () => {
  test.each(all)("$kind: $id -> $clause", async (mutant) => {
    expect(faultsOf(await runOn(mutant), mutant.clause)).not.toEqual([]);
    killed++;
  });
  afterAll(() => process.stdout.write(`mutants killed: ${killed} of ${all.length}\n`));
});

test("the clean mock behind the same proxy is caught by none", async () => {
  const context = await runOn({ clause: "wire.clean" });
  expect(context.exchanges.length).toBeGreaterThan(100);
  expect(context.verdicts.filter(({ finding }) => finding !== undefined)).toEqual([]);
});
