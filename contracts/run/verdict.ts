import type { PartialRun, ResultCheck, RunResult } from "../report/run-result";
import type { ClauseStatus } from "./aggregate";

/** The exit code of a run that stopped early, or that could not begin. */
const NO_VERDICT = 2;

const EXIT_CODES: Readonly<Record<RunResult["verdict"], number>> = {
  conformant: 0,
  "as-expected": 0,
  partial: 0,
  "not-conformant": 1,
  "stale-expectations": 3,
};

/** Whether a run ended before its cases did. */
function stoppedEarly(partial: PartialRun | undefined): boolean {
  return partial !== undefined && partial.because !== "selection";
}

/** The exit code for a result: 0 where no check gates, 1 for a broken MUST, 2 for a run that stopped early, 3 for a stale list. */
export function exitCodeOf({ verdict, partial }: Pick<RunResult, "verdict" | "partial">): number {
  return stoppedEarly(partial) ? NO_VERDICT : EXIT_CODES[verdict];
}

/** The verdict of a run: nothing but `gates` decides what is broken. */
export function verdictOf(checks: readonly ResultCheck[], partial: PartialRun | undefined): RunResult["verdict"] {
  if (stoppedEarly(partial)) return "partial";
  const gating = checks.filter(({ gates }) => gates);
  if (gating.some(({ status }) => status !== "unexpected-pass")) return "not-conformant";
  if (gating.length > 0) return "stale-expectations";
  if (partial !== undefined) return "partial";
  return checks.some(({ status }) => status === "expected-fail") ? "as-expected" : "conformant";
}

/** How many checks have each status. */
export function summaryOf(checks: readonly ResultCheck[]): Record<ClauseStatus, number> {
  const summary = {
    pass: 0,
    fail: 0,
    warn: 0,
    "not-applicable": 0,
    "not-testable": 0,
    "expected-fail": 0,
    "unexpected-pass": 0,
  };
  for (const { status } of checks) summary[status]++;
  return summary;
}
