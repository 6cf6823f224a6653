import type { Ed25519Primitives } from "../engine/cryptography/edwards/ed25519-family";
import type { NodeCrypto } from "./node-cryptography";
import type { NodeKeys } from "./node-keys";

/** The bytes of a public key, which its DER ends with. */
const LENGTH = 32;

/** Ed25519 by OpenSSL. */
export function createNodeEd25519(node: NodeCrypto, keys: NodeKeys): Ed25519Primitives {
  return {
    publicKey: (privateKey) => {
      const der = node.createPublicKey(keys.privateKey(privateKey)).export({ format: "der", type: "spki" });
      return der.subarray(-LENGTH);
    },
    sign: (privateKey, message) => node.sign(null, message, keys.privateKey(privateKey)),
    verify: (publicKey, message, signature) => node.verify(null, message, keys.publicKey(publicKey), signature),
  };
}
