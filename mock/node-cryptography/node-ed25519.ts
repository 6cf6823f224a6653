import type { Ed25519Primitives } from "../engine/cryptography/edwards/ed25519-family";
import type { NodeCrypto } from "./node-cryptography";
import type { NodeKeys } from "./node-keys";

/** Ed25519 by OpenSSL. */
export function createNodeEd25519(node: NodeCrypto, keys: NodeKeys): Ed25519Primitives {
  return {
    publicKey: (privateKey) => {
      const { x = "" } = node.createPublicKey(keys.privateKey(privateKey)).export({ format: "jwk" });
      return Buffer.from(x, "base64url");
    },
    sign: (privateKey, message) => node.sign(null, message, keys.privateKey(privateKey)),
    verify: (publicKey, message, signature) => node.verify(null, message, keys.publicKey(publicKey), signature),
  };
}
