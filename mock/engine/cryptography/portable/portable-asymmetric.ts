import type { AsymmetricCryptography } from "../asymmetric";

/** The algorithms of key pairs. */
export function createPortableAsymmetric(): AsymmetricCryptography {
  const missing = (): never => {
    throw new Error("The cryptography of key pairs is not there yet.");
  };
  return {
    keyPair: missing,
    importedPair: missing,
    sign: missing,
    verify: missing,
    encryptOaep: missing,
    decryptOaep: missing,
    sharedSecret: missing,
    encapsulate: missing,
    decapsulate: missing,
    unwrapPadded: missing,
  };
}
