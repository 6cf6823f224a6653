import { randomBytes, randomUUID } from "node:crypto";

/** The only source of chance in the state: who needs the same run again, injects a seeded one. */
export interface Ids {
  /** A UUID: ids of keys and of events. */
  uuid(): string;
  /** So many lower-case hexadecimal digits: ids of key materials and of multi-Region keys. */
  hex(digits: number): string;
}

/** Ids that nobody can foretell. */
export function randomIds(): Ids {
  return { uuid: () => randomUUID(), hex: (digits) => randomBytes(digits / 2).toString("hex") };
}

/** Ids that follow from a seed: the same seed gives the same row of them. */
export function seededIds(seed: number | string): Ids {
  let state = typeof seed === "number" ? seed >>> 0 : hashOf(seed);
  // mulberry32: small, and good enough for ids that only have to differ.
  const word = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
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

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
