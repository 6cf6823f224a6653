/** A place in a JSON text that a parser passes over in silence. */
export interface Oddity {
  readonly kind: "blank" | "twin";
  /** The member that is there twice, or the offset of the blank. */
  readonly at: string;
}

/**
 * Finds what `JSON.parse` hides in a text that it accepts: blanks between tokens, and members that are there twice.
 * The text is known to be valid, so strings and brackets are all that has to be told apart.
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
