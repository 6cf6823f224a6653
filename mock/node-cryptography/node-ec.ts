import type { HashName } from "../engine/cryptography/cryptography";
import type { EcPrimitives } from "../engine/cryptography/ec/ec-family";
import { encodeEcPublic } from "../engine/cryptography/ec/ec-key";
import { createPortableEc } from "../engine/cryptography/portable/portable-ec";
import type { NodeCrypto } from "./node-cryptography";
import type { NodeKeys } from "./node-keys";

/** OpenSSL's names of the curves, by their object identifiers. */
const NAMES: Readonly<Record<string, string>> = {
  "2a8648ce3d030107": "prime256v1",
  "2b81040022": "secp384r1",
  "2b81040023": "secp521r1",
  "2b8104000a": "secp256k1",
};

const DSA_ENCODING = "ieee-p1363";

/**
 * ECDSA and ECDH by OpenSSL. It cannot take a digest, as it would hash it again: so those are signed in JavaScript.
 * @param hashes Node's names.
 * @param repeatable signs in JavaScript always: OpenSSL draws its own randomness, so that the same call gives another signature.
 */
export function createNodeEc(
  node: NodeCrypto,
  keys: NodeKeys,
  hashes: Readonly<Record<HashName, string>>,
  repeatable: boolean,
): EcPrimitives {
  const portable = createPortableEc();
  return {
    publicPoint: ({ id }, scalar) => {
      const ecdh = node.createECDH(NAMES[id] ?? id);
      ecdh.setPrivateKey(scalar);
      return ecdh.getPublicKey();
    },
    sign: (curve, messageType, privateKey, message, random) => {
      if (messageType !== "RAW" || repeatable) return portable.sign(curve, messageType, privateKey, message, random);
      const key = keys.privateKey(privateKey);
      return node.sign(hashes[curve.hash], message, { key, dsaEncoding: DSA_ENCODING });
    },
    verify: (curve, messageType, publicKey, message, signature) => {
      if (messageType !== "RAW") return portable.verify(curve, messageType, publicKey, message, signature);
      const key = keys.publicKey(publicKey);
      return node.verify(hashes[curve.hash], message, { key, dsaEncoding: DSA_ENCODING }, signature);
    },
    sharedSecret: (curve, privateKey, point) =>
      node.diffieHellman({
        privateKey: keys.privateKey(privateKey),
        publicKey: keys.publicKey(encodeEcPublic(curve, point)),
      }),
  };
}
