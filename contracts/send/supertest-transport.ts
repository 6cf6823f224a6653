import { Agent as HttpAgent, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import supertest from "supertest";
import type { HeaderLine } from "../contract-exchange";
import { receivedOf, type Transport } from "./transport";

/** The usual transport: supertest, with reused connections. It returns the bytes and the header lines of an answer as they came. */
export function supertestTransport(): Transport & { close(): void } {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });
  const send: Transport = async ({ url, method, path, headers, body, timeout }) => {
    const pending = new supertest.Test(url.origin, method, path)
      .buffer(true)
      .timeout(timeout)
      .ok(() => true);
    // superagent accepts an agent of node:http, which its types do not say.
    (pending as unknown as { agent(agent: HttpAgent): void }).agent(url.protocol === "https:" ? https : http);
    let lines: HeaderLine[] | undefined;
    pending.parse((response, done) => {
      const stream = response as unknown as IncomingMessage;
      lines = linesOf(stream.rawHeaders);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => done(null, Buffer.concat(chunks)));
    });
    for (const [name, value] of headers) pending.set(name, value);
    if (body.length > 0) pending.serialize((bytes) => bytes).send(body);
    const answer = await pending.redirects(0);
    return receivedOf(
      answer.status,
      lines ?? Object.entries(answer.headers as Record<string, string>),
      Buffer.isBuffer(answer.body) ? answer.body : Buffer.alloc(0),
    );
  };
  return Object.assign(send, {
    close: () => {
      http.destroy();
      https.destroy();
    },
  });
}

/** Node's flat list of names and values as pairs. */
function linesOf(raw: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) lines.push([raw[i] ?? "", raw[i + 1] ?? ""]);
  return lines;
}
