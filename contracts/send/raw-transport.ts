import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { HeaderLine } from "../contract-exchange";
import { type Outgoing, receivedOf, type Transport } from "./transport";

/**
 * Writes a request byte by byte, which no HTTP client allows: doubled headers, any case, no length. The connection is used
 * once and read to its end, so that the bytes of the body are counted, whatever Content-Length says.
 */
export const rawTransport: Transport = async (request) => parse(await exchangeBytes(request));

function exchangeBytes({ url, method, path, headers, body, timeout }: Outgoing): Promise<Buffer> {
  const head = [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), "", ""];
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    const socket = open(url);
    // A deadline, not the socket's own time-out, which each byte of an endless answer would put off.
    const deadline = setTimeout(() => socket.destroy(new Error(`no answer in ${timeout} ms`)), timeout);
    socket.on("close", () => clearTimeout(deadline));
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", (error) => (chunks.length > 0 ? done(Buffer.concat(chunks)) : failed(error)));
    socket.on("end", () => done(Buffer.concat(chunks)));
    socket.write(Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), body]));
  });
}

function open(url: URL): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return url.protocol === "https:"
    ? connectTls({ host, port: Number(url.port || 443), servername: host })
    : connectPlain(Number(url.port || 80), host);
}

function parse(bytes: Buffer) {
  const end = bytes.indexOf("\r\n\r\n");
  const [first = "", ...lines] = bytes.subarray(0, Math.max(end, 0)).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
  if (end < 0 || Number.isNaN(status)) throw new Error(`no HTTP response in ${bytes.length} bytes`);
  const headers = lines.map((line): HeaderLine => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const rest = bytes.subarray(end + 4);
  const chunked = headers.some(([name, value]) => /^transfer-encoding$/i.test(name) && /chunked/i.test(value));
  return receivedOf(status, headers, chunked ? unchunked(rest) : rest);
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf("\r\n");
    const size = Number.parseInt(rest.subarray(0, Math.max(end, 0)).toString("latin1"), 16);
    if (end < 0 || !(size > 0)) return Buffer.concat(parts);
    parts.push(rest.subarray(end + 2, end + 2 + size));
    rest = rest.subarray(end + 2 + size + 2);
  }
}
