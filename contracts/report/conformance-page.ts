import { CLAUSES } from "../clauses/all-clauses";
import type { ResultCheck, RunResult } from "./run-result";

/** Where the findings are, from the page's folder. */
const FINDINGS = "../evidence/emulators.md";

/** How a clause did on all operations, worst first. */
const MARKS: readonly (readonly [ResultCheck["status"], string])[] = [
  ["fail", "✗"],
  ["unexpected-pass", "✗"],
  ["expected-fail", "✗"],
  ["not-testable", "✗"],
  ["warn", "~"],
  ["pass", "✓"],
  ["not-applicable", "·"],
];

/** The page that says which implementation satisfies which clause, made from results of runs. */
export function conformancePage(results: readonly RunResult[]): string {
  const names = results.map(({ implementation }) => implementation.name);
  const ids = [...CLAUSES.keys()].filter((id) => results.some(({ checks }) => checks.some((check) => check.id === id)));
  const rows = ids.map((id) => ({ id, marks: results.map((result) => markOf(result, id)) }));
  const same = rows.filter(({ marks }) => marks.every((mark) => mark === "✓"));
  const others = rows.filter((row) => !same.includes(row));
  return [
    "# Which implementation satisfies which clause",
    "",
    "Made by `node --import tsx scripts/conformance.ts` from the `result.json` of a run on each implementation. Do not edit.",
    "",
    "| implementation | version | MUST satisfied | SHOULD satisfied | cases | exchanges | seconds | date |",
    "|---|---|---:|---:|---:|---:|---:|---|",
    ...results.map((result) => summaryLine(result)),
    "",
    "The numbers count checks: a clause on one operation. ✓ satisfied, ✗ broken (or not testable), ~ a broken SHOULD, · does not apply, blank: not tested.",
    `In brackets: the finding in [the evidence on emulators](${FINDINGS}), or \`new\` where this suite found it.`,
    "",
    ...shared(
      "Rules of the wire, the constraints and the protocol",
      others.filter(({ id }) => isShared(id)),
      names,
    ),
    ...shared(
      "Rules of the operations",
      others.filter(({ id }) => !isShared(id)),
      names,
    ),
    "## Satisfied by all",
    "",
    same.map(({ id }) => `\`${id}\``).join(", ") || "None.",
    "",
  ].join("\n");
}

function isShared(id: string): boolean {
  return /^(wire|constraint|protocol|client)\./.test(id);
}

function shared(
  title: string,
  rows: readonly { id: string; marks: readonly string[] }[],
  names: readonly string[],
): string[] {
  return [
    `## ${title}`,
    "",
    `| clause | level | ${names.join(" | ")} |`,
    `|---|---|${names.map(() => "---|").join("")}`,
    ...rows.map(({ id, marks }) => {
      const clause = CLAUSES.get(id);
      const sentence = clause?.sentence.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");
      return `| \`${id}\` ${sentence} | ${clause?.level} | ${marks.join(" | ")} |`;
    }),
    "",
  ];
}

function markOf({ checks }: RunResult, id: string): string {
  const of = checks.filter((check) => check.id === id);
  const [status, mark] = MARKS.find(([candidate]) => of.some((check) => check.status === candidate)) ?? [undefined, ""];
  const worst = of.find((check) => check.status === status);
  const soft = worst?.level === "SHOULD" && mark === "✗" ? "~" : mark;
  return worst?.known === undefined || mark !== "✗"
    ? soft
    : `${soft} (${worst.known.replace(FINDING, (number) => `[${number}](${FINDINGS}#${number.toLowerCase()})`)})`;
}

/** A finding of the evidence on emulators: M of moto, S of ministack. */
const FINDING = /\b[MS]\d+\b/g;

function summaryLine(result: RunResult): string {
  const { implementation, checks, cases, exchanges, seconds, startedAt } = result;
  const satisfied = (level: string) => {
    const of = checks.filter((check) => check.level === level && check.status !== "not-applicable");
    return `${of.filter(({ status }) => status === "pass" || status === "unexpected-pass").length} of ${of.length}`;
  };
  return `| ${implementation.name} | ${implementation.version} | ${satisfied("MUST")} | ${satisfied("SHOULD")} | ${cases} | ${exchanges.length} | ${seconds} | ${startedAt.slice(0, 10)} |`;
}
