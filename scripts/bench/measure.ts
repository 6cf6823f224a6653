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
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

/** The load: connections that each send the next request when the answer is there. */
export async function measure(
  server: BenchServer,
  target: string,
  keyId: string,
  load: { seconds: number } | { requests: number },
): Promise<Measurement> {
  const json = server.pathOf(target) !== "/";
  const result = await autocannon({
    url: server.url + server.pathOf(target),
    method: "POST",
    connections: 10,
    ...("seconds" in load ? { duration: load.seconds } : { amount: load.requests }),
    headers: {
      "content-type": json ? "application/json" : "application/x-amz-json-1.1",
      "x-amz-target": target,
      authorization: AUTHORIZATION,
    },
    body: JSON.stringify({ KeyId: keyId }),
  });
  return {
    server: server.name,
    operation: target.slice(target.indexOf(".") + 1),
    requestsPerSecond: result.requests.average || result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}
