import { isObject, type JsonObject } from "../../openapi/dialect/document";
import { mayLoseDigits, parseExact } from "../../openapi/dialect/exact-json";
import { protocolError } from "./protocol-error";

/** Deeper than any shape of AWS nests. Members below stay as they are, so that a deep body costs no stack. */
const DEEPEST = 100;

/** Refuses what is not UTF-8, and leaves a byte order mark in the text, where JSON does not allow it. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The members of a request body. An empty body has no members (docs/evidence/wire-protocol.md#request-body, a decision), and a member that is
 * null counts as absent (docs/evidence/wire-protocol.md#null-members).
 * @throws ProtocolError SerializationException for what is not one JSON object in UTF-8; a list has AWS's recorded text.
 */
export function parseBody(bytes: Uint8Array): JsonObject {
  if (bytes.length === 0) return {};
  const text = decode(bytes);
  const value = parseJson(text);
  if (Array.isArray(value)) throw protocolError("protocol.list-text");
  if (!isObject(value)) throw protocolError("protocol.not-an-object");
  if (text.includes("null")) dropNulls(value, 0);
  return value;
}

/**
 * The members as a refusal quotes them: an integer beyond 2^53 is a bigint, with the digits that were sent
 * (docs/decisions/0017-digits.md).
 * @param bytes a body that {@link parseBody} has taken.
 * @param members what it made of that.
 */
export function quotedMembers(bytes: Uint8Array, members: JsonObject): JsonObject {
  const text = decode(bytes);
  if (!mayLoseDigits(text)) return members;
  const value = parseExact(text);
  dropNulls(value, 0);
  return isObject(value) ? value : members;
}

function decode(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw protocolError("protocol.invalid-utf8");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw protocolError("protocol.broken-json");
  }
}

function dropNulls(value: unknown, depth: number): void {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) for (const item of value) dropNulls(item, depth + 1);
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (member === null) delete value[name];
    else dropNulls(member, depth + 1);
  }
}
