import type { Measurement } from "./measure";

/** A server and an operation over all rounds: medians, and how it compares within a round. */
export interface Row {
  readonly operation: string;
  readonly server: string;
  readonly requestsPerSecond: number;
  /** Latency in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server's process per request, in microseconds. */
  readonly cpuPerRequest?: number;
  /** That time in parts of the bare server's in the same round. */
  readonly cpuToBare?: Ratio;
  /** The mock's requests per second in parts of this server's in the same round. */
  readonly mockToThis: Ratio;
  readonly failed: number;
}

/** A ratio over the rounds: the distance from `least` to `most` shows how noisy the machine was. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Sums up rounds. Each holds one measurement for each server and operation, taken in turn. */
export function summarise(
  rounds: readonly (readonly Measurement[])[],
  { mock, bare }: { readonly mock: string; readonly bare: string },
): Row[] {
  return (rounds[0] ?? []).map(({ operation, server }) => {
    const of = (round: readonly Measurement[], name: string) =>
      round.find((m) => m.operation === operation && m.server === name);
    const own = rounds.flatMap((round) => of(round, server) ?? []);
    const cpu = own.flatMap((m) => m.cpuPerRequest ?? []);
    const cpuRatios = rounds.map((r) => quotient(of(r, server)?.cpuPerRequest, of(r, bare)?.cpuPerRequest));
    const speedRatios = rounds.map((r) => quotient(of(r, mock)?.requestsPerSecond, of(r, server)?.requestsPerSecond));
    const cpuToBare = ratioOf(cpuRatios);
    return {
      operation,
      server,
      requestsPerSecond: Math.round(median(own.map((m) => m.requestsPerSecond))),
      p50: median(own.map((m) => m.p50)),
      p99: median(own.map((m) => m.p99)),
      ...(cpu.length > 0 && { cpuPerRequest: Number(median(cpu).toFixed(1)) }),
      ...(cpuToBare && { cpuToBare }),
      mockToThis: ratioOf(speedRatios) ?? { median: 0, least: 0, most: 0 },
      failed: own.reduce((sum, m) => sum + m.failed, 0),
    };
  });
}

function quotient(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || !whole ? undefined : part / whole;
}

/** The ratios of the rounds that have one; undefined where none has. */
export function ratioOf(values: readonly (number | undefined)[]): Ratio | undefined {
  const there = values.flatMap((value) => value ?? []);
  if (there.length === 0) return undefined;
  const short = (value: number) => Number(value.toFixed(2));
  return { median: short(median(there)), least: short(Math.min(...there)), most: short(Math.max(...there)) };
}

/** The value in the middle; the mean of the two where there are two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
