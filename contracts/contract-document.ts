import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { operations } from "../generated/operations";
import type { TrentOperation } from "../generated/types";
import { type Document, type JsonObject, objectOf, resolve } from "../openapi/dialect/document";
import { parseExact } from "../openapi/dialect/exact-json";
import { projectFile } from "../openapi/dialect/layout";

const text = readFileSync(projectFile("generated", "document.json"), "utf8");

/** The bundled document. An integer beyond 2^53 of an example is a bigint. */
export const document = parseExact(text) as Document;

/** The SHA-256 of the document, which identifies it in a report. */
export const documentDigest = createHash("sha256").update(text).digest("hex");

/** The names of all operations, in the document's order. */
export const OPERATIONS = Object.keys(operations) as TrentOperation[];

/** The node at a pointer into the document, its `$ref`s followed. */
export function nodeAt(pointer: string): JsonObject {
  return objectOf(resolve(document, { $ref: pointer }, pointer).value);
}

/** A component schema by name. */
export function schemaOf(name: string): JsonObject {
  return nodeAt(`#/components/schemas/${name}`);
}

/** Whether an operation only reads: its success changes nothing. */
export function isReadOnly(operation: TrentOperation): boolean {
  return operations[operation].readOnly;
}

const targets = new Map<unknown, JsonObject>();

/** Follows the `$ref` of a schema; a schema without one is itself. Each reference is resolved once: every answer has its members looked up. */
export function followed(schema: unknown): JsonObject {
  const { $ref } = objectOf(schema);
  if ($ref === undefined) return objectOf(schema);
  const known = targets.get($ref);
  if (known !== undefined) return known;
  const target = objectOf(resolve(document, schema, "#").value);
  targets.set($ref, target);
  return target;
}
