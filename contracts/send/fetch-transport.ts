import type { HeaderLine } from "../contract-exchange";
import type { TargetFetch } from "../targets/contract-target";
import { receivedOf, type Transport } from "./transport";

/** Of these a server of Node takes the first where they come twice; all others it joins (documentation of `message.headers`). */
const FIRST_COUNTS = new Set(["content-type", "content-length", "host", "authorization", "user-agent"]);

/** A body cannot go with these through a fetch. */
const BODILESS = new Set(["GET", "HEAD"]);

/**
 * Hands requests to a function in this process instead of writing them to a network. What HTTP would do is done here:
 * header lines that come twice become one, as a server reads them.
 */
export function fetchTransport(fetch: TargetFetch): Transport {
  return async ({ url, method, path, headers, body, timeout }) => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: headersAsRead(headers),
      signal: AbortSignal.timeout(timeout),
      ...(!BODILESS.has(method) && { body: new Uint8Array(body) }),
    });
    return receivedOf(answer.status, [...answer.headers], Buffer.from(await answer.arrayBuffer()));
  };
}

/** Header lines as a server reads them, their names in lower case. */
export function headersAsRead(lines: readonly HeaderLine[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [sent, value] of lines) {
    const name = sent.toLowerCase();
    const first = headers[name];
    if (first === undefined) headers[name] = value;
    else if (!FIRST_COUNTS.has(name)) headers[name] = `${first}, ${value}`;
  }
  return headers;
}
