import { type IncomingMessage, maxHeaderSize, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { tooLarge } from "../engine/body-limit";
import type { Log } from "../engine/log";
import { protocolError } from "../engine/protocol-error";
import { type RefusedBytes, writeToSocket } from "./write-answer";

/**
 * Makes the handler of Node's `clientError`: bytes that are no request are refused in the wire form, after the answers to
 * the requests before them, and their connection is closed.
 */
export function refuseBytes(log: Log): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  return (error, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const refusal = refusalOf(error.code);
    log.info(`- ${refusal.status} connection refused (${error.code})`);
    afterAnswers(socket, () => writeToSocket(socket, refusal));
  };
}

/**
 * Makes the handler of Node's `connect`, the method of proxies: without one, Node closes the connection at once, and the
 * requests before it lose their answers.
 */
export function refuseConnect(log: Log): (request: IncomingMessage, socket: Duplex) => void {
  const refusal = protocolError("protocol.method", "Only POST / is an operation of this API, not CONNECT");
  return (_request, socket) => {
    log.info(`- ${refusal.status} connection refused (CONNECT)`);
    // Node has let go of the connection, and of its errors.
    socket.on("error", () => socket.destroy());
    afterAnswers(socket, () => writeToSocket(socket, refusal));
  };
}

function refusalOf(code: string | undefined): RefusedBytes {
  if (code === "HPE_HEADER_OVERFLOW") {
    const { body } = tooLarge();
    return { status: 431, body: { ...body, message: `The headers of a request have at most ${maxHeaderSize} bytes.` } };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return protocolError("mock.not-http", "The request was not sent in time.");
  return protocolError("mock.not-http", "The request is not HTTP.");
}

/**
 * Calls back when every whole request that came before on a connection is answered. Node has only a private member for the
 * answer that is being written; where it is missing, the refusal is written at once.
 */
function afterAnswers(socket: Duplex, write: () => void): void {
  const { _httpMessage: answer } = socket as Duplex & { _httpMessage?: ServerResponse | null };
  // The request that broke off half way is one of them, and is answered with the refusal.
  if (!answer?.req.complete) write();
  // On its end the answer to the next request takes its place.
  else answer.once("finish", () => socket.writable && afterAnswers(socket, write));
}
