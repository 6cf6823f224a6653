import { isObject } from "./document";

/** Without so many digits in a row a text has no integer that a double does not hold. */
const MANY_DIGITS = /\d{16}/;

/** Whether an integer may be in the text of which `JSON.parse` would lose digits: those beyond 2^53 have 16 or more. */
export function mayLoseDigits(text: string): boolean {
  return MANY_DIGITS.test(text);
}

/**
 * The value of a JSON text, as `JSON.parse` gives it, but for integers beyond 2^53: each is a bigint, with all its digits.
 * A text that is nested so deep that only V8's own parser can read it has them as numbers.
 * @throws SyntaxError as `JSON.parse` does.
 */
export function parseExact(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!mayLoseDigits(text)) return value;
  const mark = newMark();
  const marked = text.replaceAll(TOKEN, (token) => (isTooLarge(token) ? `"${mark}${token}"` : token));
  try {
    return JSON.parse(marked, (_name, member: unknown) =>
      typeof member === "string" && member.startsWith(mark) ? BigInt(member.slice(mark.length)) : member,
    );
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return value;
  }
}

/**
 * The JSON text of a value in which integers may be bigints. It has a text for whatever `JSON.stringify` has one.
 * @param space how many spaces an indent has; compact where absent.
 */
export function stringifyExact(value: unknown, space?: number): string {
  try {
    return JSON.stringify(value, undefined, space);
  } catch (cause) {
    // JSON.stringify refuses a bigint: only then the work of looking for one is done.
    if (!(cause instanceof TypeError)) throw cause;
    const mark = newMark();
    const marked = JSON.stringify(
      value,
      (_name, member: unknown) => (typeof member === "bigint" ? `${mark}${member}` : member),
      space,
    );
    return marked.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
  }
}

/**
 * The value with a number for each bigint: what a validator takes, and what any other JSON parser would have given. Where
 * there is none, it is the same value.
 */
export function withNumbers<Value>(value: Value): Value;
export function withNumbers(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => withNumbers(item));
    return items.every((item, i) => Object.is(item, value[i])) ? value : items;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withNumbers(member)] as const);
  return members.every(([name, member]) => Object.is(member, value[name])) ? value : Object.fromEntries(members);
}

/** An integer that a double holds is a number, and so is every fraction. */
export function exactInteger(value: bigint): bigint | number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A text or a number of JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function isTooLarge(token: string): boolean {
  return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
}

/** What an integer is written as a text with, on its way through V8's own JSON. Nobody can foretell it, so no text begins with it. */
function newMark(): string {
  return `${crypto.randomUUID()}:`;
}
