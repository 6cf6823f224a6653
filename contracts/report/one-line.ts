/**
 * A text of the target as one line for a terminal or a log: control characters become visible. Otherwise an answer could
 * move the cursor, or begin a line with `::`, which GitHub's runner reads as a command.
 * @param limit the most characters of it
 */
export function oneLine(text: string, limit = Number.POSITIVE_INFINITY): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, visible);
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

function visible(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
