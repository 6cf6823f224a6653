import type { Random } from "./random";

/** Two characters that JSON can also write after a backslash, without that it has to. */
const SHORT: Readonly<Record<string, string>> = {
  "/": "\\/",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/**
 * A string as JSON text, here and there with a character escaped that need not be: `/` as `\/` or `\u002f`, a letter
 * as `\u0061`, what is beyond ASCII as its UTF-16 units. All are the same string to a JSON parser (RFC 8259, sections 7
 * and 8.3), and an answer is JSON (kms.md P5, P13). A client that searches the text of an ARN or a policy is found out.
 */
export function writeText(random: Random, text: string): string {
  // Half of the texts stay as they are: a variation that is always there is a form of its own.
  if (random.once(2)) return JSON.stringify(text);
  const written = [...text].map((character) => writeCharacter(random, character));
  return `"${written.join("")}"`;
}

function writeCharacter(random: Random, character: string): string {
  const plain = JSON.stringify(character).slice(1, -1);
  const isLetter = /^[0-9A-Za-z]$/.test(character);
  if (!random.once(isLetter ? 16 : 3)) return plain;
  const short = SHORT[character];
  if (short !== undefined && random.once(2)) return short;
  const upper = random.once(2);
  return Array.from({ length: character.length }, (_, index) => unitEscape(character.charCodeAt(index), upper)).join(
    "",
  );
}

function unitEscape(unit: number, upper: boolean): string {
  const hex = unit.toString(16).padStart(4, "0");
  return `\\u${upper ? hex.toUpperCase() : hex}`;
}
