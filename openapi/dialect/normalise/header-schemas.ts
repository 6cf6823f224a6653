import { type Document, isObject, type JsonObject, resolve } from "../document";
import { parametersOf, responseHeadersOf } from "./posts";
import { counted, type NormaliseStep } from "./rule";

/** A header is one string on the wire; Prism throws where a response header's schema is an array or object (docs/evidence/prism.md#silent-holes). */
export function fixHeaderSchemas(document: Document): NormaliseStep[] {
  const headers = [...parametersOf(document).filter((p) => p.in === "header"), ...responseHeadersOf(document)];
  const structured = headers.filter((header) => isStructured(document, header.schema));
  for (const header of structured) header.schema = { type: "string" };
  const count = structured.length;
  return [{ count, says: `turned the schema of ${counted(count, "header")} from array or object into string` }];
}

/** Whether a schema takes arrays or objects, which cannot be sent as one header value. */
function isStructured(document: Document, schema: unknown): boolean {
  if (!isObject(schema)) return false;
  const { type } = resolve(document, schema, "#").value as JsonObject;
  return [type].flat().some((name) => name === "array" || name === "object");
}
