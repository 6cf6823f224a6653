import type { Document, JsonObject } from "../document";
import { fixExamples } from "./fix-examples";
import { factsOf, namedSchemas } from "./model-facts";
import { counted, type NormaliseStep } from "./rule";
import { bodySchemas } from "./schemas";

/** ISO 8601 as the model's examples write it: extended or basic, with or without seconds, fraction and zone. */
const ISO = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:?\d\d)?)?$/;
/** A date as text with its zone, such as `Wed May 20 13:51:10 PDT 2015`: without one it would depend on the machine. */
const ZONED_TEXT = / (GMT|UTC|[PMCE][SD]T|[+-]\d{4})( \d{4})?$/;

/**
 * Timestamps are `string` with `date-time` in the directory; on the wire they are numbers, the seconds since
 * 1970 with a fraction. Examples that hold a date as text are converted with their schema. A timestamp that the model has
 * as text (`timestampFormat`) stays one.
 */
export function fixTimestamps(document: Document): NormaliseStep[] {
  const texts = new Set(namedSchemas(document, factsOf(document).dateTexts));
  const timestamps = bodySchemas(document).filter(
    (schema) => schema.format === "date-time" && [schema.type].flat().includes("string") && !texts.has(schema),
  );
  if (timestamps.length === 0) return [];
  const known = new Set(timestamps);
  let examples = 0;
  const convert = (schema: JsonObject, value: unknown): unknown => {
    const seconds = known.has(schema) ? epochSeconds(value) : undefined;
    if (seconds !== undefined) examples++;
    return seconds ?? value;
  };
  fixExamples(document, convert);
  for (const schema of timestamps) {
    delete schema.format;
    schema["x-trent-timestamp"] = "epoch-seconds";
    schema.type = Array.isArray(schema.type)
      ? schema.type.map((type) => (type === "string" ? "number" : type))
      : "number";
  }
  return [
    {
      count: timestamps.length,
      says: `turned ${counted(timestamps.length, "timestamp")} from date-time text into epoch seconds`,
    },
    { count: examples, says: `turned ${counted(examples, "date")} of examples into epoch seconds` },
  ];
}

/** A date's seconds since 1970, or undefined where the text is none. A date without a zone is read as UTC on any machine. */
export function epochSeconds(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  if (/^\d+(\.\d+)?(E\d+)?$/.test(value) && Number(value) > 1e8)
    return Number(value) / (Number(value) > 1e11 ? 1000 : 1);
  const [iso, year, month, day, hour = "00", minute = "00", second = "00", zone = "Z"] = ISO.exec(value) ?? [];
  if (iso === undefined && !ZONED_TEXT.test(value)) return undefined;
  const at = Date.parse(iso === undefined ? value : `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at) ? undefined : at / 1000;
}
