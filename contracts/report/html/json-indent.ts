/**
 * A JSON text with line breaks and indents. It changes no token: two equal members, the digits of a number and escapes
 * stay as they were sent, so that the reader sees what the check saw. A text that is not JSON stays as it is.
 */
export function jsonIndented(text: string): string {
  if (!/^\s*[[{]/.test(text) || !isJson(text)) return text;
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
  return text.replace(TOKEN, (token: string) => {
    if (token.trim() === "") return "";
    if (/^[{[]\s*[}\]]$/.test(token)) return token;
    if (token === "{" || token === "[") {
      depth++;
      return token + line();
    }
    if (token === "}" || token === "]") {
      depth--;
      return line() + token;
    }
    if (token === ",") return token + line();
    return token === ":" ? ": " : token;
  });
}

const TOKEN = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|\s+/g;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
