import { gcm } from "@noble/ciphers/aes.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { Cryptography, HashName } from "../cryptography";
import { createPortableAsymmetric } from "./portable-asymmetric";

const HASHES = { "SHA-1": sha1, "SHA-224": sha224, "SHA-256": sha256, "SHA-384": sha384, "SHA-512": sha512 } as const;

/** The cryptography of a page, by audited libraries in JavaScript. It runs in Node too. */
export function createPortableCryptography(): Cryptography {
  const hashes: Pick<Cryptography, "digest" | "hmac"> = {
    digest: (hash: HashName, message) => HASHES[hash](message),
    hmac: (hash, key, message) => hmac(HASHES[hash], key, message),
  };
  return {
    ...createPortableAsymmetric(hashes),
    ...hashes,
    seal: (key, nonce, additional, plaintext) => gcm(key, nonce, additional).encrypt(plaintext),
    open: (key, nonce, additional, sealed) => {
      try {
        return gcm(key, nonce, additional).decrypt(sealed);
      } catch {
        return undefined;
      }
    },
  };
}
