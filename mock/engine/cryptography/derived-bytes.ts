import { fromHex, joined, utf8 } from "./bytes";
import type { Cryptography } from "./cryptography";

/** What material follows from: the key's seed, or its id where it has none. */
export interface MaterialSource {
  /** 64 hexadecimal digits. */
  readonly seed: string | undefined;
  readonly keyId: string;
  /** 64 hexadecimal digits. */
  readonly materialId: string;
}

/** The bytes of one block: the length of SHA-512. */
const BLOCK = 64;

/**
 * The secret bytes of a key material that KMS made. They are not kept but derived when they are needed: a key costs one seed,
 * however often it rotates, and the material is the same after a restart and in each related multi-Region key.
 *
 * Never change it: ciphertexts of saved states would not open any more (docs/ciphertext.md).
 * @param purpose what the bytes are for, such as `aes`: those of one purpose say nothing of those of another.
 */
export function derivedBytes(
  cryptography: Cryptography,
  { seed, keyId, materialId }: MaterialSource,
  purpose: string,
  length: number,
): Uint8Array {
  const root = seed === undefined ? cryptography.digest("SHA-256", utf8(`trent key ${keyId}`)) : fromHex(seed);
  const blocks: Uint8Array[] = [];
  for (let block = 0; block * BLOCK < length; block++)
    blocks.push(cryptography.hmac("SHA-512", root, utf8(`trent material 1 ${materialId} ${purpose} ${block}`)));
  return joined(...blocks).subarray(0, length);
}
