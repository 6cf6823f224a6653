import type { ResultCheck, RunResult } from "./run-result";

/** The result as JUnit XML: a suite for each area, a test for each clause on an operation. */
export function junitOf(result: RunResult): string {
  const areas = grouped(result.checks);
  const suites = [...areas].map(([area, checks]) => {
    const bad = checks.filter(isRed).length;
    const skipped = checks.filter(isSkipped).length;
    return `  <testsuite name="${escaped(area)}" tests="${checks.length}" failures="${bad}" skipped="${skipped}">\n${checks.map(testOf).join("\n")}\n  </testsuite>`;
  });
  const { name, version } = result.implementation;
  const failures = result.checks.filter(isRed).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escaped(`trent contract: ${name} ${version}`)}" tests="${result.checks.length}" failures="${failures}" time="${result.seconds}">\n${suites.join("\n")}\n</testsuites>\n`;
}

function grouped(checks: readonly ResultCheck[]): Map<string, ResultCheck[]> {
  const areas = new Map<string, ResultCheck[]>();
  for (const check of checks) areas.set(check.area, [...(areas.get(check.area) ?? []), check]);
  return areas;
}

const isRed = ({ status, level }: ResultCheck) =>
  status === "fail" || status === "unexpected-pass" || (status === "not-testable" && level === "MUST");
const isSkipped = ({ status }: ResultCheck) =>
  ["not-applicable", "expected-fail", "warn", "not-testable"].includes(status);

function testOf(check: ResultCheck): string {
  const open = `    <testcase classname="${escaped(check.area)}" name="${escaped(`${check.id} [${check.operation}]`)}"`;
  const [first] = check.failures;
  const message = first ? `expected ${first.expected}, got ${first.actual}` : (check.message ?? check.sentence);
  if (isRed(check)) {
    const text = [
      check.sentence,
      `source: ${check.source}`,
      ...check.failures.map((f) => `${f.case}: expected ${f.expected}, got ${f.actual}\n${f.replay}`),
    ].join("\n");
    return `${open}><failure message="${escaped(message)}">${escaped(text)}</failure></testcase>`;
  }
  if (isSkipped(check)) return `${open}><skipped message="${escaped(`${check.status}: ${message}`)}"/></testcase>`;
  return `${open}/>`;
}

/** XML 1.0 has no way to write most control characters at all. */
export function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g, "\ufffd")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}
