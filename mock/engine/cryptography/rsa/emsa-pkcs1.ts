import { fromHex, joined } from "../bytes";
import type { Hashing } from "./mask";

/** The object identifiers of the hashes of signatures: 2.16.840.1.101.3.4.2 and one more number. */
const NUMBERS = { "SHA-256": 1, "SHA-384": 2, "SHA-512": 3 } as const;

/**
 * What RSASSA-PKCS1-v1_5 makes of a digest before RSA (RFC 8017, 9.2).
 * @param size the bytes of the modulus.
 */
export function encodePkcs1({ name, length }: Hashing, digest: Uint8Array, size: number): Uint8Array {
  if (name === "SHA-1" || name === "SHA-224") throw new Error(`KMS does not sign with ${name}.`);
  // DigestInfo: the hash's algorithm identifier, and the digest as OCTET STRING.
  const prefix = Uint8Array.of(0x30, 17 + length, 0x30, 13, 6, 9, ...HASHES, NUMBERS[name], 5, 0, 4, length);
  const padding = new Uint8Array(size - 3 - prefix.length - length).fill(255);
  return joined(Uint8Array.of(0, 1), padding, Uint8Array.of(0), prefix, digest);
}

const HASHES = fromHex("6086480165030402");
