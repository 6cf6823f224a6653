import type { ResultCheck, ResultFailure, RunResult } from "./run-result";

/** One line of a report: a clause, or a rule that several operations share, and where it does not hold. */
export interface FailureGroup {
  /** The id of the clause; `*.malformed-arn` for a rule that several operations share. */
  readonly id: string;
  readonly level: ResultCheck["level"];
  readonly status: ResultCheck["status"];
  readonly sentence: string;
  /** The checks that do not hold, one for each operation. */
  readonly checks: readonly ResultCheck[];
  /** On how many operations the clause was checked, also those where it holds. */
  readonly of: number;
  /** On how many answers it is broken. */
  readonly broken: number;
  /** On how many answers it was checked. */
  readonly observed: number;
  readonly example: FailureExample;
}

/** The check of a group that its report shows, and one way in which it is broken: none where it was not testable. */
interface FailureExample {
  readonly check: ResultCheck;
  readonly failure?: ResultFailure;
}

/** How the rules of one operation did. Not those of every operation: wire, constraints, protocol. */
export interface OperationBehaviour {
  readonly operation: string;
  /** Worst first. */
  readonly checks: readonly ResultCheck[];
  readonly passed: number;
  /** How many make the run fail. */
  readonly failing: number;
  /** How many do not hold, but do not make the run fail: a broken SHOULD, a known failure. */
  readonly others: number;
}

/** What every report shows, in its order. */
export interface GroupedResult {
  /** What makes the run fail, one line for each clause: MUST first, most frequent first. */
  readonly failing: readonly FailureGroup[];
  /** What does not hold and does not make the run fail. */
  readonly warning: readonly FailureGroup[];
  /** What is on the list of expected failures. */
  readonly known: readonly FailureGroup[];
  /** Each operation, most failures first. */
  readonly behaviours: readonly OperationBehaviour[];
}

/** Worst first: the order of statuses in every report. */
export const STATUSES = [
  "fail",
  "not-testable",
  "unexpected-pass",
  "warn",
  "expected-fail",
  "pass",
  "not-applicable",
] as const satisfies readonly ResultCheck["status"][];

/** A sign for each status, so that colour is never the only difference. */
export const SIGNS: Readonly<Record<ResultCheck["status"], string>> = {
  fail: "✗",
  "not-testable": "?",
  "unexpected-pass": "↑",
  warn: "!",
  "expected-fail": "≈",
  pass: "✓",
  "not-applicable": "·",
};

/** Areas whose clauses hold for every operation. Each other area is an operation. */
const COMMON: ReadonlySet<string> = new Set(["wire", "constraint", "protocol", "client"]);

/** Whether a check is about the behaviour of its operation. */
export function isBehaviour({ area }: Pick<ResultCheck, "area">): boolean {
  return !COMMON.has(area);
}

/** The part of a clause's id after its operation or area. */
export function ruleOf({ id, area }: Pick<ResultCheck, "id" | "area">): string {
  return id.slice(area.length + 1);
}

/** Groups what does not hold, one line for each clause. */
export function groupResult({ checks }: RunResult): GroupedResult {
  const holds = (check: ResultCheck) => check.status === "pass" || check.status === "not-applicable";
  const open = checks.filter((check) => !check.gates && !holds(check));
  return {
    failing: groupsOf(
      checks.filter((check) => check.gates),
      checks,
    ),
    warning: groupsOf(
      open.filter(({ status }) => status !== "expected-fail"),
      checks,
    ),
    known: groupsOf(
      open.filter(({ status }) => status === "expected-fail"),
      checks,
    ),
    behaviours: behavioursOf(checks),
  };
}

/** How many of the first clauses to fix, and how many checks then pass. */
export function fixFirst(
  failing: readonly FailureGroup[],
  count: number,
): { readonly clauses: number; readonly checks: number } {
  const first = failing.slice(0, count);
  return { clauses: first.length, checks: first.reduce((sum, group) => sum + group.checks.length, 0) };
}

/** Checks with the same key have the same cause: one clause, or one rule of several operations in the same words. */
function causeOf(check: ResultCheck): string {
  return isBehaviour(check) ? `${check.level} *.${ruleOf(check)} ${check.sentence}` : `${check.level} ${check.id}`;
}

function groupsOf(chosen: readonly ResultCheck[], all: readonly ResultCheck[]): FailureGroup[] {
  const tested = byKey(
    all.filter(({ status }) => status !== "not-applicable"),
    causeOf,
  );
  const groups = byKey(chosen, (check) => `${check.status} ${causeOf(check)}`);
  return [...groups.values()]
    .map((checks) => groupOf(checks, tested.get(causeOf(checks[0])) ?? checks))
    .sort(
      (a, b) =>
        a.level.localeCompare(b.level) ||
        STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
        b.checks.length - a.checks.length ||
        b.broken - a.broken ||
        a.id.localeCompare(b.id),
    );
}

function groupOf(checks: NonEmpty<ResultCheck>, tested: readonly ResultCheck[]): FailureGroup {
  const [first] = checks;
  const one = checks.every(({ id }) => id === first.id);
  const check = checks.find(({ failures }) => failures.some(({ exchange }) => exchange !== undefined)) ?? first;
  const failure = check.failures.find(({ exchange }) => exchange !== undefined) ?? check.failures[0];
  const sum = (count: (check: ResultCheck) => number) => checks.reduce((total, one) => total + count(one), 0);
  return {
    id: one ? first.id : `*.${ruleOf(first)}`,
    level: first.level,
    status: first.status,
    sentence: first.sentence,
    checks,
    of: tested.length,
    broken: sum(({ broken }) => broken),
    observed: sum(({ observed }) => observed),
    example: { check, ...(failure && { failure }) },
  };
}

function behavioursOf(checks: readonly ResultCheck[]): OperationBehaviour[] {
  return [...byKey(checks.filter(isBehaviour), ({ operation }) => operation)]
    .map(([operation, of]) => {
      const passed = of.filter(({ status }) => status === "pass").length;
      const failing = of.filter(({ gates }) => gates).length;
      const outside = of.filter(({ status }) => status === "not-applicable").length;
      return { operation, checks: worstFirst(of), passed, failing, others: of.length - passed - failing - outside };
    })
    .sort((a, b) => b.failing - a.failing || b.others - a.others || a.operation.localeCompare(b.operation));
}

/** The checks in the order of every report: what makes the run fail, then MUST before SHOULD, then by status. */
export function worstFirst(checks: readonly ResultCheck[]): ResultCheck[] {
  return [...checks].sort(
    (a, b) =>
      Number(b.gates) - Number(a.gates) ||
      STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
      a.level.localeCompare(b.level) ||
      a.id.localeCompare(b.id),
  );
}

type NonEmpty<T> = readonly [T, ...T[]];

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, NonEmpty<T>> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
