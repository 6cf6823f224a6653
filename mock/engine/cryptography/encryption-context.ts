import { joined, utf8 } from "./bytes";

/**
 * An encryption context as bytes that are the same for the same pairs in any order: sorted by their names' UTF-8 bytes, each
 * text with its length before it. An empty context is as none (inferred, docs/evidence/cryptography.md#encryption-context).
 */
export function canonicalContext(context: Readonly<Record<string, string>>): Uint8Array {
  const pairs = Object.entries(context).map(([name, value]) => [utf8(name), utf8(value)] as const);
  pairs.sort(([a], [b]) => compareBytes(a, b));
  return joined(...pairs.flatMap(([name, value]) => [lengthOf(name), name, lengthOf(value), value]));
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Four bytes, the highest first. */
function lengthOf({ length }: Uint8Array): Uint8Array {
  return Uint8Array.of(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
}
