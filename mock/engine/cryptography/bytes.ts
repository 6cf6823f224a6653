/** The bytes of a blob on the wire. The text has passed its schema: it is base64. */
export function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  return bytesOf(binary, 0, binary.length);
}

/** The bytes of a part of a text that has one character each; zeros beyond its end. */
export function bytesOf(binary: string, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(to - from);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(from + i);
  return bytes;
}

/** How many arguments a function is surely given at once. */
const MOST_ARGUMENTS = 8192;

/**
 * Bytes as a text of one character each. Made at once: a text that is put together character by character is held in pieces,
 * which cost thrice as much when it is read.
 */
export function binaryText(bytes: Uint8Array | number[]): string {
  // Not a copy of them: it would cost as much again.
  if (bytes.length <= MOST_ARGUMENTS) return String.fromCharCode.apply(null, bytes as number[]);
  let text = "";
  for (let at = 0; at < bytes.length; at += MOST_ARGUMENTS)
    text += String.fromCharCode.apply(null, bytes.slice(at, at + MOST_ARGUMENTS) as number[]);
  return text;
}

/** Bytes as a blob on the wire. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(binaryText(bytes));
}

/** The bytes of an even number of hexadecimal digits. */
export function fromHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = (nibbleOf(digits.charCodeAt(2 * i)) << 4) | nibbleOf(digits.charCodeAt(2 * i + 1));
  return bytes;
}

/** The value of a hexadecimal digit by its code: `9` is 57, and the letters are 65 to 70, or 97 to 102. */
function nibbleOf(code: number): number {
  return code <= 57 ? code & 15 : (code & 15) + 9;
}

/** Bytes as lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  const codes: number[] = [];
  for (const byte of bytes) codes.push(digitOf(byte >> 4), digitOf(byte & 15));
  return binaryText(codes);
}

/** The code of a value's hexadecimal digit: `0` is 48, and `a` is 97. */
function digitOf(value: number): number {
  return value < 10 ? 48 + value : 87 + value;
}

/** The bytes of several arrays, one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Whether two arrays hold the same bytes. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** A text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return ENCODER.encode(text);
}

const ENCODER = new TextEncoder();
