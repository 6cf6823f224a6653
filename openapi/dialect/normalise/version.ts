import { type Document, type JsonObject, listOf } from "../document";
import { counted, type NormaliseStep } from "./rule";
import { allSchemas } from "./schemas";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/**
 * OpenAPI 3.0 becomes 3.1, whose schemas are JSON Schema 2020-12: `nullable` becomes a type, boolean
 * `exclusiveMinimum` and `exclusiveMaximum` become numbers. A 3.1 document without `jsonSchemaDialect` gets one,
 * because Prism reads it as draft-07 otherwise (docs/evidence/prism.md#silent-holes).
 */
export function upgradeVersion(document: Document): NormaliseStep[] {
  const from = document.openapi;
  const findings: NormaliseStep[] = [];
  if (from.startsWith("3.0")) {
    document.openapi = "3.1.0";
    const schemas = allSchemas(document);
    const nullables = schemas.filter(fixNullable).length;
    const exclusives = schemas.filter(fixExclusive).length;
    findings.push(
      { count: 1, says: `upgraded OpenAPI ${from} to 3.1.0` },
      { count: nullables, says: `turned ${counted(nullables, "nullable")} into the type null` },
      { count: exclusives, says: `turned ${counted(exclusives, "exclusive bound")} from a boolean into a number` },
    );
  }
  if (document.jsonSchemaDialect === undefined) {
    document.jsonSchemaDialect = DIALECT;
    findings.push({ count: 1, says: "set jsonSchemaDialect to JSON Schema 2020-12" });
  }
  return findings;
}

function fixNullable(schema: JsonObject): boolean {
  if (typeof schema.nullable !== "boolean") return false;
  const { nullable, ...rest } = schema;
  delete schema.nullable;
  if (!nullable) return true;
  if (typeof schema.type === "string") {
    schema.type = [schema.type, "null"];
    if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...listOf(schema.enum), null];
    return true;
  }
  for (const keyword of Object.keys(schema)) delete schema[keyword];
  schema.anyOf = [rest, { type: "null" }];
  return true;
}

function fixExclusive(schema: JsonObject): boolean {
  const bounds = [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const;
  let fixed = false;
  for (const [exclusive, bound] of bounds) {
    if (typeof schema[exclusive] !== "boolean") continue;
    fixed = true;
    if (schema[exclusive] && schema[bound] !== undefined) {
      schema[exclusive] = schema[bound];
      delete schema[bound];
    } else delete schema[exclusive];
  }
  return fixed;
}
