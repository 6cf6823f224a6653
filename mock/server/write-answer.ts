import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type Answer, answerHeaders } from "../engine/answer";
import { endTogether } from "./end-together";

/** What may still be done to the headers: the hostile mode varies their case and order. */
export type RewriteHeaders = (headers: Record<string, string | number>) => Record<string, string | number>;

/** Writes an answer. Headers that are already set on the response stay (CORS). */
export function writeAnswer(response: ServerResponse, answer: Answer, rewrite?: RewriteHeaders): void {
  // The client has hung up, or the request was refused while its body was arriving.
  if (response.headersSent || response.destroyed) return;
  if (answer.isCut) {
    writeHalf(response, answer, rewrite);
    return;
  }
  const headers = headersOf(answer);
  response.writeHead(answer.status, rewrite ? rewrite(headers) : headers);
  endTogether(response, answer.body);
}

/** Sends the headers and half of the body, and closes the connection. For an answer without a body it announces one. */
function writeHalf(response: ServerResponse, answer: Answer, rewrite?: RewriteHeaders): void {
  const whole = Buffer.from(answer.body === "" ? "{}" : answer.body);
  const headers = headersOf(answer);
  headers["Content-Length"] = whole.length;
  response.writeHead(answer.status, rewrite ? rewrite(headers) : headers);
  response.write(whole.subarray(0, whole.length >> 1), () => response.destroy());
}

/** The refusal of bytes that never became a request. */
export interface RefusedBytes {
  readonly status: number;
  /** A JSON value. */
  readonly body: unknown;
}

/** Refuses bytes that never became a request, and closes the connection, whether its client closes it too or not. */
export function writeToSocket(socket: Duplex, { status, body }: RefusedBytes): void {
  const answer = { status, headers: answerHeaders(randomUUID()), body: JSON.stringify(body) };
  const headers = { ...headersOf(answer), Date: new Date().toUTCString(), Connection: "close" };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n${head.join("\r\n")}\r\n\r\n${answer.body}`,
    () => socket.destroy(),
  );
}

/** The headers with the one that HTTP adds. They are this answer's own: a copy of them would cost 2 µs. */
function headersOf({ headers, body }: Answer): Record<string, string | number> {
  const all: Record<string, string | number> = headers;
  all["Content-Length"] = Buffer.byteLength(body);
  return all;
}
