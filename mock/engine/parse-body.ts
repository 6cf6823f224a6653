import { isUtf8 } from "node:buffer";
import { isObject, type JsonObject } from "../../openapi/dialect/document";
import { ProtocolError } from "./protocol-error";

/** Deeper than any shape of AWS nests; members below are left as they are, so that a hostile body costs no stack. */
const DEEPEST = 100;

/**
 * The members of a request body. An empty body counts as no members (kms.md P5, a decision), and a member that is
 * null as absent (kms.md 3.7).
 * @throws Refusal SerializationException for what is not one JSON object in UTF-8; a list has AWS's recorded text.
 */
export function parseBody(bytes: Buffer): JsonObject {
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes)) throw new ProtocolError("SerializationException");
  const text = bytes.toString("utf8");
  const value = parseJson(text);
  if (Array.isArray(value)) throw new ProtocolError("SerializationException", "Start of list found where not expected");
  if (!isObject(value)) throw new ProtocolError("SerializationException");
  if (text.includes("null")) dropNulls(value, 0);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtocolError("SerializationException");
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
