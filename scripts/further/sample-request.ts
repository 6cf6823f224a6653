import fc from "fast-check";
import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";

/** Lists deeper than this are empty if they may be, so that a recursive schema ends. */
const DEEPEST = 4;

/**
 * A request that an operation's schema accepts, with the required members only. A seed always gives the same request.
 * Undefined if no text was found for a pattern.
 */
export function requestFor(document: Document, operation: OperationModel, seed: number): unknown {
  if (operation.requestBody === undefined) return {};
  try {
    const [request] = fc.sample(accepted(document, { $ref: operation.requestBody }, 0), { seed, numRuns: 1 });
    return request;
  } catch {
    return undefined;
  }
}

function accepted(document: Document, reference: unknown, depth: number): fc.Arbitrary<unknown> {
  const schema = objectOf(resolve(document, reference, "#").value);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "array":
      return fc.array(accepted(document, schema.items, depth + 1), lengths(schema, "Items", depth));
    case "string":
      return text(schema);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 1000) });
    case "number":
      return fc.integer({
        min: Math.ceil(Number(schema.minimum ?? 0)),
        max: Math.floor(Number(schema.maximum ?? 1000)),
      });
    default:
      return members(document, schema, depth);
  }
}

/** Required members only: an optional one may have a pattern for which no text can be generated. */
function members(document: Document, schema: JsonObject, depth: number): fc.Arbitrary<unknown> {
  const properties = objectOf(schema.properties);
  const required = listOf(schema.required)
    .map(String)
    .filter((name) => name in properties);
  const least = Number(schema.minProperties ?? 0);
  if (least > 0 && isObject(schema.additionalProperties)) {
    const name = text(objectOf(schema.propertyNames));
    return fc.dictionary(name, accepted(document, schema.additionalProperties, depth + 1), {
      minKeys: least,
      maxKeys: least,
    });
  }
  return fc.record(Object.fromEntries(required.map((name) => [name, accepted(document, properties[name], depth + 1)])));
}

/** How many generated texts are tried for each form of a pattern. */
const CANDIDATES = 200;

function text(schema: JsonObject): fc.Arbitrary<string> {
  const { minLength, maxLength } = lengths(schema, "Length", 0);
  if (typeof schema.pattern !== "string") return fc.string({ minLength, maxLength, unit: "grapheme-ascii" });
  const wanted = new RegExp(schema.pattern, "u");
  // fast-check has no lookahead, and it seldom makes 20 letters from a pattern such as ^[A-Z]+$.
  const plain = schema.pattern.replaceAll(/\(\?[=!][^)]*\)/g, "");
  const long = plain.replaceAll(/(?<=[\])\w])[+*](?!\?)/g, `{${minLength},${minLength}}`);
  const drawn = [plain, long].flatMap((pattern) =>
    fc.sample(fc.stringMatching(new RegExp(pattern, "u")), { seed: 1, numRuns: CANDIDATES }),
  );
  const fitting = drawn.filter(
    (s) => wanted.test(s) && s.length >= minLength && s.length <= Number(schema.maxLength ?? 1e6),
  );
  if (fitting.length === 0)
    throw new Error(`no text of ${minLength} or more characters was found for the pattern ${schema.pattern}`);
  return fc.constantFrom(...fitting);
}

function lengths(
  schema: JsonObject,
  kind: "Items" | "Length",
  depth: number,
): { minLength: number; maxLength: number } {
  const minLength = Number(schema[`min${kind}`] ?? 0);
  const usual = kind === "Items" ? (depth < DEEPEST ? 2 : 0) : 20;
  return { minLength, maxLength: Math.min(Number(schema[`max${kind}`] ?? 1e6), Math.max(minLength, usual)) };
}
