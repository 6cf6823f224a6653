import { areaOf, type Clause } from "../clause";
import { CLAUSES, clauseOf } from "../clauses/all-clauses";
import { OPERATIONS } from "../contract-document";
import type { Finding, Skipped } from "../finding";
import type { RunContext } from "./run-context";

/** How a clause did on an operation. */
export type ClauseStatus =
  | "pass"
  | "fail"
  | "warn"
  | "not-applicable"
  | "not-testable"
  | "expected-fail"
  | "unexpected-pass";

/** One way in which a clause was broken. */
interface ClauseFailure extends Finding {
  readonly case: string;
  readonly exchange: number | undefined;
}

/** A clause on one operation: one line of a report. */
export interface ClauseRow {
  readonly clause: Clause;
  readonly area: string;
  readonly operation: string;
  readonly status: ClauseStatus;
  /** How many answers it was checked on. */
  readonly observed: number;
  readonly failures: readonly ClauseFailure[];
  /** Why it was not tested, or why its failure was expected. */
  readonly reason?: string;
  /** Whether it was not tested because the suite itself lacks something. Then it never gates. */
  readonly ours?: true;
  /** The number of the failure in the expected-failures file. */
  readonly known?: string;
}

/** Whether a status makes a run fail; only {@link gates} asks. @param strict whether a broken SHOULD counts like a MUST */
export function isRed(status: ClauseStatus, level: Clause["level"], strict: boolean): boolean {
  if (status === "fail" || status === "unexpected-pass") return true;
  if (status === "not-testable") return strict || level === "MUST";
  return strict && status === "warn";
}

/** Whether a row makes a run fail. @param strict whether a broken SHOULD counts like a MUST */
export function gates({ status, clause, ours }: ClauseRow, strict: boolean): boolean {
  return ours !== true && isRed(status, clause.level, strict);
}

interface RowDraft {
  readonly clause: string;
  readonly operation: string;
  observed: number;
  readonly failures: ClauseFailure[];
  notTestable: Skipped | undefined;
  notApplicable: string | undefined;
}

/** Adds up what a run found: one row for each clause on each operation that it was about. */
export function aggregate({ verdicts, skipped }: Pick<RunContext, "verdicts" | "skipped">): ClauseRow[] {
  const drafts = new Map<string, RowDraft>();
  const draftOf = (clause: string, operation: string): RowDraft => {
    const key = `${clause} ${operation}`;
    const found = drafts.get(key);
    if (found) return found;
    const fresh = { clause, operation, observed: 0, failures: [], notTestable: undefined, notApplicable: undefined };
    drafts.set(key, fresh);
    return fresh;
  };
  for (const { clause, operation, finding, exchange, case: id } of verdicts) {
    const draft = draftOf(clause, operation);
    draft.observed++;
    if (finding) draft.failures.push({ ...finding, case: id, exchange });
  }
  for (const skip of skipped) {
    const draft = draftOf(skip.clause, skip.operation);
    if (skip.status === "not-testable") draft.notTestable ??= skip;
    else draft.notApplicable ??= skip.reason;
  }
  return [...drafts.values()].map(rowOf).sort(inOrder);
}

const CLAUSE_ORDER = new Map([...CLAUSES.keys()].map((id, i) => [id, i]));
const OPERATION_ORDER = new Map<string, number>(OPERATIONS.map((name, i) => [name, i]));

/** In the order of the clauses, then of the operations: cases that run side by side end in any order. */
function inOrder(a: ClauseRow, b: ClauseRow): number {
  const place = (order: ReadonlyMap<string, number>, name: string) => order.get(name) ?? order.size;
  return (
    place(CLAUSE_ORDER, a.clause.id) - place(CLAUSE_ORDER, b.clause.id) ||
    place(OPERATION_ORDER, a.operation) - place(OPERATION_ORDER, b.operation)
  );
}

function rowOf({ clause: id, operation, observed, failures, notTestable, notApplicable }: RowDraft): ClauseRow {
  const clause = clauseOf(id);
  const common = { clause, area: areaOf(id), operation, observed, failures };
  if (failures.length > 0) return { ...common, status: clause.level === "MUST" ? "fail" : "warn" };
  // A clause that a case could not test is not testable, even where other cases could (docs/evidence/test-practice.md#untested-is-not-passed).
  if (notTestable !== undefined)
    return { ...common, status: "not-testable", reason: notTestable.reason, ...(notTestable.ours && { ours: true }) };
  if (observed === 0 && notApplicable !== undefined)
    return { ...common, status: "not-applicable", reason: notApplicable };
  return { ...common, status: "pass" };
}
