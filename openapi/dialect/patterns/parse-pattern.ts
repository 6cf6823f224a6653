import { type AST, RegExpParser } from "@eslint-community/regexpp";

const PARSER = new RegExpParser({ ecmaVersion: 2025 });

/**
 * The syntax tree of an ECMAScript pattern, read with the `u` flag as JSON Schema wants it.
 * @throws SyntaxError where it is no such pattern.
 */
export function parsePattern(source: string): AST.Pattern {
  // The engine at hand has the last word: its patterns must compile natively too.
  new RegExp(source, "u");
  return PARSER.parsePattern(source, 0, source.length, { unicode: true, unicodeSets: false });
}

/** A part of a pattern. */
export type PatternElement = AST.Element;

/** An element that takes exactly one character. */
export type OneCharacter = AST.Character | AST.CharacterClass | AST.CharacterSet;

/** Whether an element takes exactly one character. */
export function isOneCharacter(element: AST.Element): element is OneCharacter {
  return element.type === "Character" || element.type === "CharacterClass" || element.type === "CharacterSet";
}

/** Whether a character, given as its code point, fits. */
export type CharacterTest = (codePoint: number) => boolean;

const UNKNOWN = 2;

/** The test of an element that takes one character, by the native engine: for one character that takes constant time. */
export function characterTest(element: OneCharacter): CharacterTest {
  if (element.type === "Character") return (codePoint) => codePoint === element.value;
  const native = new RegExp(`^${element.raw}$`, "u");
  const ascii = new Uint8Array(128).fill(UNKNOWN);
  const ask = (codePoint: number) => native.test(String.fromCodePoint(codePoint));
  return (codePoint) => {
    if (codePoint >= ascii.length) return ask(codePoint);
    if (ascii[codePoint] === UNKNOWN) ascii[codePoint] = ask(codePoint) ? 1 : 0;
    return ascii[codePoint] === 1;
  };
}
