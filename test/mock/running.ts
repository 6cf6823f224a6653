import type { IncomingMessage } from "node:http";
import supertest from "supertest";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { createLog, type Log } from "../../mock/engine/log";
import type { MockOptions } from "../../mock/server/mock-options";
import { type RunningMock, runMock } from "../../mock/server/run-mock";

/** The media type that every answer has, and that AWS clients send. */
export const AWS_JSON = "application/x-amz-json-1.1";

/** The key of the reference page. */
export const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** Every operation of the document, as a table. */
export const NAMES = Object.keys(operations) as TrentOperation[];

/** The options of a mock under test: a free port, no log, and the answers of the document alone. */
export const OPTIONS: MockOptions = {
  host: "127.0.0.1",
  port: 0,
  region: "us-east-1",
  account: "111122223333",
  logLevel: "silent",
  corsOrigin: [],
  stateless: true,
};

/** Starts a mock in this process. */
export function startTestMock(options: Partial<MockOptions> = {}, log?: Log): Promise<RunningMock> {
  return runMock({ ...OPTIONS, ...options }, log);
}

/** A log that collects its lines. */
export function memoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  return { ...createLog("debug", (text) => void lines.push(text)), lines };
}

/** An answer as it came: headers with lower-case names, and the body's bytes. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Headers to send; undefined leaves one of the usual ones out. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** Sends any request. */
export async function send(
  url: string,
  method: string,
  path: string,
  headers: Headers,
  body: string | Buffer = "",
): Promise<Answered> {
  const pending = new supertest.Test(url, method, path).buffer(true).parse(readBytes);
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) pending.set(name, value);
  // Bytes, and no serialising: what is given is what is sent.
  if (body.length > 0) pending.serialize((bytes) => bytes).send(Buffer.from(body));
  const { status, headers: answered, body: bytes } = await pending;
  return { status, headers: answered, bytes: Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0) };
}

/** Calls an operation as a plain client does. */
export function call(
  url: string,
  operation: string,
  body: unknown = { KeyId: KEY_ID },
  headers: Headers = {},
): Promise<Answered> {
  const text = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return send(
    url,
    "POST",
    "/",
    { "Content-Type": AWS_JSON, "X-Amz-Target": `TrentService.${operation}`, ...headers },
    text,
  );
}

/** The body of an answer as JSON. */
export function json(answered: Answered): unknown {
  return JSON.parse(answered.bytes.toString("utf8"));
}

function readBytes(response: unknown, done: (error: Error | null, bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as IncomingMessage;
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("end", () => done(null, Buffer.concat(chunks)));
}
