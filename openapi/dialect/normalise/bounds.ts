import type { Document, JsonObject } from "../document";
import { counted, type NormaliseStep } from "./rule";
import { allSchemas } from "./schemas";

/** Each pair of bounds, and the types that it says something about. */
const BOUNDS = [
  { low: "minLength", high: "maxLength", types: ["string"], whole: true },
  { low: "minItems", high: "maxItems", types: ["array"], whole: true },
  { low: "minProperties", high: "maxProperties", types: ["object"], whole: true },
  { low: "minimum", high: "maximum", types: ["number", "integer"], whole: false },
] as const;

/**
 * Bounds that cannot be meant: a minimum above its maximum, a negative length, a value that is no number (docs/evidence/openapi-directory.md; the
 * converter reads a string's `min` from its `max`), or a bound of another type than the schema's own.
 */
export function dropBounds(document: Document): NormaliseStep[] {
  let count = 0;
  for (const schema of allSchemas(document))
    for (const keyword of wrongBounds(schema)) count += delete schema[keyword] ? 1 : 0;
  return [{ count, says: `dropped ${counted(count, "bound")} that contradict their schema` }];
}

function wrongBounds(schema: JsonObject): string[] {
  const types = [schema.type].flat();
  return BOUNDS.flatMap(({ low, high, types: judged, whole }) => {
    const present = [low, high].filter((keyword) => keyword in schema);
    const applies = schema.type === undefined || judged.some((type) => types.includes(type));
    const sound = (value: unknown) => typeof value === "number" && (!whole || (Number.isInteger(value) && value >= 0));
    const wrong = applies ? present.filter((keyword) => !sound(schema[keyword])) : present;
    const [min, max] = [schema[low], schema[high]];
    return wrong.length === 0 && typeof min === "number" && typeof max === "number" && min > max ? present : wrong;
  });
}
