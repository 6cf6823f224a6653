import { TrentProblem } from "./problems";

/** A JSON object, as read from a document. */
export interface JsonObject {
  [member: string]: unknown;
}

/** A bundled OpenAPI document: one JSON value in which each `$ref` is local (`#/...`). */
export interface Document extends JsonObject {
  openapi: string;
  paths: Record<string, JsonObject>;
}

/** Whether a value is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object, an empty one where it is none: OpenAPI's optional maps read alike when absent. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list, an empty one where it is none. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Adds path segments to a JSON pointer in its URI fragment form (RFC 6901, section 6). */
export function pointer(base: string, ...segments: (string | number)[]): string {
  let at = base;
  for (const segment of segments) at += `/${written(String(segment))}`;
  return at;
}

/** What a pointer has as it is, which nearly all keys are: pointers are made and read by the million. */
const PLAIN = /^[\w-]*$/;

/** A key as a segment of a pointer. */
function written(key: string): string {
  if (PLAIN.test(key)) return key;
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}

/** The key that a segment of a pointer names. */
function keyOf(segment: string): string {
  if (PLAIN.test(segment)) return segment;
  return decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** A node of a document with the pointer where it really stands, after its `$ref`s were followed. */
export interface Located {
  readonly value: unknown;
  readonly at: string;
}

/**
 * Follows local `$ref`s from a node to the value that they name.
 * @throws TrentProblem TRENT_E_DOCUMENT_REFERENCE when a reference names nothing, is not local, or runs in a circle.
 */
export function resolve(document: Document, value: unknown, at: string): Located {
  let node: Located = { value, at };
  if (!isReference(value)) return node;
  const seen = new Set<string>();
  while (isReference(node.value)) {
    const reference = node.value.$ref;
    if (seen.has(reference)) {
      throw new TrentProblem("TRENT_E_DOCUMENT_REFERENCE", `The $ref ${reference} at ${at} runs in a circle.`);
    }
    seen.add(reference);
    node = { value: lookUp(document, reference, node.at), at: reference };
  }
  return node;
}

function isReference(value: unknown): value is { readonly $ref: string } {
  return isObject(value) && typeof value.$ref === "string";
}

function lookUp(document: Document, reference: string, at: string): unknown {
  if (!reference.startsWith("#/")) {
    throw new TrentProblem(
      "TRENT_E_DOCUMENT_REFERENCE",
      `The $ref ${reference} at ${at} does not stand in this document.`,
    );
  }
  let value: unknown = document;
  for (const segment of reference.slice(2).split("/")) {
    const key = keyOf(segment);
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
      throw new TrentProblem("TRENT_E_DOCUMENT_REFERENCE", `The $ref ${reference} at ${at} names nothing.`);
    }
    value = (value as JsonObject)[key];
  }
  return value;
}
