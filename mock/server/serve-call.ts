import type { ServerResponse } from "node:http";
import type { Answer } from "../engine/answer";
import type { Engine } from "../engine/create-engine";
import type { EngineRequest } from "../engine/request-context";
import { writeAnswer } from "./write-answer";

/** Has the engine answer a call that has arrived whole, and writes the answer. */
export function serveCall(engine: Engine, request: EngineRequest, response: ServerResponse): void {
  const answer = engine.handle(request);
  // No function is made for a call that is answered at once: see createRequestHandler.
  if (answer instanceof Promise) writeLater(engine, answer, response);
  else writeAnswer(response, answer, engine.rewriteHeaders);
}

/** Answers a request that is refused before it is a call. */
export function refuseCall(engine: Engine, request: EngineRequest, response: ServerResponse, error: unknown): void {
  writeAnswer(response, engine.refuse(request, error), engine.rewriteHeaders);
}

function writeLater(engine: Engine, later: Promise<Answer>, response: ServerResponse): void {
  later.then(
    (answer) => writeAnswer(response, answer, engine.rewriteHeaders),
    // A ConnectionDrop: nothing else is thrown.
    () => response.destroy(),
  );
}
