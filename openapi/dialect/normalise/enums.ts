import type { Document } from "../document";
import { counted, type NormaliseStep } from "./rule";
import { allSchemas } from "./schemas";

/** JSON Schema wants the values of an `enum` unique; a repeated one is dropped. */
export function dropRepeatedValues(document: Document): NormaliseStep[] {
  let count = 0;
  for (const schema of allSchemas(document)) {
    if (!Array.isArray(schema.enum)) continue;
    const unique = [...new Map(schema.enum.map((value) => [JSON.stringify(value), value])).values()];
    count += schema.enum.length - unique.length;
    if (unique.length < schema.enum.length) schema.enum = unique;
  }
  return [{ count, says: `dropped ${counted(count, "repeated enum value")}` }];
}
