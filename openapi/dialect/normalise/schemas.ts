import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../document";
import { mediaOf, parametersOf, requestsOf, responseHeadersOf, responsesOf } from "./posts";

/** JSON Schema's keywords that hold one schema, a list of schemas, or a map of schemas. */
const ONE = [
  "items",
  "additionalProperties",
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
  "contentSchema",
];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];

/** The schemas directly inside a schema. Its `$ref` and its examples are not among them. */
function childrenOf(schema: JsonObject): unknown[] {
  return [
    ...ONE.map((keyword) => schema[keyword]),
    ...LISTS.flatMap((keyword) => listOf(schema[keyword])),
    ...MAPS.flatMap((keyword) => Object.values(objectOf(schema[keyword]))),
  ];
}

/** Every schema object that judges a body: those of requests and responses, and all that they refer to. */
export function bodySchemas(document: Document): JsonObject[] {
  return reach(document, bodyRoots(document));
}

/** Every schema object of the document: of bodies, of headers and parameters, and the components that nobody uses. */
export function allSchemas(document: Document): JsonObject[] {
  const headers = [...parametersOf(document), ...responseHeadersOf(document)].map(({ schema }) => schema);
  return reach(document, [
    ...bodyRoots(document),
    ...headers,
    ...Object.values(objectOf(objectOf(document.components).schemas)),
  ]);
}

function bodyRoots(document: Document): unknown[] {
  return [...requestsOf(document), ...responsesOf(document)].flatMap(mediaOf).map(({ schema }) => schema);
}

function reach(document: Document, roots: readonly unknown[]): JsonObject[] {
  const seen = new Set<JsonObject>();
  const waiting = [...roots];
  while (waiting.length > 0) {
    const schema = waiting.pop();
    if (!isObject(schema) || seen.has(schema)) continue;
    seen.add(schema);
    if (typeof schema.$ref === "string") waiting.push(resolve(document, schema, schema.$ref).value);
    waiting.push(...childrenOf(schema));
  }
  return [...seen];
}
