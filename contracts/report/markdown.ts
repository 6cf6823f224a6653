import type { RunComparison } from "./comparison";
import { differenceOf, type TextPart } from "./difference";
import { type FailureGroup, groupResult, type OperationBehaviour, ruleOf, SIGNS } from "./failure-groups";
import { oneLine } from "./one-line";
import type { ResultCheck, RunResult } from "./run-result";
import { comparisonText, nameOf, number, plural, whyOf } from "./verdict-text";

/** How many clauses have an example. A job summary of GitHub has at most 1 MiB. */
const EXAMPLES = 10;

/** How many clauses have a line. */
const LINES = 40;

/** The result for the page of a CI job, in GitHub's Markdown. */
export function markdownOf(result: RunResult, comparison?: RunComparison): string {
  const groups = groupResult(result);
  const { failing, warning, known, behaviours } = groups;
  return [
    `# Contract of ${cell(nameOf(result))}: ${result.verdict}`,
    "",
    cell(whyOf(result, groups)),
    "",
    ...(comparison ? [cell(comparisonText(comparison)), "", ...changes(comparison)] : []),
    ...clauseTable("What to fix, MUST first, most frequent first", failing),
    ...behaviourTable(behaviours),
    ...(failing.length > 0 ? ["## One example each", ""] : []),
    ...failing.slice(0, EXAMPLES).flatMap((group) => exampleOf(group)),
    ...folded(clauseTable("What does not hold, and does not make the run fail", warning), warning.length),
    ...folded(clauseTable("Expected failures", known), known.length),
    "## The run",
    "",
    `${plural(result.cases, "case")}, ${plural(result.exchanges.length, "exchange")}, ${result.seconds} s; suite ${result.suite.version}, document ${result.document.sha256.slice(0, 12)}, started ${result.startedAt}.`,
    "",
    "| status | checks |",
    "|---|---:|",
    ...Object.entries(result.summary).map(([status, count]) => `| ${status} | ${number(count)} |`),
    "",
    "| covered | seen | of |",
    "|---|---:|---:|",
    ...Object.entries(result.coverage).map(([name, { seen, of }]) => `| ${name} | ${number(seen)} | ${number(of)} |`),
    "",
    `Options: ${Object.entries(result.options)
      .map(([name, value]) => code(`${name}=${value}`))
      .join(" ")}`,
    "",
  ].join("\n");
}

function clauseTable(title: string, groups: readonly FailureGroup[]): string[] {
  if (groups.length === 0) return [];
  const more = groups.length - LINES;
  return [
    `## ${title}`,
    "",
    "| | level | clause | operations | answers | what it says |",
    "|---|---|---|---:|---:|---|",
    ...groups
      .slice(0, LINES)
      .map(
        ({ id, level, status, checks, of, broken, sentence }) =>
          `| ${SIGNS[status]} ${status} | ${level} | ${code(id)} | ${checks.length} of ${of} | ${number(broken)} | ${cell(sentence)} |`,
      ),
    "",
    ...(more > 0 ? [`… and ${plural(more, "clause")} more, in report.html.`, ""] : []),
  ];
}

function behaviourTable(behaviours: readonly OperationBehaviour[]): string[] {
  if (behaviours.length === 0) return [];
  const names = (checks: readonly ResultCheck[]) => checks.map((check) => code(ruleOf(check))).join(" ");
  return [
    "## Behaviour of each operation",
    "",
    "| operation | hold | fail | warn | what fails |",
    "|---|---:|---:|---:|---|",
    ...behaviours.map(
      ({ operation, checks, passed, failing, others }) =>
        `| ${operation} | ${passed} | ${failing} | ${others} | ${names(checks.filter(({ gates }) => gates))} |`,
    ),
    "",
  ];
}

function exampleOf({ id, level, sentence, example: { check, failure } }: FailureGroup): string[] {
  const head = [`### ${SIGNS[check.status]} ${code(id)} on ${check.operation}`, ""];
  const about = `${level}, ${check.provenance}, ${code(check.source)}${check.place ? `, ${code(check.place)}` : ""}`;
  if (!failure) return [...head, `${cell(sentence)} ${about}`, "", cell(check.message ?? ""), ""];
  const { expected, got } = differenceOf(oneLine(failure.expected, 400), oneLine(failure.actual, 400));
  return [
    ...head,
    `${cell(sentence)} ${about}`,
    "",
    "| expected | got |",
    "|---|---|",
    `| ${marked(expected)} | ${marked(got)} |`,
    "",
    ...(failure.pointer ? [`In the answer at ${code(failure.pointer)}.`, ""] : []),
    "```sh",
    oneLine(failure.replay),
    "```",
    "",
  ];
}

function folded(lines: readonly string[], count: number): string[] {
  if (lines.length === 0) return [];
  const [title = "", ...rest] = lines;
  return [
    `<details><summary>${title.replace("## ", "")}: ${plural(count, "clause")}</summary>`,
    ...rest,
    "</details>",
    "",
  ];
}

function changes({ appeared, fixed }: RunComparison): string[] {
  const list = (title: string, checks: readonly ResultCheck[]) =>
    checks.length === 0
      ? []
      : [
          `- ${title}: ${checks
            .slice(0, LINES)
            .map(({ id, operation }) => `${code(id)} on ${operation}`)
            .join(", ")}${checks.length > LINES ? ", …" : ""}`,
        ];
  const lines = [...list("new", appeared), ...list("fixed", fixed)];
  return lines.length > 0 ? [...lines, ""] : [];
}

function marked(parts: readonly TextPart[]): string {
  return `<code>${parts.map(({ text, differs }) => (differs ? `<b>${inert(text)}</b>` : inert(text))).join("")}</code>`;
}

function code(text: string): string {
  return `<code>${inert(oneLine(text))}</code>`;
}

/** Text of a target or a clause in a cell. It cannot end the cell, be HTML, a link, or mention a person. */
function cell(text: string): string {
  return inert(oneLine(text));
}

function inert(text: string): string {
  return text.replace(/[&<>|\\`*_[\]@#~]/g, (character) => `&#${character.charCodeAt(0)};`);
}
