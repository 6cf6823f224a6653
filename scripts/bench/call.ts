import { request } from "node:http";
import type { BenchServer } from "./bench-server";
import { ownHeaders, type RecordedAnswer } from "./recorded-answer";

/** One request, ready to be sent again and again. */
export interface BenchCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An operation and the body of its request. */
export interface OperationBody {
  readonly operation: string;
  readonly body: unknown;
}

/** An unsigned call is enough for each server but moto, which routes by the service in the credential scope. */
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

/** A call of an operation, in the form that the server takes: Prism has a path for each and plain JSON. */
export function callOf(server: BenchServer, { operation, body }: OperationBody): BenchCall {
  const target = `TrentService.${operation}`;
  const path = server.pathOf(target);
  return {
    url: server.url + path,
    headers: {
      "content-type": path === "/" ? "application/x-amz-json-1.1" : "application/json",
      "x-amz-target": target,
      authorization: AUTHORIZATION,
    },
    body: JSON.stringify(body),
  };
}

/** The body of what a server answers, which has to be 200. */
export async function answerOf<Answer>(server: BenchServer, called: OperationBody): Promise<Answer> {
  const { status, body } = await send(callOf(server, called));
  if (status !== 200) throw new Error(`${server.name} answers ${called.operation} with ${status}: ${body}`);
  return JSON.parse(body) as Answer;
}

/** Sends a call over a connection of its own. Rejects when there is no answer. */
export function send({ url, headers, body }: BenchCall): Promise<RecordedAnswer> {
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    const options = { method: "POST", agent: false, headers: { ...headers, "content-length": length } };
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode: status, rawHeaders } = response;
        resolve({ status, rawHeaders: ownHeaders(rawHeaders), body: Buffer.concat(chunks).toString() });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
