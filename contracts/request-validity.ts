import { isUtf8 } from "node:buffer";
import { validators } from "../generated/validators";
import { isObject, type JsonObject } from "../openapi/dialect/document";
import type { Case } from "./contract-case";
import { headerObject, type Sent } from "./contract-exchange";
import { SuiteFault } from "./suite-errors";

/**
 * Judges a request of ours before it is sent: one that a case calls valid has to fit the document, one that it calls
 * invalid must not. A malformed one is about what the document does not describe.
 * @throws SuiteFault
 */
export function checkOwnRequest({ id, ours }: Pick<Case, "id" | "ours">, sent: Sent): void {
  if (ours === "malformed" || sent.operation === undefined) return;
  const { requestBody, requestHeaders } = validators[sent.operation];
  const fits = isUtf8(sent.body) && requestBody(withoutNulls(JSON.parse(sent.body.toString("utf8"))));
  if (fits === (ours === "valid")) {
    if (requestHeaders(headerObject(sent.headers))) return;
    throw new SuiteFault(`The case ${id} sends headers that the document refuses: ${reason(requestHeaders.errors)}.`);
  }
  throw new SuiteFault(
    fits
      ? `The case ${id} means to send what the document refuses, but the document takes it.`
      : `The case ${id} sends what the document refuses: ${reason(requestBody.errors)}.`,
  );
}

/** On the wire a null member is an absent one (kms.md 3.7); a required one is then missed. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(value)) if (member !== null) members[name] = withoutNulls(member);
  return members;
}

function reason(errors: readonly { instancePath: string; message?: string }[] | null | undefined): string {
  const [first] = errors ?? [];
  return first ? `${first.instancePath || "the whole"} ${first.message}` : "no reason given";
}
