import type { ResultCheck, RunResult } from "./run-result";

/** The result for the page of a CI job. */
export function markdownOf(result: RunResult): string {
  const { implementation, summary, coverage } = result;
  const red = result.checks.filter(({ gates }) => gates);
  return [
    `# Contract of ${implementation.name} ${implementation.version}: ${result.verdict}`,
    "",
    `${result.cases} cases, ${result.exchanges.length} exchanges, ${result.seconds} s; suite ${result.suite.version}, document ${result.document.sha256.slice(0, 12)}, started ${result.startedAt}.`,
    "",
    "| status | checks |",
    "|---|---:|",
    ...Object.entries(summary).map(([status, count]) => `| ${status} | ${count} |`),
    "",
    "| covered | seen | of |",
    "|---|---:|---:|",
    ...Object.entries(coverage).map(([name, { seen, of }]) => `| ${name} | ${seen} | ${of} |`),
    "",
    ...(red.length === 0
      ? ["No unexpected failure."]
      : ["| status | clause | operation | expected | actual |", "|---|---|---|---|---|", ...red.map(line)]),
    "",
    "Options: " +
      Object.entries(result.options)
        .map(([name, value]) => `\`${name}=${value}\``)
        .join(" "),
    "",
  ].join("\n");
}

function line({ status, id, operation, failures, message }: ResultCheck): string {
  const [first] = failures;
  const cells = [status, `\`${id}\``, operation, first?.expected ?? "", first?.actual ?? message ?? ""];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " ").slice(0, 160)).join(" | ")} |`;
}
