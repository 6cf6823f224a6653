import type { AsymmetricCryptography } from "../engine/cryptography/asymmetric";
import type { Cryptography, HashName } from "../engine/cryptography/cryptography";
import { createEc } from "../engine/cryptography/ec/ec-family";
import { createEd25519 } from "../engine/cryptography/edwards/ed25519-family";
import { createAsymmetric } from "../engine/cryptography/key-families";
import { createMlDsa } from "../engine/cryptography/lattice/ml-dsa-family";
import { createMlKem } from "../engine/cryptography/lattice/ml-kem-family";
import { createRsa } from "../engine/cryptography/rsa/rsa-family";
import type { NodeCrypto } from "./node-cryptography";
import { createNodeEc } from "./node-ec";
import { createNodeEd25519 } from "./node-ed25519";
import { createNodeUnwrap } from "./node-key-wrap";
import { createNodeKeys } from "./node-keys";
import { createNodeRsa } from "./node-rsa";

/** The algorithms of key pairs, by OpenSSL where Node 20 gives them. */
export function createNodeAsymmetric(
  node: NodeCrypto,
  hashes: Pick<Cryptography, "digest" | "hmac">,
  names: Readonly<Record<HashName, string>>,
  repeatable: boolean,
): AsymmetricCryptography {
  const keys = createNodeKeys(node);
  const families = {
    rsa: createRsa(createNodeRsa(node, keys), hashes),
    ec: createEc(createNodeEc(node, keys, names, repeatable)),
    ed25519: createEd25519(createNodeEd25519(node, keys)),
    mlDsa: createMlDsa(),
    mlKem: createMlKem(),
  };
  return createAsymmetric(hashes, families, createNodeUnwrap(node));
}
