import { aeskwp } from "@noble/ciphers/aes.js";

/** The bytes of a key of AES-256: KMS takes no other one. */
const KEY = 32;

/** AES key unwrap with padding (RFC 5649), in JavaScript; undefined where it does not unwrap. */
export function portableUnwrap(key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  if (key.length !== KEY) return undefined;
  try {
    return aeskwp(key).decrypt(wrapped);
  } catch {
    return undefined;
  }
}
