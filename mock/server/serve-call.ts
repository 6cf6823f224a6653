import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { JsonObject } from "../../openapi/dialect/document";
import { type Answer, textOf } from "../engine/answer";
import type { Admitted, Call, Handler } from "../engine/handle-request";
import type { Hostility } from "../engine/hostile/hostility";
import type { Journal } from "../engine/journal";
import type { Log } from "../engine/log";
import { ProtocolError } from "../engine/protocol-error";
import { Dropped } from "../engine/resolve-answer";
import { answerRefusal, writeAnswer } from "./write-answer";

/** What answers a request, and who is told of it. */
export interface ConductOptions {
  readonly handler: Handler;
  readonly log: Log;
  readonly journal?: Journal | undefined;
  readonly hostility?: Hostility | undefined;
  /** Makes an answer's x-amzn-RequestId: a new UUID each time. */
  readonly requestId: () => string;
}

/** A request that has arrived whole, and the response that waits for its answer. */
export interface Arrival {
  readonly headers: IncomingHttpHeaders;
  readonly response: ServerResponse;
  readonly sourceIp: string | undefined;
  /** In milliseconds of `performance.now()`. */
  readonly receivedAt: number;
}

/** Conducts requests to their answers, whichever way they came in. */
export interface Conductor {
  /** A call of the API. */
  call(arrival: Arrival, body: Buffer): void;
  /** What is refused before it can be a call. */
  fail(arrival: Arrival, error: unknown): void;
}

/** Makes the conductor: it hands a call in, writes its answer, and tells log and journal. */
export function createConductor({ handler, log, journal, hostility, requestId }: ConductOptions): Conductor {
  return {
    // No function is made in here for the usual call: tsx names each that is made, which costs more than the call.
    call(arrival, body) {
      const call = { headers: arrival.headers, body, requestId: requestId(), sourceIp: arrival.sourceIp };
      let admitted: Admitted | undefined;
      try {
        admitted = handler.admit(call);
        const given = handler.answer(admitted, call);
        if (given instanceof Promise) sendLater(arrival, call, admitted, given);
        else send(arrival, call.requestId, admitted, body.length, given);
      } catch (error) {
        sendError(arrival, call, admitted, error);
      }
    },
    fail: (arrival, error) => send(arrival, requestId(), undefined, 0, answerError(error)),
  };

  function sendLater(arrival: Arrival, call: Call, admitted: Admitted, later: Promise<Answer>): void {
    later
      .then((given) => send(arrival, call.requestId, admitted, call.body.length, given))
      .catch((error: unknown) => sendError(arrival, call, admitted, error));
  }

  function sendError(arrival: Arrival, call: Call, admitted: Admitted | undefined, error: unknown): void {
    if (error instanceof Dropped) arrival.response.destroy();
    else send(arrival, call.requestId, admitted, call.body.length, answerError(error));
  }

  function send(arrival: Arrival, id: string, admitted: Admitted | undefined, bytes: number, given: Answer): void {
    const { response, receivedAt } = arrival;
    if (response.headersSent || response.destroyed) return;
    const answer = hostility ? hostileAnswer(hostility, admitted?.operation, given) : given;
    writeAnswer(response, answer, id, hostility?.headers);
    const told = log.writes("info");
    if (!journal && !told) return;
    const milliseconds = performance.now() - receivedAt;
    journal?.add(
      { requestId: id, operation: admitted?.operation, members: admitted?.members, bytes, milliseconds },
      given,
    );
    if (told) log.info(`${admitted?.operation ?? "-"} ${given.status} ${milliseconds.toFixed(2)} ms`);
  }

  function answerError(error: unknown): Answer {
    if (error instanceof ProtocolError) {
      if (error.hint) log.warn(error.hint);
      return answerRefusal(error);
    }
    log.error(`the mock itself failed: ${error instanceof Error ? error.stack : String(error)}`);
    return answerRefusal(new ProtocolError("InternalFailure"));
  }
}

/** The answer as the hostile mode writes it. */
function hostileAnswer(hostility: Hostility, operation: string | undefined, given: Answer): Answer {
  const body = given.body === "" ? undefined : (JSON.parse(given.body) as JsonObject);
  return { ...given, ...textOf(hostility.body(operation ?? "", given.status, body)) };
}
