import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * The yardstick: a bare `node:http` server that reads and parses the body and writes the same bytes as the mock.
 * The bytes come in as the environment's TRENT_BENCH_BODIES, a JSON object of targets and bodies.
 */
const bodies = new Map(
  Object.entries(JSON.parse(process.env.TRENT_BENCH_BODIES ?? "{}") as Record<string, string>).map(([target, body]) => [
    target,
    Buffer.from(body),
  ]),
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString());
    const body = bodies.get(String(request.headers["x-amz-target"])) ?? Buffer.alloc(0);
    response.writeHead(200, { "Content-Type": "application/x-amz-json-1.1", "Content-Length": body.length });
    response.end(body);
  });
});

server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
