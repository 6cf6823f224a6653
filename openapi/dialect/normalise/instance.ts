import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../document";

/**
 * A copy of an example in which each value was given to `mend` together with each schema that judges it.
 * References, `allOf`, `anyOf` and `oneOf` are followed; what no schema describes is kept.
 */
export function mendInstance(
  document: Document,
  schema: unknown,
  value: unknown,
  mend: (schema: JsonObject, value: unknown) => unknown,
): unknown {
  if (!isObject(schema)) return value;
  const judge = objectOf(resolve(document, schema, "#").value);
  let mended = mend(judge, value);
  for (const branch of [judge.allOf, judge.anyOf, judge.oneOf].flatMap(listOf)) {
    mended = mendInstance(document, branch, mended, mend);
  }
  if (Array.isArray(mended)) return mended.map((item) => mendInstance(document, judge.items, item, mend));
  if (!isObject(mended)) return mended;
  const properties = objectOf(judge.properties);
  return Object.fromEntries(
    Object.entries(mended).map(([name, member]) => {
      const inner = Object.hasOwn(properties, name) ? properties[name] : judge.additionalProperties;
      return [name, mendInstance(document, inner, member, mend)];
    }),
  );
}
