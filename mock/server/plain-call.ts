import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_LIMIT, tooLarge } from "../engine/body-limit";
import type { Engine } from "../engine/create-engine";
import { refuseCall, serveCall } from "./serve-call";
import type { WholeRequest } from "./whole-request";

/** The body of a request without one. */
export const NO_BODY: Uint8Array = new Uint8Array(0);

/** Whether a request is a call of the API by a client that is no browser: it needs neither routing nor CORS. */
export function isPlainCall({ method, url, headers }: IncomingMessage): boolean {
  return method === "POST" && (url === "/" || url?.startsWith("/?") === true) && headers.origin === undefined;
}

/**
 * Takes a plain call past Fastify, which would cost more than all other steps together: routing, hooks and a content
 * type parser for the one route that there is (docs/decisions/0006-past-fastify.md).
 */
export function takePlainCall(request: WholeRequest, response: ServerResponse, engine: Engine): void {
  const { headers, socket } = request;
  const call = { headers, body: NO_BODY, receivedAt: performance.now(), sourceIp: socket.remoteAddress };
  // The rest of a body that is too large is read and thrown away: the next request on the connection is then answered.
  if (Number(headers["content-length"]) > BODY_LIMIT) {
    refuseCall(engine, call, response, tooLarge());
    return;
  }
  const pieces: Buffer[] = [];
  let length = 0;
  request.takeBody((piece) => {
    if (piece === null) {
      if (length > BODY_LIMIT) return;
      const [only] = pieces;
      call.body = pieces.length === 1 && only ? only : Buffer.concat(pieces);
      serveCall(engine, call, response);
      return;
    }
    length += piece.length;
    if (length <= BODY_LIMIT) pieces.push(piece);
    else if (length - piece.length <= BODY_LIMIT) refuseCall(engine, call, response, tooLarge());
  });
}
