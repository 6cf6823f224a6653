import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../document";

/**
 * A copy of an example in which each value was given to `fix` together with each schema that judges it.
 * References, `allOf`, `anyOf` and `oneOf` are followed; what no schema describes is kept.
 */
export function fixInstance(
  document: Document,
  schema: unknown,
  value: unknown,
  fix: (schema: JsonObject, value: unknown) => unknown,
): unknown {
  if (!isObject(schema)) return value;
  const judge = objectOf(resolve(document, schema, "#").value);
  let fixed = fix(judge, value);
  for (const branch of [judge.allOf, judge.anyOf, judge.oneOf].flatMap(listOf)) {
    fixed = fixInstance(document, branch, fixed, fix);
  }
  if (Array.isArray(fixed)) return fixed.map((item) => fixInstance(document, judge.items, item, fix));
  if (!isObject(fixed)) return fixed;
  const properties = objectOf(judge.properties);
  return Object.fromEntries(
    Object.entries(fixed).map(([name, member]) => {
      const inner = Object.hasOwn(properties, name) ? properties[name] : judge.additionalProperties;
      return [name, fixInstance(document, inner, member, fix)];
    }),
  );
}
