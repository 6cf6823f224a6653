import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerHeaders } from "../../engine/answer";
import { CONTROL_PATH } from "../../engine/control/handle-control";
import type { Log } from "../../engine/log";
import { writeAnswer } from "../write-answer";
import { hostNameOf } from "./host-name";

/** Refuses a request whose `Host` is not the mock's with 403, in the form of the interface that it asks, before anything acts. */
export function refuseHost({ url, headers }: IncomingMessage, response: ServerResponse, log: Log): void {
  const name = hostNameOf(headers.host ?? "")?.slice(0, 100);
  const why = `The Host header does not name this mock. ${name ? `Start it with --allowed-host ${name} if it should.` : ""}`;
  const isControl = url?.startsWith(`${CONTROL_PATH}/`);
  // The text of a header is not logged.
  log.warn("a request was refused: its Host header does not name this mock (--allowed-host)");
  writeAnswer(response, {
    status: 403,
    headers: answerHeaders(randomUUID(), isControl ? "application/json" : undefined),
    body: JSON.stringify(isControl ? { error: why.trim() } : { __type: "AccessDeniedException", message: why.trim() }),
  });
}
