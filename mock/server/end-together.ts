import type { ServerResponse } from "node:http";

interface Finished {
  readonly response: ServerResponse;
  readonly body: string;
}

let finished: Finished[] = [];

/**
 * Ends a response with its body once this turn of the event loop has answered all the requests that it read. The writes
 * then follow each other closely: a client that was woken by the first one is still awake for the others, and to wake it is what
 * an answer costs most (docs/decisions/0013-answers-of-a-turn-together.md).
 */
export function endTogether(response: ServerResponse, body: string): void {
  if (finished.push({ response, body }) === 1) setImmediate(endAll);
}

function endAll(): void {
  const all = finished;
  finished = [];
  for (const { response, body } of all) end(response, body);
}

/**
 * Ends a response with head and body as one text, in one system call. `response.end(body)` adds an empty piece behind the
 * body; Node then joins two, which costs 2 µs. A response that waits for another on its connection has no socket yet.
 */
function end(response: ServerResponse, body: string): void {
  const { socket } = response;
  if (body === "" || !socket) {
    response.end(body);
    return;
  }
  socket.cork();
  response.write(body);
  socket.uncork();
  response.end();
}
