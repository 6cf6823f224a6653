import type { JsonObject } from "../../openapi/dialect/document";
import { stringifyExact } from "../../openapi/dialect/exact-json";

/** AWS's texts for a value of a wrong JSON type, but for a list (docs/evidence/errors.md, measured on a sister service). */
export function typeText(value: unknown, wanted: string): string {
  if (typeof value === "object") return "Start of structure or map found where not expected.";
  if (wanted === "array") return "Expected list or null";
  if (wanted === "object") return "Expected null";
  const found = typeof value === "boolean" ? `${value}`.toUpperCase() : typeof value === "string" ? "STRING" : "NUMBER";
  const name =
    { integer: "an Integer", number: "a Number", boolean: "a Boolean", string: "a String" }[wanted] ?? `a ${wanted}`;
  return `${found}_VALUE can not be converted to ${name}`;
}

/** How much of a refused value a message repeats, in characters. A value may have a megabyte. */
const LONGEST = 1024;

/** A value as AWS's framework quotes it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return `'${Array.isArray(value) ? cut(`[${value.map(textOf).join(", ")}]`) : plain(value)}'`;
}

/** A value as text: JSON where it is a list or an object. */
export function plain(value: unknown): string {
  return cut(textOf(value));
}

function textOf(value: unknown): string {
  return typeof value === "object" ? stringifyExact(value) : String(value);
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

/** AWS's name of a member at a JSON pointer: lowerCamel, list elements from 1 as `.1.member`. */
export function memberPath(pointer: string): string {
  return segmentsOf(pointer)
    .map((s) => (/^\d+$/.test(s) ? `${Number(s) + 1}.member` : s.charAt(0).toLowerCase() + s.slice(1)))
    .join(".");
}

/** The value at a JSON pointer into a body. */
export function brokenValue(body: JsonObject, pointer: string): unknown {
  let value: unknown = body;
  for (const segment of segmentsOf(pointer)) value = (value as JsonObject)[segment];
  return value;
}

/** The list that a JSON pointer names an element of, with the list's own pointer; undefined for any other value. */
export function listValue(body: JsonObject, pointer: string): { value: unknown; path: string } | undefined {
  if (!/\/\d+$/.test(pointer)) return undefined;
  const path = pointer.slice(0, pointer.lastIndexOf("/"));
  return { value: brokenValue(body, path), path };
}

function segmentsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
