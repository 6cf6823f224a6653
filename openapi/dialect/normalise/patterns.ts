import type { Document } from "../document";
import { linearPattern } from "../patterns/linear-pattern";
import { toEcmaScript } from "./ecmascript";
import { counted, type NormaliseStep } from "./rule";
import { allSchemas } from "./schemas";

/**
 * The model's patterns are regular expressions of Java; JSON Schema's are ECMAScript's, which Ajv compiles with the
 * `u` flag. One that does not compile is translated, or dropped where that cannot be done without guessing, or where it
 * has a back-reference.
 */
export function fixPatterns(document: Document): NormaliseStep[] {
  let fixed = 0;
  let dropped = 0;
  for (const schema of allSchemas(document)) {
    if (typeof schema.pattern !== "string" || compiles(schema.pattern)) continue;
    const translated = toEcmaScript(schema.pattern);
    if (translated !== undefined && compiles(translated)) {
      schema.pattern = translated;
      fixed++;
    } else {
      delete schema.pattern;
      dropped++;
    }
  }
  return [
    {
      count: fixed,
      says: `translated ${counted(fixed, "pattern")} from Java's into ECMAScript's regular expressions`,
    },
    {
      count: dropped,
      says: `dropped ${counted(dropped, "pattern")} that cannot be translated, or not be matched in linear time`,
    },
  ];
}

/** Whether a pattern can be matched, and in linear time: any other one could hold the mock for ever. */
function compiles(pattern: string): boolean {
  try {
    linearPattern(pattern);
    return true;
  } catch {
    return false;
  }
}
