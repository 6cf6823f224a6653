import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type Answer, answer } from "../engine/answer";
import type { ProtocolError } from "../engine/protocol-error";

/** The headers of every answer besides the body's own and Node's Date, as AWS spells them (kms.md P8, P10, P11). */
function wireHeaders({ length, mediaType }: Answer, requestId: string): Record<string, string | number> {
  return {
    "x-amzn-RequestId": requestId,
    "Cache-Control": "no-cache, no-store, must-revalidate, private",
    Expires: "0",
    Pragma: "no-cache",
    "Content-Type": mediaType,
    "Content-Length": length,
  };
}

/** What may still be done to the headers: the hostile mode varies their case and order. */
export type RewriteHeaders = (headers: Record<string, string | number>) => Record<string, string | number>;

/** Writes an answer in the wire form, beside the headers that are already set on the response (CORS). */
export function writeAnswer(response: ServerResponse, given: Answer, requestId: string, dress?: RewriteHeaders): void {
  const headers = wireHeaders(given, requestId);
  response.writeHead(given.status, dress ? dress(headers) : headers);
  response.end(given.body);
}

/** Writes a refusal to a connection that never became a request, and closes it, whether its client closes it too or not. */
export function writeToSocket(socket: Duplex, refusal: ProtocolError): void {
  const given = answerRefusal(refusal);
  const headers = { ...wireHeaders(given, randomUUID()), Date: new Date().toUTCString(), Connection: "close" };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(
    `HTTP/1.1 ${given.status} ${STATUS_CODES[given.status]}\r\n${head.join("\r\n")}\r\n\r\n${given.body}`,
    () => socket.destroy(),
  );
}

/** The answer that a refusal becomes. */
export function answerRefusal(refusal: ProtocolError): Answer {
  return answer(refusal.status, refusal.body);
}
