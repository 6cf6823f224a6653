import { isObject, type JsonObject } from "./document";

/** Members whose own members are names: what is called `example` in them is no example. */
const OF_NAMES: ReadonlySet<string> = new Set([
  "$defs",
  "callbacks",
  "content",
  "definitions",
  "dependentSchemas",
  "headers",
  "parameters",
  "paths",
  "patternProperties",
  "properties",
  "requestBodies",
  "responses",
  "schemas",
]);

/**
 * Makes numbers of the bigints of a document, but for those in its examples: schemas and all else are compared with
 * numbers, and only examples are repeated to a client (docs/decisions/0017-digits.md). It changes the document.
 */
export function keepDigitsInExamples(document: JsonObject): void {
  settle(document, false);
}

function settle(node: JsonObject | unknown[], hasNames: boolean): void {
  for (const [key, member] of Object.entries(node)) {
    if (!hasNames && (key === "example" || key === "examples")) continue;
    if (typeof member === "bigint") (node as JsonObject)[key] = Number(member);
    else if (isObject(member) || Array.isArray(member)) settle(member, !hasNames && OF_NAMES.has(key));
  }
}
