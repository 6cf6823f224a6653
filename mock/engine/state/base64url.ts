import { fromBase64, toBase64, utf8 } from "../cryptography/bytes";

/** Bytes as base64url without padding (RFC 4648, section 5). */
export function encodeBytes(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes that {@link encodeBytes} gave; undefined for what is no base64url. */
export function decodeBytes(encoded: string): Uint8Array | undefined {
  try {
    return fromBase64(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}

/** A text as base64url of its UTF-8 bytes. */
export function encodeBase64Url(text: string): string {
  return encodeBytes(utf8(text));
}

/** The text that {@link encodeBase64Url} gave; undefined for what is no base64url of UTF-8. */
export function decodeBase64Url(encoded: string): string | undefined {
  const bytes = decodeBytes(encoded);
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
