import { type Document, isObject, type Located, objectOf, pointer, resolve } from "./document";
import { TrentProblem } from "./problems";

/**
 * The keyword of a blob: a text that is base64 of so many bytes, as in `x-trent-bytes: { minimum: 1, maximum: 4096 }`. The
 * model's lengths count bytes, and no keyword of JSON Schema does.
 */
export const BYTES = "x-trent-bytes";

/** Marks a shape whose values no log, journal, event or error may show. */
export const SENSITIVE = "x-trent-sensitive";

/** The members of a structure whose schemas, or any part of them, have a keyword. */
export function membersWith(document: Document, schema: string, keyword: string): string[] {
  const structure = follow(document, { $ref: schema }, schema);
  if (!structure) return [];
  const properties = pointer(structure.at, "properties");
  return Object.entries(objectOf(objectOf(structure.value).properties)).flatMap(([name, member]) =>
    has(document, member, pointer(properties, name), keyword, new Set()) ? [name] : [],
  );
}

function has(document: Document, value: unknown, at: string, keyword: string, seen: Set<string>): boolean {
  const node = follow(document, value, at);
  if (!node || !isObject(node.value) || seen.has(node.at)) return false;
  seen.add(node.at);
  const { [keyword]: mark, properties, items, additionalProperties } = node.value;
  if (mark !== undefined && mark !== false) return true;
  const parts = [
    ...Object.entries(objectOf(properties)).map(
      ([name, part]) => [part, pointer(node.at, "properties", name)] as const,
    ),
    [items, pointer(node.at, "items")] as const,
    [additionalProperties, pointer(node.at, "additionalProperties")] as const,
  ];
  return parts.some(([part, place]) => has(document, part, place, keyword, seen));
}

/** A reference that names nothing is reported where the schemas are compiled, with all its fellows. */
function follow(document: Document, value: unknown, at: string): Located | undefined {
  try {
    return resolve(document, value, at);
  } catch (problem) {
    if (problem instanceof TrentProblem) return undefined;
    throw problem;
  }
}
