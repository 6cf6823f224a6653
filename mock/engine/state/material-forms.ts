import { joined, toHex, utf8 } from "../cryptography/bytes";
import type { Cryptography } from "../cryptography/cryptography";
import { isKeyPairSpec } from "../cryptography/key-families";
import type { Key } from "./key";
import { hmacLength } from "./key-specs";

/** The longest material of an HMAC key, in bytes (documented). */
const LONGEST_HMAC = 128;

/**
 * Imported bytes as the material of a key: the bytes of a symmetric or HMAC key, the PKCS#8 of a key pair. Undefined where they
 * have not the form that the key's spec asks for (docs/evidence/imports.md#forms-of-material).
 */
export function importedBytes(
  cryptography: Cryptography,
  { spec, region }: Pick<Key, "spec" | "region">,
  bytes: Uint8Array,
): Uint8Array | undefined {
  switch (spec) {
    case "SYMMETRIC_DEFAULT":
      return bytes.length === (region.startsWith("cn-") ? 16 : 32) ? bytes : undefined;
    case "HMAC_224":
    case "HMAC_256":
    case "HMAC_384":
    case "HMAC_512":
      return bytes.length >= hmacLength(spec) && bytes.length <= LONGEST_HMAC ? bytes : undefined;
    default:
      return isKeyPairSpec(spec) ? cryptography.importedPair(spec, bytes)?.privateKey : undefined;
  }
}

/** The id of imported material: it follows from the key's id and the bytes (documented; that it is SHA-256 is our choice). */
export function materialIdOf(cryptography: Cryptography, keyId: string, bytes: Uint8Array): string {
  return toHex(cryptography.digest("SHA-256", joined(utf8(keyId), bytes)));
}
