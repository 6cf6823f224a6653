import fc from "fast-check";
import document from "../../generated/document.json";
import { type Document, type JsonObject, listOf, objectOf, resolve } from "../../openapi/dialect/document";

const source = document as unknown as Document;

function follow(schema: unknown): JsonObject {
  return objectOf(resolve(source, schema, "#").value);
}

/** Values that a schema of the document accepts: of the keywords that its request schemas use. */
export function accepted(reference: unknown): fc.Arbitrary<unknown> {
  const schema = follow(reference);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "object": {
      const required = listOf(schema.required).map(String);
      const members = Object.fromEntries(Object.entries(objectOf(schema.properties)).map(([k, v]) => [k, accepted(v)]));
      return fc.record(members, { requiredKeys: required.filter((k) => k in members) });
    }
    case "array":
      return fc.array(accepted(schema.items), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.min(Number(schema.maxItems ?? 3), 3),
      });
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: Number(schema.minimum ?? -1000), max: Number(schema.maximum ?? 1000) });
    case "number":
      return fc.double({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 1e9), noNaN: true });
    default: {
      if ("x-trent-bytes" in schema) return blob(objectOf(schema["x-trent-bytes"]));
      const minLength = Number(schema.minLength ?? 0);
      const maxLength = Math.min(Number(schema.maxLength ?? 20), Math.max(minLength, 20));
      if (typeof schema.pattern !== "string") return fc.string({ minLength, maxLength });
      // A text of one class has the right length at once: to wait for one by chance takes for ever.
      const least = schema.pattern.endsWith("+$") ? Math.max(1, minLength) : minLength;
      const pattern = schema.pattern.replace(/^(\^\[[^\]]*\])[+*]\$$/, `$1{${least},${maxLength}}$$`);
      return fc
        .stringMatching(new RegExp(pattern, "u"))
        .filter((s) => s.length >= minLength && s.length <= Number(schema.maxLength ?? 1e6));
    }
  }
}

/** Base64 of a few bytes more than the least. */
function blob({ minimum }: JsonObject): fc.Arbitrary<string> {
  const minLength = Number(minimum ?? 0);
  return fc.uint8Array({ minLength, maxLength: minLength + 20 }).map((bytes) => Buffer.from(bytes).toString("base64"));
}

/** A way to break one constraint: where it stands, which keyword, and the value that breaks it. */
export interface Breakage {
  readonly keyword: string;
  readonly path: readonly string[];
  /** The value to put at the path; undefined leaves the member out. */
  readonly value: unknown;
}

/** Every constraint of a schema, each broken once; members of list elements are broken in the first element. */
export function breakages(reference: unknown, path: readonly string[] = []): Breakage[] {
  const schema = follow(reference);
  const found: Breakage[] = [];
  const add = (keyword: string, value: unknown) => found.push({ keyword, path, value });
  if (schema.type === "object") {
    for (const name of listOf(schema.required))
      found.push({ keyword: "required", path: [...path, String(name)], value: undefined });
    for (const [name, member] of Object.entries(objectOf(schema.properties)))
      found.push(...breakages(member, [...path, name]));
  }
  if (schema.type === "array") found.push(...breakages(schema.items, [...path, "0"]));
  for (const wrong of [["text"], { a: 1 }, true, 1.5, "text"]) {
    if (path.length > 0 && !isOfType(wrong, schema.type)) add("type", wrong);
  }
  if (Array.isArray(schema.enum)) add("enum", "NO_SUCH_VALUE");
  if (typeof schema.minimum === "number") add("minimum", schema.minimum - 1);
  if (typeof schema.maximum === "number") add("maximum", schema.maximum + 1);
  if (typeof schema.minLength === "number" && schema.minLength > 0) add("minLength", "x".repeat(schema.minLength - 1));
  if (typeof schema.maxLength === "number") add("maxLength", "x".repeat(schema.maxLength + 1));
  if (typeof schema.pattern === "string") add("pattern", "\u{1F511} no");
  if (typeof schema.minItems === "number" && schema.minItems > 0) add("minItems", []);
  if (typeof schema.maxItems === "number") add("maxItems", Array(schema.maxItems + 1).fill("x"));
  return found;
}

function isOfType(value: unknown, type: unknown): boolean {
  if (Array.isArray(value)) return type === "array";
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

/** A copy of a request with one thing broken; the way to it is made where it is not there. */
export function broken(request: JsonObject, { path, value }: Breakage): JsonObject {
  const copy = structuredClone(request);
  let node: JsonObject = copy;
  for (const [i, segment] of path.slice(0, -1).entries()) {
    node[segment] ??= path[i + 1] === "0" ? [] : {};
    node = node[segment] as JsonObject;
  }
  const last = path.at(-1);
  if (last === undefined) return copy;
  if (value === undefined) delete node[last];
  else node[last] = value;
  return copy;
}
