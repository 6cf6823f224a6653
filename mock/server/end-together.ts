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
  // As text, not bytes: Node then writes head and body in one system call.
  for (const { response, body } of all) response.end(body);
}
