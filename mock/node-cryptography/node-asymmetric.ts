import type { AsymmetricCryptography } from "../engine/cryptography/asymmetric";
import type { Cryptography } from "../engine/cryptography/cryptography";
import { createAsymmetric, type KeyFamily } from "../engine/cryptography/key-families";
import { createRsa } from "../engine/cryptography/rsa/rsa-family";
import type { NodeCrypto } from "./node-cryptography";
import { createNodeKeys } from "./node-keys";
import { createNodeRsa } from "./node-rsa";

const missing = (): never => {
  throw new Error("The cryptography of this family is not there yet.");
};
const MISSING: KeyFamily = { keyPair: missing, importedPair: missing };

/** The algorithms of key pairs. */
export function createNodeAsymmetric(
  node: NodeCrypto,
  hashes: Pick<Cryptography, "digest" | "hmac">,
): AsymmetricCryptography {
  const keys = createNodeKeys(node);
  const families = {
    rsa: createRsa(createNodeRsa(node, keys), hashes),
    ec: MISSING,
    ed25519: MISSING,
    mlDsa: MISSING,
    mlKem: MISSING,
  };
  return createAsymmetric(hashes, families, missing);
}
