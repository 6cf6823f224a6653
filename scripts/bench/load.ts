import autocannon from "autocannon";
import { type BenchCall, send } from "./call";

/** How much to send: for so many seconds, or so many requests. */
export type Load = { readonly seconds: number } | { readonly requests: number };

/** What the load generator saw. */
export interface LoadResult {
  /** All requests that were answered. */
  readonly requests: number;
  /** Answers per second, the mean. */
  readonly requestsPerSecond: number;
  /** Latency in milliseconds; autocannon resolves 1 ms. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not 200, and requests without an answer. */
  readonly failed: number;
}

/** How many connections send at once; each sends the next request when the answer is there. */
const CONNECTIONS = 10;

/** The load in words, for the help and the report. */
export const LOAD = `autocannon with ${CONNECTIONS} connections kept alive (moto_server, which closes each: ${CONNECTIONS} loops of node:http)`;

/** Sends a call over connections that are kept alive. */
export async function loadKeptAlive(call: BenchCall, load: Load): Promise<LoadResult> {
  const amount = "seconds" in load ? { duration: load.seconds } : { amount: load.requests };
  const result = await autocannon({ ...call, method: "POST", connections: CONNECTIONS, ...amount });
  return {
    requests: result.requests.total,
    requestsPerSecond: result.requests.average || result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

/** Sends a call over a new connection each time, for some seconds: autocannon is slow at that. */
export async function loadReconnecting(call: BenchCall, seconds: number): Promise<LoadResult> {
  const times: number[] = [];
  let failed = 0;
  const end = performance.now() + seconds * 1000;
  const loop = async () => {
    while (performance.now() < end) {
      const start = performance.now();
      const answered = await send(call).catch(() => undefined);
      if (answered?.status !== 200) failed++;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(times[Math.floor(times.length * part)] ?? 0);
  return { requests: times.length, requestsPerSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), failed };
}
