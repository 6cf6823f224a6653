import { messageOf, traceOf } from "./check-text";
import type { ResultCheck, RunResult } from "./run-result";

/** The result in the Common Test Report Format (https://ctrf.io), version 0.0.0 of its schema; a test for each clause on an operation. */
export function ctrfOf(result: RunResult): object {
  const tests = result.checks.map(testOf);
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  const start = Date.parse(result.startedAt);
  return {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    generatedBy: `trent ${result.suite.version}`,
    timestamp: result.startedAt,
    results: {
      tool: { name: "trent-contract", version: result.suite.version },
      summary: {
        tests: tests.length,
        passed: count("passed"),
        failed: count("failed"),
        skipped: count("skipped"),
        pending: 0,
        other: count("other"),
        start,
        stop: start + Math.round(result.seconds * 1000),
      },
      tests,
      environment: { appName: result.implementation.name, appVersion: result.implementation.version },
      extra: { verdict: result.verdict },
    },
  };
}

function testOf(check: ResultCheck) {
  const [filePath, line] = check.place?.split(":") ?? [];
  return {
    name: `${check.id} [${check.operation}]`,
    testId: `${check.id}/${check.operation}`,
    status: statusOf(check),
    // A check has no duration of its own: it looks at the exchanges of many cases.
    duration: 0,
    suite: [check.area],
    rawStatus: check.status,
    labels: { level: check.level, provenance: check.provenance, operation: check.operation },
    ...(filePath !== undefined && { filePath, line: Number(line) }),
    ...(check.status !== "pass" && { message: messageOf(check), trace: traceOf(check) }),
  };
}

/** Only what makes the run fail has failed; what does not hold without that is `other`, with its own status beside it. */
function statusOf({ status, gates }: ResultCheck): "passed" | "failed" | "skipped" | "other" {
  if (gates) return "failed";
  if (status === "pass") return "passed";
  return status === "not-applicable" ? "skipped" : "other";
}
