import { CLAUSES } from "../../contracts/clauses/all-clauses";
import { consoleOf } from "../../contracts/report/console-report";
import { junitOf } from "../../contracts/report/junit";
import { type PartialRun, type RunResult, resultCheck } from "../../contracts/report/run-result";
import type { ClauseRow, ClauseStatus } from "../../contracts/run/aggregate";
import { exitCodeOf, summaryOf, verdictOf } from "../../contracts/run/verdict";

const clauseOfLevel = (level: "MUST" | "SHOULD") => {
  const found = [...CLAUSES.values()].find((clause) => clause.level === level);
  if (!found) throw new Error(`no clause is a ${level}`);
  return found;
};

/** The result of a run whose only row is this. */
function resultOf(
  row: { status: ClauseStatus; level: "MUST" | "SHOULD"; ours?: true },
  strict: boolean,
  partial?: PartialRun,
): RunResult {
  const { status, level, ours } = row;
  const clause = clauseOfLevel(level);
  const whole: ClauseRow = {
    clause,
    area: "area",
    operation: "ListKeys",
    status,
    observed: 1,
    failures: [],
    ...(ours && { ours }),
  };
  const sources = { strict, exchanges: [], locate: () => undefined, replay: () => "", repeat: () => undefined };
  const checks = [resultCheck(whole, sources)];
  const share = { seen: 0, of: 0, missing: [] };
  return {
    $schema: "",
    suite: { name: "trent", version: "1" },
    document: { sha256: "" },
    implementation: { name: "x", version: "1" },
    options: {},
    strict,
    startedAt: "2026-01-01T00:00:00Z",
    seconds: 1,
    cases: 1,
    verdict: verdictOf(checks, partial),
    ...(partial && { partial }),
    summary: summaryOf(checks),
    checks,
    coverage: {
      operations: share,
      responses: share,
      errors: share,
      headers: share,
      constraints: share,
      clauses: share,
    },
    exchanges: [],
  };
}

const selection: PartialRun = { because: "selection", sentence: "Only 1 of 2 cases were run." };
const interrupted: PartialRun = { because: "interrupted", sentence: "The run was interrupted." };

describe("one row: what gates, the verdict and the exit code; usually and with --strict", () => {
  const no = (verdict: string) => [false, verdict, 0];
  const yes = [true, "not-conformant", 1];
  test.each([
    { row: { status: "pass", level: "MUST" }, want: [no("conformant"), no("conformant")] },
    { row: { status: "fail", level: "MUST" }, want: [yes, yes] },
    { row: { status: "warn", level: "SHOULD" }, want: [no("conformant"), yes] },
    { row: { status: "not-testable", level: "MUST" }, want: [yes, yes] },
    { row: { status: "not-testable", level: "SHOULD" }, want: [no("conformant"), yes] },
    { row: { status: "not-testable", level: "MUST", ours: true }, want: [no("conformant"), no("conformant")] },
    { row: { status: "not-applicable", level: "MUST" }, want: [no("conformant"), no("conformant")] },
    { row: { status: "expected-fail", level: "MUST" }, want: [no("as-expected"), no("as-expected")] },
    {
      row: { status: "unexpected-pass", level: "SHOULD" },
      want: [
        [true, "stale-expectations", 3],
        [true, "stale-expectations", 3],
      ],
    },
  ] as const)("$row: $want", ({ row, want }) => {
    const seen = [false, true].map((strict) => {
      const result = resultOf(row, strict);
      return [result.checks[0]?.gates, result.verdict, exitCodeOf(result)];
    });
    expect(seen).toEqual(want);
  });
});

describe("the reports show as broken what gates, and nothing else", () => {
  test.each([
    { row: { status: "warn", level: "SHOULD" }, strict: false, failures: 0 },
    { row: { status: "warn", level: "SHOULD" }, strict: true, failures: 1 },
    { row: { status: "not-testable", level: "MUST" }, strict: false, failures: 1 },
    { row: { status: "not-testable", level: "MUST", ours: true }, strict: true, failures: 0 },
    { row: { status: "unexpected-pass", level: "MUST" }, strict: false, failures: 1 },
  ] as const)("$row, strict $strict: $failures", ({ row, strict, failures }) => {
    const result = resultOf(row, strict);
    expect(junitOf(result).match(/<failure/g) ?? []).toHaveLength(failures);
    expect(consoleOf(result)).toContain(result.verdict);
  });
});

describe("a partial run is never conformant", () => {
  test.each([
    { status: "pass", partial: selection, want: ["partial", 0] },
    { status: "expected-fail", partial: selection, want: ["partial", 0] },
    { status: "fail", partial: selection, want: ["not-conformant", 1] },
    { status: "pass", partial: interrupted, want: ["partial", 2] },
    { status: "fail", partial: interrupted, want: ["partial", 2] },
  ] as const)("$status in $partial.because: $want", ({ status, partial, want }) => {
    const result = resultOf({ status, level: "MUST" }, false, partial);
    expect([result.verdict, exitCodeOf(result)]).toEqual(want);
  });
});
