import { type Document, isObject, type JsonObject, objectOf } from "../document";
import { fixInstance } from "./instance";
import { mediaOf, requestsOf, responsesOf } from "./posts";
import { bodySchemas } from "./schemas";

/** Gives each value of each example of a body to `fix`, together with its schema, and puts what it returns in its place. */
export function fixExamples(document: Document, fix: (schema: JsonObject, value: unknown) => unknown): void {
  for (const schema of bodySchemas(document)) {
    if (schema.example !== undefined) schema.example = fixInstance(document, schema, schema.example, fix);
  }
  for (const media of [...requestsOf(document), ...responsesOf(document)].flatMap(mediaOf)) {
    if (media.example !== undefined) media.example = fixInstance(document, media.schema, media.example, fix);
    for (const example of Object.values(objectOf(media.examples))) {
      if (isObject(example) && "value" in example)
        example.value = fixInstance(document, media.schema, example.value, fix);
    }
  }
}
