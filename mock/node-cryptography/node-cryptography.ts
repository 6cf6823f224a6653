import type { Cryptography, HashName } from "../engine/cryptography/cryptography";
import { createNodeAsymmetric } from "./node-asymmetric";

/** The module node:crypto. It comes in, so that a page can load what imports this. */
export type NodeCrypto = typeof import("node:crypto");

const HASHES: Readonly<Record<HashName, string>> = {
  "SHA-1": "sha1",
  "SHA-224": "sha224",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

const TAG = 16;

export interface NodeCryptographyOptions {
  /**
   * Whether the same call with the same random bytes always gives the same signature, as a mock with a seed promises. Off by
   * default: ECDSA of a message is then OpenSSL's, which is faster and draws its own randomness.
   */
  readonly repeatable?: boolean;
}

/** The cryptography of a process of Node. */
export function createNodeCryptography(
  node: NodeCrypto,
  { repeatable = false }: NodeCryptographyOptions = {},
): Cryptography {
  const hashes: Pick<Cryptography, "digest" | "hmac"> = {
    digest: (hash, message) => node.createHash(HASHES[hash]).update(message).digest(),
    hmac: (hash, key, message) => node.createHmac(HASHES[hash], key).update(message).digest(),
  };
  return {
    ...createNodeAsymmetric(node, hashes, HASHES, repeatable),
    ...hashes,
    seal: (key, nonce, additional, plaintext) => {
      const cipher = node.createCipheriv("aes-256-gcm", key, nonce).setAAD(additional);
      const ciphertext = cipher.update(plaintext);
      cipher.final(); // Nothing: GCM has no last block.
      const sealed = new Uint8Array(ciphertext.length + TAG);
      sealed.set(ciphertext);
      sealed.set(cipher.getAuthTag(), ciphertext.length);
      return sealed;
    },
    open: (key, nonce, additional, sealed) => {
      const end = sealed.length - TAG;
      if (end < 0) return undefined;
      const decipher = node.createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG }).setAAD(additional);
      decipher.setAuthTag(sealed.subarray(end));
      try {
        const plaintext = decipher.update(sealed.subarray(0, end));
        decipher.final();
        return plaintext;
      } catch {
        return undefined;
      }
    },
  };
}
