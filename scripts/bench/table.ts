import type { Measurement } from "./measure";

/** One line of the table: the medians over the rounds, and how a server compares with the mock in the same round. */
export interface Row {
  readonly operation: string;
  readonly server: string;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** The mock's speed in parts of this server's, the median of the rounds. */
  readonly mockToThis: number;
  readonly failed: number;
}

/** Sums up rounds; each holds one measurement for each server and operation, taken in turn. */
export function rowsOf(rounds: readonly (readonly Measurement[])[], mock: string): Row[] {
  const [first = []] = rounds;
  return first.map(({ operation, server }) => {
    const pick = (round: readonly Measurement[], name: string) =>
      round.find((m) => m.operation === operation && m.server === name);
    const own = rounds.flatMap((round) => pick(round, server) ?? []);
    const ratios = rounds.map(
      (round) => (pick(round, mock)?.requestsPerSecond ?? 0) / (pick(round, server)?.requestsPerSecond ?? 1),
    );
    return {
      operation,
      server,
      requestsPerSecond: Math.round(median(own.map((m) => m.requestsPerSecond))),
      p50: median(own.map((m) => m.p50)),
      p99: median(own.map((m) => m.p99)),
      mockToThis: Number(median(ratios).toFixed(2)),
      failed: own.reduce((sum, m) => sum + m.failed, 0),
    };
  });
}

/** The rows as a Markdown table. */
export function markdown(rows: readonly Row[]): string {
  const cells = rows.map((r) => [
    r.operation,
    r.server,
    r.requestsPerSecond,
    r.p50,
    r.p99,
    `${r.mockToThis}x`,
    r.failed,
  ]);
  const head = ["operation", "server", "requests/s", "p50 ms", "p99 ms", "the mock's speed to it", "failed"];
  return [head, head.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
