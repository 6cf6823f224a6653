import { createHash } from "node:crypto";

/** What stands before the key in the SubjectPublicKeyInfo of each ML-DSA key, in bytes. */
const PREFIX = 22;

/**
 * The mu of a message under an ML-DSA key with an empty context (FIPS 204, algorithm 7, line 6), 64 bytes.
 * @param publicKey DER of SubjectPublicKeyInfo.
 */
export function muOf(publicKey: Uint8Array, message: Uint8Array): Buffer {
  const shake = (...parts: readonly Uint8Array[]) => {
    const hash = createHash("shake256", { outputLength: 64 });
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  return shake(shake(publicKey.subarray(PREFIX)), Uint8Array.of(0, 0), message);
}
