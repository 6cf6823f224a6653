import { Composer, type CST, type Document, type LineCounter, Parser } from "yaml";
import { exactInteger } from "./exact-json";

/** Values may be nested so deep. Readers of a deeper text end with their stack, and V8 with the process. */
const DEEPEST = 250;

/** How often aliases may be used, those inside of what an alias names counted too: 300 bytes could stand for a billion values. */
const MOST_ALIASES = 1_000;

/** A text that is refused for what it would cost, and not for its syntax. */
export class CostlyText extends Error {
  override readonly name = "CostlyText";
}

/**
 * Parses a text of YAML or JSON. Syntax errors, duplicate keys among them, are in the document's `errors`.
 * @param isExact whether integers are parsed as bigints, of which {@link valueOfYaml} leaves those beyond 2^53.
 * @throws CostlyText where it is nested too deeply.
 */
export function parseYaml(text: string, lines: LineCounter, isExact = false): Document.Parsed {
  // The parser keeps no stack of its own calls, but the composer does: the depth is checked between the two.
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  for (const token of tokens) checkDepth(token);
  const composer = new Composer({
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: false,
    intAsBigInt: isExact,
  });
  const [first] = composer.compose(tokens, true, text.length);
  return first as Document.Parsed;
}

/**
 * The plain value of a parsed text.
 * @throws CostlyText where it uses its aliases too often.
 */
export function valueOfYaml(parsed: Document.Parsed): unknown {
  try {
    return parsed.toJS({
      maxAliasCount: MOST_ALIASES,
      ...(parsed.options.intAsBigInt && { reviver: exactly }),
    });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new CostlyText(`uses YAML aliases more than ${MOST_ALIASES} times`, { cause });
  }
}

function exactly(_key: unknown, value: unknown): unknown {
  return typeof value === "bigint" ? exactInteger(value) : value;
}

function checkDepth(root: CST.Token): void {
  const waiting: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) throw new CostlyText(`is nested more than ${DEEPEST} levels deep`);
    if (token.type === "document" && token.value) waiting.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    for (const { key, value } of token.items) {
      if (key) waiting.push({ token: key, depth: depth + 1 });
      if (value) waiting.push({ token: value, depth: depth + 1 });
    }
  }
}
