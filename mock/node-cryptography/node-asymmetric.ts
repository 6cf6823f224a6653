import type { AsymmetricCryptography } from "../engine/cryptography/asymmetric";
import type { NodeCrypto } from "./node-cryptography";

/** The algorithms of key pairs. */
export function createNodeAsymmetric(_node: NodeCrypto): AsymmetricCryptography {
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
