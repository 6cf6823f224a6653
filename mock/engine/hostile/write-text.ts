import type { Draws } from "./draws";

/** The characters that JSON can write as a backslash and one letter. */
const SHORT: Readonly<Record<string, string>> = {
  "/": "\\/",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/**
 * A string as JSON text, with some characters escaped that need no escape: `/` as `\/` or `\u002f`, a letter as
 * `\u0061`, a character beyond ASCII as its UTF-16 units. All are the same string to a JSON parser (RFC 8259, sections 7
 * and 8.3), and an answer is JSON (docs/evidence/wire-protocol.md#request-body). This shows a client that searches the text for an ARN or a policy.
 */
export function writeText(draws: Draws, text: string): string {
  // Half of the texts stay as they are: a client must not rely on the escapes either.
  if (draws.once(2)) return JSON.stringify(text);
  const written = [...text].map((character) => writeCharacter(draws, character));
  return `"${written.join("")}"`;
}

function writeCharacter(draws: Draws, character: string): string {
  const plain = JSON.stringify(character).slice(1, -1);
  const isLetter = /^[0-9A-Za-z]$/.test(character);
  if (!draws.once(isLetter ? 16 : 3)) return plain;
  const short = SHORT[character];
  if (short !== undefined && draws.once(2)) return short;
  const upper = draws.once(2);
  return Array.from({ length: character.length }, (_, index) => unitEscape(character.charCodeAt(index), upper)).join(
    "",
  );
}

function unitEscape(unit: number, upper: boolean): string {
  const hex = unit.toString(16).padStart(4, "0");
  return `\\u${upper ? hex.toUpperCase() : hex}`;
}
