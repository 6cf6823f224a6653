import { parsePattern } from "./parse-pattern";
import { compileProgram } from "./pattern-program";
import { PatternText, runProgram } from "./run-program";

/** A pattern that is matched in time linear in the text, as JSON Schema's keyword `pattern` wants it: anywhere in the text. */
export interface LinearPattern {
  test(text: string): boolean;
  /** Its source: Ajv tells patterns apart by their texts. */
  toString(): string;
}

const KNOWN = new Map<string, LinearPattern>();

/**
 * The linear form of an ECMAScript pattern with the `u` flag. V8's own engine tries all ways that a pattern can match, which
 * for `^(a+)+$` and 43 characters takes for ever (docs/decisions/0014-foreign-documents.md says why this one is our own).
 * @throws SyntaxError where the source is no such pattern.
 * @throws UnsupportedPattern for a back-reference, and for a pattern that is too large.
 */
export function linearPattern(source: string): LinearPattern {
  const known = KNOWN.get(source);
  if (known) return known;
  const program = compileProgram(parsePattern(source).alternatives);
  const pattern = {
    test: (text: string) => runProgram(program, new PatternText(text), () => true),
    toString: () => source,
  };
  KNOWN.set(source, pattern);
  return pattern;
}
