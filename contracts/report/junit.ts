import { messageOf, traceOf } from "./check-text";
import { worstFirst } from "./failure-groups";
import type { ResultCheck, RunResult } from "./run-result";
import { nameOf } from "./verdict-text";
import { xmlText } from "./xml-text";

/** The result as JUnit XML: a suite for each area, a test for each clause on an operation. */
export function junitOf(result: RunResult): string {
  const gating = (checks: readonly ResultCheck[]) => checks.filter(({ gates }) => gates).length;
  const suites = [...grouped(result.checks)].map(([area, checks]) => {
    const skipped = checks.filter((check) => check.status !== "pass" && !check.gates).length;
    return `  <testsuite name="${xmlText(area)}" tests="${checks.length}" failures="${gating(checks)}" skipped="${skipped}">\n${checks.map(testOf).join("\n")}\n  </testsuite>`;
  });
  const name = `trent contract: ${nameOf(result)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xmlText(name)}" tests="${result.checks.length}" failures="${gating(result.checks)}" time="${result.seconds}">\n${suites.join("\n")}\n</testsuites>\n`;
}

function grouped(checks: readonly ResultCheck[]): Map<string, ResultCheck[]> {
  const areas = new Map<string, ResultCheck[]>();
  for (const check of worstFirst(checks)) areas.set(check.area, [...(areas.get(check.area) ?? []), check]);
  return areas;
}

function testOf(check: ResultCheck): string {
  const open = `    <testcase classname="${xmlText(check.area)}" name="${xmlText(`${check.id} [${check.operation}]`)}"`;
  const message = messageOf(check);
  if (check.gates)
    return `${open}><failure message="${xmlText(message)}">${xmlText(traceOf(check))}</failure></testcase>`;
  if (check.status === "pass") return `${open}/>`;
  return `${open}><skipped message="${xmlText(`${check.status}: ${message}`)}"/></testcase>`;
}
