import { hashOf, mulberry32 } from "../mulberry32";

/** The only source of chance in the state: for the same run again, inject a seeded one. */
export interface Ids {
  /** A UUID: ids of keys and of events. */
  uuid(): string;
  /** So many lower-case hexadecimal digits: ids of key materials and of multi-Region keys. */
  hex(digits: number): string;
}

/** Ids that nobody can foretell. */
export function randomIds(): Ids {
  return { uuid: () => crypto.randomUUID(), hex: randomHex };
}

function randomHex(digits: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(digits / 2));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Ids that follow from a seed: the same seed gives the same ids in the same order. */
export function seededIds(seed: number | string): Ids {
  // Small, and good enough for ids that only have to differ.
  const word = mulberry32(typeof seed === "number" ? seed : hashOf(seed));
  const hex = (digits: number) => {
    let text = "";
    while (text.length < digits) text += word().toString(16).padStart(8, "0");
    return text.slice(0, digits);
  };
  return {
    hex,
    uuid: () => {
      const h = hex(32);
      // The version and variant of a random UUID (RFC 9562).
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
    },
  };
}
