import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { RecordedAnswer } from "./recorded-answer";

/**
 * The yardstick, a program: a bare `node:http` server that reads the body, parses it, and writes the headers and the
 * bytes that the mock writes. It takes them from the environment's TRENT_BENCH_ANSWERS, a JSON object by target.
 */
const recorded = JSON.parse(process.env.TRENT_BENCH_ANSWERS ?? "{}") as Record<string, RecordedAnswer>;
const answers = new Map(
  Object.entries(recorded).map(([target, { rawHeaders, body }]) => [
    target,
    { headers: [...rawHeaders], body: Buffer.from(body) },
  ]),
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString());
    const answer = answers.get(String(request.headers["x-amz-target"]));
    if (answer) response.writeHead(200, answer.headers).end(answer.body);
    else response.writeHead(400).end();
  });
});

server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
