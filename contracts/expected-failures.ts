import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { isObject, listOf } from "../openapi/dialect/document";
import { TrentProblem } from "../openapi/dialect/problems";
import { CLAUSES } from "./clauses/all-clauses";
import type { ClauseRow } from "./run/aggregate";

/** A failure that is known: the clause, its operations, the reason and a number. */
export interface ExpectedFailure {
  readonly clause: string;
  /** Absent: every operation where the clause fails. Then the entry is stale when it fails on none. */
  readonly operations?: readonly string[];
  readonly reason: string;
  /** The numbers of findings of docs/evidence/emulators.md, or `new`. */
  readonly known: string;
}

/**
 * Reads a file of expected failures: a YAML list. An empty file expects none.
 * @throws TrentProblem TRENT_E_EXPECTED_FAILURES for a file that cannot be read, or an incomplete entry.
 */
export function readExpectedFailures(file: string): ExpectedFailure[] {
  let value: unknown;
  try {
    value = parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw problem(file, error instanceof Error ? error.message : String(error));
  }
  if (value === null || value === undefined) return [];
  if (!isObject(value) || !Array.isArray(value.expected)) throw problem(file, "it has no list `expected`");
  const seen = new Set<string>();
  return value.expected.map((entry: unknown, i) => {
    const at = `entry ${i + 1}`;
    if (!isObject(entry)) throw problem(file, `${at} is not a mapping`);
    const { clause, operations, reason, known } = entry;
    if (typeof clause !== "string" || !CLAUSES.has(clause))
      throw problem(file, `${at} names a clause that the suite does not have: ${clause}`);
    if (typeof reason !== "string" || reason === "" || typeof known !== "string")
      throw problem(file, `${at} (${clause}) has no reason or no number`);
    const names = operations === undefined ? ["*"] : listOf(operations).map(String);
    for (const name of names) {
      if (seen.has(`${clause} ${name}`)) throw problem(file, `${at} (${clause} ${name}) occurs twice`);
      seen.add(`${clause} ${name}`);
    }
    return { clause, reason, known, ...(operations !== undefined && { operations: names }) };
  });
}

function problem(file: string, why: string): TrentProblem {
  return new TrentProblem("TRENT_E_EXPECTED_FAILURES", `The expected-failures file ${file} cannot be used: ${why}.`);
}

const BROKEN: ReadonlySet<ClauseRow["status"]> = new Set(["fail", "warn", "not-testable"]);

/**
 * Marks the failures that were expected, and the entries that are stale because nothing fails any more. A stale entry
 * would hide the next failure, so it makes a run fail too.
 * @param isWhole whether the whole suite ran: else what fails elsewhere is not seen, and no entry is stale
 */
export function applyExpectedFailures(
  rows: readonly ClauseRow[],
  expected: readonly ExpectedFailure[],
  isWhole = true,
): ClauseRow[] {
  const stale = (isWhole ? expected : []).flatMap((entry): { entry: ExpectedFailure; name: string | undefined }[] => {
    const of = rows.filter(({ clause }) => clause.id === entry.clause);
    const broken = (name: string) => of.some((row) => row.operation === name && BROKEN.has(row.status));
    if (entry.operations)
      return entry.operations.filter((name) => of.length > 0 && !broken(name)).map((name) => ({ entry, name }));
    return of.length === 0 || of.some((row) => BROKEN.has(row.status)) ? [] : [{ entry, name: undefined }];
  });
  return rows.map((row) => {
    const { clause, operation, status } = row;
    const entry = expected.find((e) => e.clause === clause.id && (e.operations?.includes(operation) ?? true));
    if (entry && BROKEN.has(status))
      return { ...row, status: "expected-fail", reason: entry.reason, known: entry.known };
    const unneeded = stale.find((s) => s.entry.clause === clause.id && (s.name === undefined || s.name === operation));
    if (unneeded && status === "pass")
      return { ...row, status: "unexpected-pass", reason: unneeded.entry.reason, known: unneeded.entry.known };
    return row;
  });
}

/**
 * The entries that excuse nothing in a whole run: their clause did not apply. They are not stale, because nothing shows
 * that it holds, but they should leave the list.
 */
export function idleEntries(rows: readonly ClauseRow[], expected: readonly ExpectedFailure[]): ExpectedFailure[] {
  return expected.filter(
    ({ clause, operations }) =>
      !rows.some(
        (row) =>
          row.clause.id === clause &&
          (operations?.includes(row.operation) ?? true) &&
          (row.status === "expected-fail" || row.status === "unexpected-pass"),
      ),
  );
}
