import { areaOf, type Clause } from "../clause";
import { clauseOf } from "../clauses";
import type { Finding } from "../finding";
import type { Sitting } from "./sitting";
import type { Ended } from "./suite";

/** How a clause stands on an operation. */
export type Status = "pass" | "fail" | "warn" | "not-applicable" | "not-testable" | "expected-fail" | "unexpected-pass";

/** One way in which a clause was broken. */
export interface Failure extends Finding {
  readonly case: string;
  readonly exchange: number | undefined;
}

/** A clause on one operation: what a report has a line for. */
export interface Row {
  readonly clause: Clause;
  readonly area: string;
  readonly operation: string;
  readonly status: Status;
  /** How many answers were held against it. */
  readonly observed: number;
  readonly failures: readonly Failure[];
  /** Why it was not tested, or why its failure was expected. */
  readonly reason?: string;
  /** The finding's number in the expected-failures file. */
  readonly known?: string;
}

interface Draft {
  readonly clause: string;
  readonly operation: string;
  observed: number;
  readonly failures: Failure[];
  untestable: string | undefined;
  inapplicable: string | undefined;
}

/** Sums up the verdicts of a run: one row for each clause on each operation that had to do with it. */
export function tally(sitting: Sitting, ended: readonly Ended[]): Row[] {
  const drafts = new Map<string, Draft>();
  const draft = (clause: string, operation: string): Draft => {
    const key = `${clause} ${operation}`;
    const found = drafts.get(key);
    if (found) return found;
    const fresh = { clause, operation, observed: 0, failures: [], untestable: undefined, inapplicable: undefined };
    drafts.set(key, fresh);
    return fresh;
  };
  for (const { clause, operation, finding, exchange, case: id } of sitting.verdicts) {
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

function rowOf({ clause: id, operation, observed, failures, untestable, inapplicable }: Draft): Row {
  const clause = clauseOf(id);
  const common = { clause, area: areaOf(id), operation, observed, failures };
  if (failures.length > 0) return { ...common, status: clause.level === "MUST" ? "fail" : "warn" };
  // A clause that could not be tested is red, whatever other cases said of it (peers.md 2.3, 4).
  if (untestable !== undefined) return { ...common, status: "not-testable", reason: untestable };
  if (observed === 0 && inapplicable !== undefined)
    return { ...common, status: "not-applicable", reason: inapplicable };
  return { ...common, status: "pass" };
}
