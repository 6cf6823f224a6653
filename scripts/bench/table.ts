import type { Ratio, Row } from "./summary";

const HEAD = [
  "operation",
  "server",
  "requests/s",
  "p50 ms",
  "p99 ms",
  "CPU µs/request",
  "CPU to bare",
  "the mock's speed to it",
  "failed",
];

/** The rows as a Markdown table; `n/a` where a system does not say what a process uses. */
export function markdown(rows: readonly Row[]): string {
  const cells = rows.map((r) => [
    r.operation,
    r.server,
    r.requestsPerSecond,
    r.p50,
    r.p99,
    r.cpuPerRequest ?? "n/a",
    r.cpuToBare ? times(r.cpuToBare) : "n/a",
    times(r.mockToThis),
    r.failed,
  ]);
  return table(HEAD, cells);
}

/** Lines of cells as a Markdown table. */
export function table(head: readonly string[], cells: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** A ratio as `1.35x (1.3 to 1.4)`: the median and the range over the rounds. */
export function times({ median, least, most }: Ratio): string {
  return least === most ? `${median}x` : `${median}x (${least} to ${most})`;
}
