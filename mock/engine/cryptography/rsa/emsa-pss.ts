import { isSame, joined } from "../bytes";
import { type Hashing, masked } from "./mask";

/** The last byte. */
const TRAILER = 0xbc;

/**
 * What RSASSA-PSS makes of a digest before RSA (RFC 8017, 9.1.1).
 * @param salt as long as the hash.
 * @param size the bytes of the modulus, all of whose bits are used.
 */
export function encodePss(hash: Hashing, digest: Uint8Array, salt: Uint8Array, size: number): Uint8Array {
  const check = hash.digest(joined(new Uint8Array(8), digest, salt));
  const padding = new Uint8Array(size - salt.length - hash.length - 2);
  const block = masked(hash, check, joined(padding, Uint8Array.of(1), salt));
  // The highest bit of the modulus is above what may stand here.
  block[0] = (block[0] ?? 0) & 127;
  return joined(block, check, Uint8Array.of(TRAILER));
}

/** Whether bytes are what {@link encodePss} makes of the digest with some salt as long as the hash (RFC 8017, 9.1.2). */
export function isPss(hash: Hashing, digest: Uint8Array, encoded: Uint8Array): boolean {
  const end = encoded.length - hash.length - 1;
  const [block, check] = [encoded.subarray(0, end), encoded.subarray(end, -1)];
  const salt = masked(hash, check, block).subarray(-hash.length);
  // There is one encoding for each salt: so it is made again and compared.
  return isSame(encodePss(hash, digest, salt, encoded.length), encoded);
}
