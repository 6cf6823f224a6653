import type { IncomingMessage, ServerResponse } from "node:http";
import { ProtocolError } from "../engine/protocol-error";
import type { Conductor } from "./serve-call";

/** The largest body in bytes; KMS's largest member has 131,072 characters. */
export const BODY_LIMIT = 1_048_576;

/** The refusal of a body above {@link BODY_LIMIT}. */
export function tooLarge(): ProtocolError {
  return new ProtocolError("RequestEntityTooLargeException", `A request body has at most ${BODY_LIMIT} bytes.`);
}

/** Whether a request is a call of the API by a client that is no browser: it needs neither routing nor CORS. */
export function isPlainCall({ method, url, headers }: IncomingMessage): boolean {
  return method === "POST" && (url === "/" || url?.startsWith("/?") === true) && headers.origin === undefined;
}

/**
 * Takes a plain call past Fastify, which would cost more than all the rest of its way: routing, hooks and a content type
 * parser for the one route that there is (docs/decisions/0006-past-fastify.md).
 */
export function takePlainCall(request: IncomingMessage, response: ServerResponse, conductor: Conductor): void {
  const { headers, socket } = request;
  const arrival = { headers, response, sourceIp: socket.remoteAddress, receivedAt: performance.now() };
  // The rest of such a body is read and passed over, so that the next request on the connection is answered.
  if (Number(headers["content-length"]) > BODY_LIMIT) {
    conductor.fail(arrival, tooLarge());
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= BODY_LIMIT) chunks.push(chunk);
    else if (length - chunk.length <= BODY_LIMIT) conductor.fail(arrival, tooLarge());
  });
  request.on("end", () => {
    const [only] = chunks;
    if (length <= BODY_LIMIT) conductor.call(arrival, chunks.length === 1 && only ? only : Buffer.concat(chunks));
  });
}
