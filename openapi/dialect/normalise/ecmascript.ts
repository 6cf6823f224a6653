/** What stands inside a character class for each named class of Java. */
const CLASSES: Readonly<Record<string, string>> = {
  Alnum: "A-Za-z0-9",
  Alpha: "A-Za-z",
  ASCII: "\\x00-\\x7f",
  Blank: " \\t",
  Cntrl: "\\x00-\\x1f\\x7f",
  Digit: "0-9",
  Graph: "\\x21-\\x7e",
  IsAlphabetic: "\\p{Alphabetic}",
  IsDigit: "\\p{Nd}",
  IsLetter: "\\p{L}",
  LD: "\\p{L}\\p{Nd}",
  Lower: "a-z",
  Print: "\\x20-\\x7e",
  Punct: "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e",
  Space: "\\s",
  Upper: "A-Z",
  XDigit: "0-9A-Fa-f",
};

/** A named class, an octal escape, another escape, or one character. */
const TOKEN = /\\[pP]\{(?<named>[\w=]+)\}|\\0(?<octal>[0-7]{1,3})|\\(?<escaped>.)|[\s\S]/gu;

/** Where a translation stands: inside a class or not, and whether a set of characters (`\w`) came just before. */
interface Place {
  readonly inClass: boolean;
  readonly afterSet: boolean;
  readonly before: string;
  readonly rest: string;
}

/**
 * Translates a regular expression of Java into one of ECMAScript with the `u` flag: named classes, anchors, octal
 * escapes, escapes that are not needed, a lone `-` in a class, lone brackets, and a leading `(?s)`. Whether the result
 * compiles is for the caller to see: flags other than `s` and possessive quantifiers are left as they are.
 * @returns undefined where a translation would compile but mean something else: class intersections, and patterns in
 * which the directory's converter escaped the operators themselves (`\p\{L\}`).
 */
export function toEcmaScript(pattern: string): string | undefined {
  const dotAll = pattern.startsWith("(?s)");
  const source = dotAll ? pattern.slice(4) : pattern;
  if (/&&\[|\\[pP]\\\{/.test(source)) return undefined;
  let result = "";
  let inClass = false;
  let afterSet = false;
  for (const match of source.matchAll(TOKEN)) {
    const [token] = match;
    const { named, octal, escaped } = match.groups ?? {};
    const place = { inClass, afterSet, before: result, rest: source.slice(match.index + token.length) };
    if (named !== undefined) result += namedClass(token, named, inClass);
    else if (octal !== undefined) result += `\\x${Number.parseInt(octal, 8).toString(16).padStart(2, "0")}`;
    else if (escaped !== undefined) result += escapeOf(escaped, inClass);
    else result += dotAll && token === "." && !inClass ? "[\\s\\S]" : characterOf(token, place);
    if (token === "[") inClass = true;
    if (token === "]") inClass = false;
    afterSet = inClass && (named !== undefined || /^[wdsWDS]$/.test(escaped ?? ""));
  }
  return result;
}

function namedClass(token: string, name: string, inClass: boolean): string {
  const members = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  const negated = token.startsWith("\\P");
  // A negated class inside a class is left to fail: ECMAScript cannot say it in one.
  if (members === undefined || (inClass && negated)) return token;
  return inClass ? members : `[${negated ? "^" : ""}${members}]`;
}

/** An escape in its ECMAScript form: `u` allows only those of the syntax's own characters. */
function escapeOf(character: string, inClass: boolean): string {
  if (character === "A" && !inClass) return "^";
  if (/^[zZ]$/.test(character) && !inClass) return "$";
  if (/[A-Za-z0-9]/.test(character) || "^$\\.*+?()[]{}|/".includes(character)) return `\\${character}`;
  return character === "-" && inClass ? "\\-" : character;
}

/** A plain character, escaped where `u` would refuse it: a `-` beside a set, a bracket that closes nothing. */
function characterOf(token: string, { inClass, afterSet, before, rest }: Place): string {
  if (token === "-" && inClass && (afterSet || /^\\[wdsWDSpP]/.test(rest))) return "\\-";
  if (token === "]" && !inClass) return "\\]";
  if (token === "}" && !inClass && !/\{\d+(,\d*)?$/.test(before)) return "\\}";
  return token;
}
