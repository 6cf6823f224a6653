import { joined } from "../bytes";
import type { Cryptography, HashName } from "../cryptography";

/** A hash, and what makes it. */
export interface Hashing {
  readonly name: HashName;
  /** The bytes of the hash. */
  readonly length: number;
  readonly digest: (message: Uint8Array) => Uint8Array;
}

const LENGTHS = { "SHA-1": 20, "SHA-224": 28, "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 } as const;

/** A hash of the cryptography. */
export function hashing(cryptography: Pick<Cryptography, "digest">, name: HashName): Hashing {
  return { name, length: LENGTHS[name], digest: (message) => cryptography.digest(name, message) };
}

/** Bytes, each changed by those of MGF1 of the seed (RFC 8017, B.2.1); again, and they are as before. */
export function masked({ digest, length }: Hashing, seed: Uint8Array, bytes: Uint8Array): Uint8Array {
  const mask: Uint8Array[] = [];
  for (let block = 0; block * length < bytes.length; block++)
    mask.push(digest(joined(seed, Uint8Array.of(0, 0, block >> 8, block & 255))));
  const all = joined(...mask);
  return bytes.map((byte, i) => byte ^ (all[i] ?? 0));
}
