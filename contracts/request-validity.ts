import { isUtf8 } from "node:buffer";
import { validators } from "../generated/validators";
import { headerObject, type Sent } from "./contract-exchange";
import { SuiteFault } from "./suite-errors";
import { withoutNulls } from "./without-nulls";

/**
 * What the document says of a request of the suite: `valid` and `invalid` ones are checked before they are sent.
 * `malformed` is a request that the document does not describe at all, such as broken JSON.
 */
export type RequestValidity = "valid" | "invalid" | "malformed";

/**
 * Validates a request of the suite before it is sent.
 * @throws SuiteFault where a case calls its request valid and the document refuses it, or the other way round.
 */
export function checkRequestValidity(caseId: string, validity: RequestValidity, sent: Sent): void {
  if (validity === "malformed" || sent.operation === undefined) return;
  const { requestBody, requestHeaders } = validators[sent.operation];
  const fits = isUtf8(sent.body) && requestBody(withoutNulls(JSON.parse(sent.body.toString("utf8"))));
  if (fits && validity === "invalid")
    throw new SuiteFault(`The case ${caseId} calls its request invalid, but the document accepts it.`);
  if (!fits && validity === "valid")
    throw new SuiteFault(
      `The case ${caseId} calls its request valid, but the document refuses it: ${reason(requestBody.errors)}.`,
    );
  if (!requestHeaders(headerObject(sent.headers)))
    throw new SuiteFault(
      `The case ${caseId} sends headers that the document refuses: ${reason(requestHeaders.errors)}.`,
    );
}

function reason(errors: readonly { instancePath: string; message?: string }[] | null | undefined): string {
  const [first] = errors ?? [];
  return first ? `${first.instancePath || "the whole"} ${first.message}` : "no reason given";
}
