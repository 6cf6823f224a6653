import { request } from "node:http";
import autocannon from "autocannon";
import type { BenchServer } from "./servers";

/** What one run of one server and operation gave. */
export interface Measurement {
  readonly server: string;
  readonly operation: string;
  /** Answers per second, the mean of the run. */
  readonly requestsPerSecond: number;
  /** Latency in milliseconds; autocannon resolves 1 ms. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not 200. */
  readonly failed: number;
}

/** An unsigned call is enough for each server but moto, which routes by the service in the credential scope. */
export const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

/** How many connections send at once; each sends the next request when the answer is there. */
export const CONNECTIONS = 10;

/** A run of a server and operation: of so many seconds, or of so many requests. */
export type Load = { readonly seconds: number } | { readonly requests: number };

/** Measures with autocannon; or, for a server that closes each connection, with a loop of our own, which autocannon cannot do at speed. */
export async function measure(server: BenchServer, target: string, keyId: string, load: Load): Promise<Measurement> {
  const json = server.pathOf(target) !== "/";
  const call = {
    url: server.url + server.pathOf(target),
    headers: {
      "content-type": json ? "application/json" : "application/x-amz-json-1.1",
      "x-amz-target": target,
      authorization: AUTHORIZATION,
    },
    body: JSON.stringify({ KeyId: keyId }),
  };
  const figures =
    server.closesConnections && "seconds" in load ? await loopFor(call, load.seconds) : await cannonade(call, load);
  return { server: server.name, operation: target.slice(target.indexOf(".") + 1), ...figures };
}

interface BenchCall {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

type Figures = Omit<Measurement, "server" | "operation">;

async function cannonade(call: BenchCall, load: Load): Promise<Figures> {
  const amount = "seconds" in load ? { duration: load.seconds } : { amount: load.requests };
  const result = await autocannon({ ...call, method: "POST", connections: CONNECTIONS, ...amount });
  return {
    requestsPerSecond: result.requests.average || result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

async function loopFor(call: BenchCall, seconds: number): Promise<Figures> {
  const times: number[] = [];
  let failed = 0;
  const end = performance.now() + seconds * 1000;
  const loop = async () => {
    while (performance.now() < end) {
      const start = performance.now();
      if ((await statusOf(call)) !== 200) failed++;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(times[Math.floor(times.length * part)] ?? 0);
  return { requestsPerSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), failed };
}

function statusOf({ url, headers, body }: BenchCall): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      { method: "POST", agent: false, headers: { ...headers, "content-length": String(body.length) } },
      (response) => {
        response.resume().on("end", () => resolve(response.statusCode));
      },
    );
    sent.on("error", () => resolve(undefined));
    sent.end(body);
  });
}
