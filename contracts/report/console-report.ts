import type { RunComparison } from "./comparison";
import { differenceOf } from "./difference";
import {
  type FailureGroup,
  type GroupedResult,
  groupResult,
  type OperationBehaviour,
  ruleOf,
  SIGNS,
} from "./failure-groups";
import { oneLine } from "./one-line";
import type { RunResult } from "./run-result";
import { sideBySide } from "./side-by-side";
import { comparisonText, nameOf, number, plural, whyOf } from "./verdict-text";

/** How many clauses have an example; the rest is in report.html. */
const EXAMPLES = 5;

/** How many clauses have a line. */
const LINES = 25;

/** How many characters a line has, the usual width of a CI log. */
const WIDTH = 140;

/** What a person reads at the end: the verdict and why, a line for each clause, each operation, examples, the rest. */
export function consoleOf(result: RunResult, comparison?: RunComparison): string {
  const groups = groupResult(result);
  const { failing, warning, known, behaviours } = groups;
  return [
    "",
    `${nameOf(result)}: ${result.verdict}`,
    whyOf(result, groups),
    ...(comparison ? [comparisonText(comparison)] : []),
    "",
    ...section("What to fix, MUST first, most frequent first", failing, LINES),
    ...(behaviours.length > 0 ? ["Behaviour of each operation", ...behaviours.map(behaviourLine), ""] : []),
    ...failing.slice(0, EXAMPLES).flatMap((group) => [...exampleOf(group, result), ""]),
    ...section("What does not hold, and does not make the run fail", warning, LINES),
    ...knownText(known),
    `Seen of the document: ${Object.entries(result.coverage)
      .map(([name, { seen, of }]) => `${number(seen)} of ${number(of)} ${name}`)
      .join(", ")}.`,
    ...(failing.length > 0 && result.options.replay === undefined
      ? ["Every check with its exchanges: --report-dir FOLDER, then open FOLDER/report.html."]
      : []),
    "",
    lastLine(result, groups),
    "",
  ].join("\n");
}

function lastLine(result: RunResult, { failing }: GroupedResult): string {
  const counts = Object.entries(result.summary).filter(([, count]) => count > 0);
  return `${nameOf(result)}: ${result.verdict}. ${counts.map(([status, count]) => `${count} ${status}`).join(", ")}; ${plural(failing.length, "cause")} to fix; ${plural(result.cases, "case")}, ${plural(result.exchanges.length, "exchange")}, ${result.seconds} s.`;
}

function section(title: string, groups: readonly FailureGroup[], limit: number): string[] {
  if (groups.length === 0) return [];
  const more = groups.length - limit;
  const width = Math.max(...groups.slice(0, limit).map(({ id }) => id.length));
  return [
    title,
    ...groups.slice(0, limit).map((group) => groupLine(group, width)),
    ...(more > 0 ? [`  … and ${plural(more, "clause")} more, in report.html.`] : []),
    "",
  ];
}

function groupLine({ id, level, status, checks, of, broken, sentence }: FailureGroup, width: number): string {
  const where = `${String(checks.length).padStart(3)} of ${String(of).padEnd(3)} operations`;
  const count = status === "fail" || status === "warn" ? plural(broken, "answer") : status;
  return oneLine(
    `  ${SIGNS[status]} ${level.padEnd(6)} ${id.padEnd(width)}  ${where} ${count.padStart(13)}  ${sentence}`,
    WIDTH,
  );
}

/** The rules of an operation that do not hold, by name: those that make the run fail first. */
function behaviourLine({ operation, checks, passed, failing, others }: OperationBehaviour): string {
  const broken = checks.filter(({ gates }) => gates).map((check) => `${SIGNS[check.status]} ${ruleOf(check)}`);
  const counts = `${String(passed).padStart(3)} hold ${String(failing).padStart(3)} fail ${String(others).padStart(3)} warn`;
  return oneLine(`  ${operation.padEnd(22)} ${counts}  ${broken.join(", ")}`.trimEnd(), WIDTH);
}

/** One example: what was expected and what came side by side, and how to see it again. */
function exampleOf({ id, level, sentence, example, checks }: FailureGroup, { exchanges }: RunResult): string[] {
  const { check, failure } = example;
  const others = checks.length > 1 ? `, and ${plural(checks.length - 1, "other operation")}` : "";
  const head = [
    `${SIGNS[check.status]} ${id} (${level}, ${check.provenance}) on ${check.operation}${others}`,
    `    ${oneLine(sentence)}`,
    `    source: ${check.source}${check.place ? `; ${check.place}` : ""}`,
  ];
  if (!failure) return [...head, `    ${check.status}: ${oneLine(check.message ?? "no reason")}`];
  const exchange = failure.exchange === undefined ? undefined : exchanges[failure.exchange];
  const answer = exchange?.response ? `${exchange.response.status} ${exchange.response.body}` : exchange?.fault;
  return [
    ...head,
    `    case: ${failure.case}${failure.pointer ? `, at ${failure.pointer}` : ""}${failure.place ? `, declared at ${failure.place}` : ""}`,
    "",
    ...sideBySide(differenceOf(failure.expected, failure.actual)).map((line) => `    ${line}`),
    "",
    ...(exchange
      ? [
          `    > ${oneLine(`${exchange.request.line} ${exchange.request.body}`, WIDTH)}`,
          `    < ${oneLine(answer ?? "", WIDTH)}`,
        ]
      : []),
    `    ${failure.replay}`,
  ];
}

/** Known failures: how many, for each number of the list. */
function knownText(known: readonly FailureGroup[]): string[] {
  if (known.length === 0) return [];
  const counts = new Map<string, number>();
  for (const check of known.flatMap(({ checks }) => checks)) {
    const number = check.known ?? "without a number";
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return [`Expected failures: ${sorted.map(([number, count]) => `${count} ${number}`).join(", ")}.`, ""];
}
