import type { ResultCheck, RunResult } from "./run-result";

/** How many broken checks are shown in full; the rest is in report.html. */
const SHOWN_CHECKS = 20;

/** What a person reads at the end: a line for each area, then each broken check with all that is needed to fix it. */
export function consoleOf(result: RunResult): string {
  const { implementation, checks } = result;
  const areas = [...new Set(checks.map(({ area }) => area))];
  const red = checks.filter(({ gates }) => gates);
  const more =
    red.length > SHOWN_CHECKS
      ? [
          `… and ${red.length - SHOWN_CHECKS} more: use --report-dir and open report.html, or select cases with --only.`,
          "",
        ]
      : [];
  return [
    "",
    ...areas.map((area) =>
      areaLine(
        area,
        checks.filter((check) => check.area === area),
      ),
    ),
    "",
    ...red.slice(0, SHOWN_CHECKS).flatMap((check) => [...fullText(check, result), ""]),
    ...more,
    ...Object.entries(result.coverage).map(([name, { seen, of }]) => `covered ${name.padEnd(12)} ${seen} of ${of}`),
    "",
    `${implementation.name} ${implementation.version}: ${result.verdict}. ${Object.entries(result.summary)
      .filter(([, count]) => count > 0)
      .map(([status, count]) => `${count} ${status}`)
      .join(
        ", ",
      )}; ${result.cases} ${result.cases === 1 ? "case" : "cases"}, ${result.exchanges.length} exchanges, ${result.seconds} s.`,
    "",
  ].join("\n");
}

function areaLine(area: string, checks: readonly ResultCheck[]): string {
  const count = (status: ResultCheck["status"]) => checks.filter((check) => check.status === status).length;
  const others = (["fail", "not-testable", "unexpected-pass", "warn", "expected-fail", "not-applicable"] as const)
    .map((status) => [count(status), status] as const)
    .filter(([n]) => n > 0)
    .map(([n, status]) => `${n} ${status}`);
  return `${area.padEnd(22)} ${String(count("pass")).padStart(4)} pass${others.length > 0 ? `, ${others.join(", ")}` : ""}`;
}

function fullText(check: ResultCheck, { exchanges }: RunResult): string[] {
  const head = `${check.status.toUpperCase()} ${check.id} on ${check.operation} (${check.level}, ${check.provenance})`;
  const about = [`  ${check.sentence}`, `  source: ${check.source}${check.place ? `; ${check.place}` : ""}`];
  const [first] = check.failures;
  if (!first) return [head, ...about, `  ${check.message ?? ""}`];
  const exchange = first.exchange === undefined ? undefined : exchanges[first.exchange];
  return [
    head,
    ...about,
    `  case: ${first.case}${check.failures.length > 1 ? ", and others" : ""}`,
    `  expected: ${first.expected}`,
    `  actual:   ${first.actual}${first.pointer ? ` at ${first.pointer}` : ""}${first.place ? ` (declared at ${first.place})` : ""}`,
    ...(exchange
      ? [
          `  > ${exchange.request.line} ${exchange.request.body.slice(0, 200)}`,
          `  < ${exchange.response ? `${exchange.response.status} ${exchange.response.body.slice(0, 200)}` : exchange.fault}`,
        ]
      : []),
    ...(first.curl ? [`  ${first.curl}`] : []),
    `  ${first.replay}`,
  ];
}
