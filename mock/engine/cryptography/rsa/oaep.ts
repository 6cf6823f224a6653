import { isSame, joined } from "../bytes";
import { type Hashing, masked } from "./mask";

/**
 * What RSAES-OAEP makes of a plaintext before RSA (RFC 8017, 7.1.1), with an empty label.
 * @param seed as long as the hash.
 * @param size the bytes of the modulus.
 * @throws Error where the plaintext is longer than the size less two hashes and two bytes.
 */
export function encodeOaep(hash: Hashing, plaintext: Uint8Array, seed: Uint8Array, size: number): Uint8Array {
  const free = size - 2 * hash.length - 2 - plaintext.length;
  if (free < 0) throw new Error("The plaintext is too long for OAEP.");
  const data = joined(hash.digest(new Uint8Array()), new Uint8Array(free), Uint8Array.of(1), plaintext);
  const block = masked(hash, seed, data);
  return joined(Uint8Array.of(0), masked(hash, block, seed), block);
}

/** The plaintext of what {@link encodeOaep} made; undefined where the bytes are nothing of it. */
export function decodeOaep(hash: Hashing, encoded: Uint8Array): Uint8Array | undefined {
  const block = encoded.subarray(1 + hash.length);
  const seed = masked(hash, block, encoded.subarray(1, 1 + hash.length));
  const data = masked(hash, seed, block);
  const start = data.indexOf(1, hash.length);
  const isOaep =
    encoded[0] === 0 &&
    isSame(data.subarray(0, hash.length), hash.digest(new Uint8Array())) &&
    start >= 0 &&
    data.subarray(hash.length, start).every((byte) => byte === 0);
  return isOaep ? data.subarray(start + 1) : undefined;
}
