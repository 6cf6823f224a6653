import type { KeyObject } from "node:crypto";
import type { RsaKey, RsaPrimitives } from "../engine/cryptography/rsa/rsa-family";
import type { NodeCrypto } from "./node-cryptography";
import type { NodeKeys } from "./node-keys";
import { primeTest } from "./node-prime-test";

/** RSA by OpenSSL, which hides from its time what the private key is. */
export function createNodeRsa(node: NodeCrypto, keys: NodeKeys): RsaPrimitives {
  const padding = node.constants.RSA_NO_PADDING;
  const rsaKey = (key: KeyObject, apply: (block: Uint8Array) => Uint8Array): RsaKey => ({
    size: (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8,
    apply: (block) => {
      try {
        return apply(block);
      } catch {
        // The block is not less than the modulus.
        return undefined;
      }
    },
  });
  return {
    isPrime: primeTest(node),
    publicKey: (der) => {
      const key = keys.publicKey(der);
      return rsaKey(key, (block) => node.publicEncrypt({ key, padding }, block));
    },
    privateKey: (der) => {
      const key = keys.privateKey(der);
      return rsaKey(key, (block) => node.privateDecrypt({ key, padding }, block));
    },
  };
}
