/** A part of a JSON text that `JSON.parse` accepts and does not show. */
export interface Oddity {
  readonly kind: "blank" | "twin";
  /** The name of the member, or the offset of the blank. */
  readonly at: string;
}

/**
 * Finds blanks between tokens, and members that an object has twice.
 * @param text a valid JSON text, so that it is enough to recognise strings and brackets.
 */
export function odditiesOf(text: string): Oddity[] {
  const found: Oddity[] = [];
  const objects: (Set<string> | undefined)[] = [];
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]|\s+/gs)) {
    const [word] = token;
    const after = text.slice(token.index + word.length).trimStart();
    if (word.startsWith('"')) {
      if (!after.startsWith(":")) continue;
      const names = objects.at(-1);
      if (names?.has(word)) found.push({ kind: "twin", at: word });
      names?.add(word);
    } else if (word === "{") objects.push(new Set());
    else if (word === "[") objects.push(undefined);
    else if (word === "}" || word === "]") objects.pop();
    else found.push({ kind: "blank", at: `offset ${token.index}` });
  }
  return found;
}
