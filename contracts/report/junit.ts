import type { ResultCheck, RunResult } from "./run-result";

/** The result as JUnit XML: a suite for each area, a test for each clause on an operation. */
export function junitOf(result: RunResult): string {
  const red = (checks: readonly ResultCheck[]) => checks.filter(({ gates }) => gates);
  const suites = [...grouped(result.checks)].map(([area, checks]) => {
    const skipped = checks.filter((check) => check.status !== "pass" && !check.gates).length;
    const tests = checks.map((check) => testOf(check));
    return `  <testsuite name="${escaped(area)}" tests="${checks.length}" failures="${red(checks).length}" skipped="${skipped}">\n${tests.join("\n")}\n  </testsuite>`;
  });
  const { name, version } = result.implementation;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escaped(`trent contract: ${name} ${version}`)}" tests="${result.checks.length}" failures="${red(result.checks).length}" time="${result.seconds}">\n${suites.join("\n")}\n</testsuites>\n`;
}

function grouped(checks: readonly ResultCheck[]): Map<string, ResultCheck[]> {
  const areas = new Map<string, ResultCheck[]>();
  for (const check of checks) areas.set(check.area, [...(areas.get(check.area) ?? []), check]);
  return areas;
}

function testOf(check: ResultCheck): string {
  const open = `    <testcase classname="${escaped(check.area)}" name="${escaped(`${check.id} [${check.operation}]`)}"`;
  const [first] = check.failures;
  const message = first ? `expected ${first.expected}, got ${first.actual}` : (check.message ?? check.sentence);
  if (check.gates) {
    const text = [
      check.sentence,
      `source: ${check.source}`,
      ...check.failures.map((f) => `${f.case}: expected ${f.expected}, got ${f.actual}\n${f.replay}`),
    ].join("\n");
    return `${open}><failure message="${escaped(message)}">${escaped(text)}</failure></testcase>`;
  }
  if (check.status !== "pass")
    return `${open}><skipped message="${escaped(`${check.status}: ${message}`)}"/></testcase>`;
  return `${open}/>`;
}

/** The text as XML. XML 1.0 cannot contain most control characters: they become U+FFFD. */
export function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g, "\ufffd")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}
