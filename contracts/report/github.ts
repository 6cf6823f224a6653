import { appendFileSync } from "node:fs";
import type { RunComparison } from "./comparison";
import { type FailureGroup, groupResult } from "./failure-groups";
import { markdownOf } from "./markdown";
import { oneLine } from "./one-line";
import type { RunResult } from "./run-result";
import { mustOf, nameOf, plural, whyOf } from "./verdict-text";

/** GitHub shows so many annotations of a kind and step. One is for the verdict. */
const SHOWN = 10;

/**
 * Writes the job summary and the outputs of the step into the files that GitHub's runner names.
 * @returns the annotations, for standard output
 */
export function tellGithub(
  result: RunResult,
  comparison: RunComparison | undefined,
  { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: outputs }: NodeJS.ProcessEnv,
): string {
  if (summary) appendFileSync(summary, markdownOf(result, comparison));
  if (outputs) appendFileSync(outputs, outputsOf(result));
  return annotationsOf(result);
}

/** Workflow commands of GitHub Actions: the first causes as errors at their place in the document, and the verdict. */
export function annotationsOf(result: RunResult): string {
  const groups = groupResult(result);
  const kind = groups.failing.length > 0 ? "error" : result.verdict === "conformant" ? "notice" : "warning";
  return [
    command(kind, { title: `${nameOf(result)}: ${result.verdict}` }, whyOf(result, groups)),
    ...groups.failing.slice(0, SHOWN - 1).map(annotationOf),
    "",
  ].join("\n");
}

function annotationOf({ id, level, sentence, checks, example: { check, failure } }: FailureGroup): string {
  const [file, line] = check.place?.split(":") ?? [];
  const found = failure ? ` Expected ${failure.expected}, got ${failure.actual}.` : ` ${check.message ?? ""}`;
  return command(
    "error",
    { ...(file !== undefined && line !== undefined && { file, line }), title: `${level} ${id}` },
    oneLine(`${sentence} On ${plural(checks.length, "operation")}, such as ${check.operation}.${found}`, 1000),
  );
}

/** One command, in the escapes of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. */
function command(kind: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${dataOf(value).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
  );
  return `::${kind} ${list.join(",")}::${dataOf(message)}`;
}

function dataOf(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** The outputs of the action, one a line. */
function outputsOf(result: RunResult): string {
  const { passed, total } = mustOf(result);
  return `verdict=${result.verdict}\nmust-passed=${passed}\nmust-total=${total}\n`;
}
