import { hashOf, mulberry32 } from "../mulberry32";

/** The only source of chance in the state and in cryptography: for the same run again, inject a seeded one. */
export interface Ids {
  /** A UUID: ids of keys and of events. */
  uuid(): string;
  /** So many lower-case hexadecimal digits: ids of key materials and of multi-Region keys. */
  hex(digits: number): string;
  /** So many bytes: nonces, data keys and key material. */
  bytes(length: number): Uint8Array;
}

/** How many random bytes are drawn at once: each draw costs more than the bytes. */
const POOL = 4096;

/** The codes of the hexadecimal digits. */
const DIGITS = [..."0123456789abcdef"].map((digit) => digit.charCodeAt(0));

/** The places of a UUID's digits, two for each of its bytes. */
const PAIRS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/**
 * Ids that nobody can foretell. Each is made at once from its character codes: V8 holds a text that was put together
 * from pieces, such as one of `crypto.randomUUID`, with all its pieces, eight times the memory.
 */
export function randomIds(): Ids {
  const pool = new Uint8Array(POOL);
  let used = POOL;
  // Another one: key material shares no array with ids. What was given out of it is erased.
  const secrets = new Uint8Array(POOL);
  let given = POOL;
  const randomByte = (): number => {
    if (used === POOL) {
      crypto.getRandomValues(pool);
      used = 0;
    }
    return pool[used++] ?? 0;
  };
  const digit = () => DIGITS[randomByte() & 15] ?? 0;
  const uuid = [..."00000000-0000-0000-0000-000000000000"].map((character) => character.charCodeAt(0));
  return {
    bytes: (length) => {
      if (length > POOL / 8) return crypto.getRandomValues(new Uint8Array(length));
      if (given + length > POOL) {
        crypto.getRandomValues(secrets);
        given = 0;
      }
      const bytes = secrets.slice(given, given + length);
      secrets.fill(0, given, given + length);
      given += length;
      return bytes;
    },
    hex: (digits) => {
      const codes: number[] = [];
      while (codes.length < digits) codes.push(digit());
      return String.fromCharCode(...codes);
    },
    uuid: () => {
      for (const place of PAIRS) {
        const byte = randomByte();
        uuid[place] = DIGITS[byte >> 4] ?? 0;
        uuid[place + 1] = DIGITS[byte & 15] ?? 0;
      }
      // The version and variant of a random UUID (RFC 9562).
      uuid[14] = DIGITS[4] ?? 0;
      uuid[19] = DIGITS[8 | (randomByte() & 3)] ?? 0;
      return String.fromCharCode(...uuid);
    },
  };
}

/** Ids that follow from a seed: the same seed gives the same ids in the same order. Everybody can foretell them. */
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
    bytes: (length) => Uint8Array.from({ length }, () => word() & 255),
    uuid: () => {
      const h = hex(32);
      // The version and variant of a random UUID (RFC 9562).
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
    },
  };
}
