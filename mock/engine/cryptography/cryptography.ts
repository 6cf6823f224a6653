import type { AsymmetricCryptography } from "./asymmetric";

/** The hashes that signatures, MACs and OAEP are made with. */
export type HashName = "SHA-1" | "SHA-224" | "SHA-256" | "SHA-384" | "SHA-512";

/**
 * The algorithms that the operations need. All are synchronous, so that transitions stay pure, and none draws randomness:
 * it comes in. There are two: by node:crypto (`mock/node-cryptography/`), and one that runs anywhere
 * ({@link "./portable/portable-cryptography"}). A test compares them.
 */
export interface Cryptography extends AsymmetricCryptography {
  digest(hash: HashName, message: Uint8Array): Uint8Array;
  hmac(hash: HashName, key: Uint8Array, message: Uint8Array): Uint8Array;
  /**
   * AES-256-GCM.
   * @param key 32 bytes.
   * @param nonce 12 bytes.
   * @param additional what is authenticated with it, and not part of the result.
   * @returns the ciphertext and a tag of 16 bytes.
   */
  seal(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** The plaintext of what {@link Cryptography.seal} made; undefined where anything of it was changed. */
  open(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, sealed: Uint8Array): Uint8Array | undefined;
}

/** A cryptography that is there, or is loaded when an operation first needs it: a page does not load it at its start. */
export interface CryptographySource {
  /** Undefined until it is loaded. */
  readonly loaded: Cryptography | undefined;
  /** Loads it, once. */
  load(): Promise<Cryptography>;
}

/** The source of a cryptography that is there already. */
export function cryptographyAtHand(cryptography: Cryptography): CryptographySource {
  return { loaded: cryptography, load: async () => cryptography };
}

/** The source of one that is loaded when it is first needed. */
export function cryptographyOnDemand(load: () => Promise<Cryptography>): CryptographySource {
  let loading: Promise<Cryptography> | undefined;
  let loaded: Cryptography | undefined;
  return {
    get loaded() {
      return loaded;
    },
    load: () => {
      loading ??= load().then((cryptography) => {
        loaded = cryptography;
        return cryptography;
      });
      return loading;
    },
  };
}
