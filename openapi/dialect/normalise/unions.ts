import type { Document } from "../document";
import { factsOf, namedSchemas } from "./model-facts";
import { counted, type NormaliseStep } from "./rule";
import { allSchemas } from "./schemas";

/** The words for the attribute values of DynamoDB, which its model does not mark as a union. */
const SAYS_UNION = /name-value pair\. The name is the data type, and the value is the data itself/;

/** A union has exactly one of its members; in the directory it is a structure like any other. It is marked for answers that are made up. */
export function markUnions(document: Document): NormaliseStep[] {
  const said = allSchemas(document).filter(
    ({ description, type, properties }) =>
      type === "object" && properties !== undefined && SAYS_UNION.test(String(description ?? "")),
  );
  const found = [...namedSchemas(document, factsOf(document).unions), ...said];
  const unions = new Set(found.filter((schema) => schema["x-trent-union"] === undefined));
  for (const union of unions) union["x-trent-union"] = true;
  return [{ count: unions.size, says: `marked ${counted(unions.size, "structure")} as a union with one member` }];
}
