import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../../../openapi/dialect/document";

/** A schema with its reference followed and its `allOf` merged, and the names that it goes by. */
export interface MergedSchema {
  readonly schema: JsonObject;
  /** The member's name and those of the components that it refers to: they say what the value is about. */
  readonly names: readonly string[];
  /** The components that were followed, to see where a schema contains itself. */
  readonly components: readonly string[];
}

/** Reads a schema for a value that is made from it. What is beside a `$ref` comes before what it names. */
export function mergedSchema(document: Document, written: unknown, names: readonly string[]): MergedSchema {
  if (!isObject(written)) return { schema: {}, names, components: [] };
  const components: string[] = [];
  let schema: JsonObject = { ...written };
  const allNames = [...names];
  if (typeof written.$ref === "string") {
    const { value, at } = resolve(document, written, "#");
    const { $ref, ...beside } = written;
    const named = /^#\/components\/schemas\/([^/]+)$/.exec(at)?.[1];
    if (named !== undefined) allNames.push(named);
    components.push(at);
    schema = { ...objectOf(value), ...beside };
  }
  if (!Array.isArray(schema.allOf)) return { schema, names: allNames, components };
  const { allOf, ...own } = schema;
  const parts = listOf(allOf).map((part) => mergedSchema(document, part, []));
  const all = [...parts.map((part) => part.schema), own];
  return {
    schema: {
      ...Object.assign({}, ...all),
      properties: Object.assign({}, ...all.map(({ properties }) => objectOf(properties))),
      required: [...new Set(all.flatMap(({ required }) => listOf(required)))],
    },
    names: [...allNames, ...parts.flatMap((part) => part.names)],
    components: [...components, ...parts.flatMap((part) => part.components)],
  };
}

/** The JSON type that a value of a schema is made with. */
export function typeOfSchema({ type, properties, additionalProperties, items, pattern, ...rest }: JsonObject): string {
  const named = [type].flat().find((name) => typeof name === "string" && name !== "null");
  if (typeof named === "string") return named;
  if (type === "null") return "null";
  if (properties !== undefined || additionalProperties !== undefined) return "object";
  if (items !== undefined) return "array";
  if (pattern !== undefined || "minLength" in rest || "maxLength" in rest || "format" in rest) return "string";
  return "minimum" in rest || "maximum" in rest ? "integer" : "object";
}
