import { type JsonObject, objectOf } from "../../../openapi/dialect/document";
import { BYTES } from "../../../openapi/dialect/marked-members";
import { linearPattern } from "../../../openapi/dialect/patterns/linear-pattern";
import type { Draws } from "../hostile/draws";
import { patternText } from "./pattern-text";
import { localArn, plausibleTexts, type SampleSurroundings } from "./plausible-texts";

/** A longer minimum is no text that anybody wants to read. */
const LONGEST = 10_000;

/** How far repetitions go beyond their minimum, one try after the other. */
const STRETCHES = [3, 8, 0, 1, 16, 32, 64, 3, 8, 128, 512, 3, 8, 16, 32, 64];

/** A text that a schema takes; undefined where none was found. */
export function sampleText(
  schema: JsonObject,
  names: readonly string[],
  surroundings: SampleSurroundings,
  draws: Draws,
): string | undefined {
  const { minLength, maxLength, pattern, contentEncoding, format } = schema;
  const least = typeof minLength === "number" ? minLength : 0;
  const most = typeof maxLength === "number" ? maxLength : LONGEST;
  if (least > LONGEST) return undefined;
  if (BYTES in schema) return sampleBytes(objectOf(schema[BYTES]), draws);
  if (contentEncoding === "base64" || format === "byte") return sampleBlob(least, most, draws);
  const fits = fitting(least, most, typeof pattern === "string" ? pattern : undefined);
  const candidates = [...byFormat(format, surroundings), ...plausibleTexts(names, surroundings, draws)];
  const found = candidates.find(fits);
  if (found !== undefined) return found;
  if (typeof pattern !== "string") return padded(candidates[0] ?? "example", least, most);
  return textOfPattern(pattern, fits, surroundings, draws, least);
}

function fitting(least: number, most: number, pattern: string | undefined): (text: string) => boolean {
  const linear = pattern === undefined ? undefined : linearPattern(pattern);
  return (text) => {
    const { length } = [...text];
    return length >= least && length <= most && (linear === undefined || linear.test(text));
  };
}

/** A text made from a pattern, some way or other: longer where the minimum asks for it, and an ARN of here where it is one. */
function textOfPattern(
  pattern: string,
  fits: (text: string) => boolean,
  surroundings: SampleSurroundings,
  draws: Draws,
  least: number,
): string | undefined {
  for (const stretch of least > 0 ? [...STRETCHES, least, least + 8, least * 2] : STRETCHES) {
    const made = patternText(pattern, draws, stretch);
    // A pattern without edges only has to be somewhere in the text; a lookahead mostly asks for the first character.
    const others = [
      made.padEnd(least, "a"),
      made.padStart(least, "a"),
      ...["$", "/", "a"].map((first) => first + made),
    ];
    const found = [localArn(made, surroundings), made, ...others].find(fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

function byFormat(format: unknown, { now }: SampleSurroundings): string[] {
  const iso = new Date(now).toISOString();
  if (format === "date-time") return [iso];
  if (format === "date") return [iso.slice(0, 10)];
  if (format === "time") return [iso.slice(11)];
  if (format === "email") return ["user@example.com"];
  if (format === "uri" || format === "url") return ["https://example.com/"];
  if (format === "ipv4") return ["192.0.2.1"];
  return format === "ipv6" ? ["2001:db8::1"] : [];
}

function padded(text: string, least: number, most: number): string {
  return text.padEnd(least, "-example").slice(0, most);
}

/** Bytes in base64, whose minimum counts bytes and whose maximum counts characters (see `markBlobs`). */
function sampleBlob(least: number, most: number, draws: Draws): string | undefined {
  const length = Math.max(least, Math.min(12, Math.floor(most / 4) * 3));
  if (Math.ceil(length / 3) * 4 > most) return undefined;
  const start = draws.below(26);
  return btoa(Array.from({ length }, (_, i) => String.fromCharCode(0x61 + ((start + i) % 26))).join(""));
}

/** A blob whose bounds are of its bytes. */
function sampleBytes({ minimum, maximum }: JsonObject, draws: Draws): string | undefined {
  const least = typeof minimum === "number" ? minimum : 0;
  const most = typeof maximum === "number" ? Math.ceil(maximum / 3) * 4 : LONGEST;
  return least > LONGEST ? undefined : sampleBlob(least, most, draws);
}
