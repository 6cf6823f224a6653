import type { RunComparison } from "./comparison";
import { fixFirst, type GroupedResult } from "./failure-groups";
import type { RunResult } from "./run-result";

/** How many clauses the first advice names. */
const FIRST = 5;

/** The name of what was tested, and its version where it is known. */
export function nameOf({ implementation: { name, version } }: Pick<RunResult, "implementation">): string {
  return version === "unknown" || version === "" ? name : `${name} ${version}`;
}

/** How many MUST checks were made, and how many hold. What the suite could not test for a lack of its own does not count. */
export function mustOf({ checks }: Pick<RunResult, "checks">): { readonly passed: number; readonly total: number } {
  const must = checks.filter(
    ({ level, status, gates }) =>
      level === "MUST" && status !== "not-applicable" && (status !== "not-testable" || gates),
  );
  return {
    passed: must.filter(({ status }) => status === "pass" || status === "unexpected-pass").length,
    total: must.length,
  };
}

/** Why the verdict is what it is, for a person: one sentence, after the one on a partial run, before the one on what to fix first. */
export function whyOf(result: RunResult, groups: GroupedResult): string {
  return [result.partial?.sentence, reasonOf(result, groups)].filter((part) => part !== undefined).join(" ");
}

function reasonOf(result: RunResult, { failing, warning, known }: GroupedResult): string {
  const { passed, total } = mustOf(result);
  const hold = `${number(passed)} of ${number(total)} MUST checks hold`;
  const all = checksOf(failing);
  switch (result.verdict) {
    case "not-conformant":
      return `${plural(all, "check")} of ${number(result.checks.length)} fail, by ${plural(failing.length, "cause")}; ${hold}.${adviceOf(failing)}`;
    case "partial":
      return all > 0 ? `Of what ran, ${plural(all, "check")} fail; ${hold}.` : `Nothing of what ran fails; ${hold}.`;
    case "stale-expectations":
      return `${plural(all, "check")} that were expected to fail hold now: remove them from the list, so that it can only shrink.`;
    case "as-expected":
      return `Nothing fails but what is on the list of expected failures (${plural(checksOf(known), "check")}); ${hold}.`;
    case "conformant":
      return `All ${number(total)} MUST checks hold, and ${warning.length === 0 ? "every SHOULD" : `all of the SHOULD but ${number(checksOf(warning))}`}.`;
  }
}

/** What to do first, where that is less than everything. */
function adviceOf(failing: GroupedResult["failing"]): string {
  const first = fixFirst(failing, FIRST);
  if (failing.length <= FIRST) return "";
  return ` Fix the first ${first.clauses} clauses below, and ${number(first.checks)} of these failures go.`;
}

function checksOf(groups: GroupedResult["failing"]): number {
  return groups.reduce((sum, { checks }) => sum + checks.length, 0);
}

/** A count with its noun: `1 check`, `1,617 answers`. */
export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A count with its thousands apart. */
export function number(count: number): string {
  return count.toLocaleString("en-US");
}

/** What has changed since an earlier run, in one sentence. */
export function comparisonText({ earlier, appeared, fixed, same, unseen }: RunComparison): string {
  const rest = unseen > 0 ? `, ${number(unseen)} not tested now` : "";
  return `Since ${nameOf(earlier)} of ${earlier.startedAt.slice(0, 16).replace("T", " ")}: ${number(appeared.length)} new, ${number(fixed.length)} fixed, ${number(same)} same${rest}.`;
}
