import { areaOf, type Clause } from "../clause";
import { clauseOf } from "../clauses/all-clauses";
import type { Finding } from "../finding";
import type { FinishedCase } from "./run-cases";
import type { RunContext } from "./run-context";

/** How a clause stands on an operation. */
export type ClauseStatus =
  | "pass"
  | "fail"
  | "warn"
  | "not-applicable"
  | "not-testable"
  | "expected-fail"
  | "unexpected-pass";

/** One way in which a clause was broken. */
export interface ClauseFailure extends Finding {
  readonly case: string;
  readonly exchange: number | undefined;
}

/** A clause on one operation: what a report has a line for. */
export interface ClauseRow {
  readonly clause: Clause;
  readonly area: string;
  readonly operation: string;
  readonly status: ClauseStatus;
  /** How many answers were held against it. */
  readonly observed: number;
  readonly failures: readonly ClauseFailure[];
  /** Why it was not tested, or why its failure was expected. */
  readonly reason?: string;
  /** The finding's number in the expected-failures file. */
  readonly known?: string;
}

interface RowDraft {
  readonly clause: string;
  readonly operation: string;
  observed: number;
  readonly failures: ClauseFailure[];
  untestable: string | undefined;
  inapplicable: string | undefined;
}

/** Sums up the verdicts of a run: one row for each clause on each operation that had to do with it. */
export function aggregate(context: RunContext, ended: readonly FinishedCase[]): ClauseRow[] {
  const drafts = new Map<string, RowDraft>();
  const draft = (clause: string, operation: string): RowDraft => {
    const key = `${clause} ${operation}`;
    const found = drafts.get(key);
    if (found) return found;
    const fresh = { clause, operation, observed: 0, failures: [], untestable: undefined, inapplicable: undefined };
    drafts.set(key, fresh);
    return fresh;
  };
  for (const { clause, operation, finding, exchange, case: id } of context.verdicts) {
    const row = draft(clause, operation);
    row.observed++;
    if (finding) row.failures.push({ ...finding, case: id, exchange });
  }
  for (const { case: test, ending } of ended) {
    if (ending.kind === "judged") continue;
    for (const { clause } of test.expects) {
      const row = draft(clause, test.operation ?? "");
      if (ending.kind === "not-testable") row.untestable ??= `${test.id}: ${ending.reason}`;
      else row.inapplicable ??= ending.reason;
    }
  }
  return [...drafts.values()].map(rowOf);
}

function rowOf({ clause: id, operation, observed, failures, untestable, inapplicable }: RowDraft): ClauseRow {
  const clause = clauseOf(id);
  const common = { clause, area: areaOf(id), operation, observed, failures };
  if (failures.length > 0) return { ...common, status: clause.level === "MUST" ? "fail" : "warn" };
  // A clause that could not be tested is red, whatever other cases said of it (peers.md 2.3, 4).
  if (untestable !== undefined) return { ...common, status: "not-testable", reason: untestable };
  if (observed === 0 && inapplicable !== undefined)
    return { ...common, status: "not-applicable", reason: inapplicable };
  return { ...common, status: "pass" };
}
