import { connect, type Socket } from "node:net";
import type { Answered } from "./running";

/** Opens a socket to a mock. */
export function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.off("error", reject);
      // A mock that closes under a client that still writes resets the connection: no fault of either.
      socket.on("error", () => {});
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

/** All that a socket brings until it is closed. */
export function readToEnd(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  return new Promise((resolve) => socket.on("close", () => resolve(Buffer.concat(chunks))));
}

/** Sends bytes as they are, and reads until the mock closes: the request should ask for that, or be wrong. */
export async function exchange(url: string, bytes: string | Buffer): Promise<Buffer> {
  const socket = await open(url);
  const answer = readToEnd(socket);
  socket.write(bytes);
  return answer;
}

/** A request as bytes, with a content length; it asks for the connection to be closed. */
export function requestBytes(headers: readonly string[], body: string | Buffer, first = "POST / HTTP/1.1"): Buffer {
  const content = Buffer.from(body);
  const head = [first, "Host: localhost", "Connection: close", ...headers, `Content-Length: ${content.length}`, "", ""];
  return Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), content]);
}

/** One answer out of the bytes of a connection, and how its header lines were written. */
export interface RawAnswer extends Answered {
  readonly statusLine: string;
  readonly headerNames: readonly string[];
}

/**
 * Reads the answers from the bytes of a connection, one after the other; `100 Continue` is none.
 * @param methods of the requests, where one is HEAD: its answer has no body.
 */
export function parseAnswers(bytes: Buffer, methods: readonly string[] = []): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) throw new Error(`no whole answer: ${JSON.stringify(rest.toString("latin1"))}`);
    const [statusLine = "", ...lines] = rest.subarray(0, end).toString("latin1").split("\r\n");
    const pairs = lines.map((line): [string, string] => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)];
    });
    const headers = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
    const length = methods[answers.length] === "HEAD" ? 0 : Number(headers["content-length"] ?? "0");
    const body = rest.subarray(end + 4, end + 4 + length);
    rest = rest.subarray(end + 4 + length);
    if (statusLine.startsWith("HTTP/1.1 100 ")) continue;
    answers.push({
      status: Number(statusLine.split(" ")[1]),
      statusLine,
      headers,
      headerNames: pairs.map(([name]) => name),
      bytes: body,
    });
  }
  return answers;
}
