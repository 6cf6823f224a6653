import { constants, createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import type { SigningAlgorithmSpec } from "../../generated/types";

/** The public key of DER of SubjectPublicKeyInfo; undefined where Node cannot read it. */
export function readPublicKey(der: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/**
 * Whether a signature is one of a message, as somebody outside of KMS finds out with the public key: PSS with a salt as long
 * as the hash, ECDSA as DER. Undefined where Node cannot tell: Ed25519ph, and before Node 24 ML-DSA.
 */
export function verifiesLocally(
  algorithm: SigningAlgorithmSpec,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean | undefined {
  const key = readPublicKey(publicKey);
  if (algorithm === "ED25519_PH_SHA_512" || algorithm === "SM2DSA") return undefined;
  if (!key) return algorithm === "ML_DSA_SHAKE_256" ? undefined : false;
  if (algorithm === "ED25519_SHA_512" || algorithm === "ML_DSA_SHAKE_256") return verify(null, message, key, signature);
  const hash = `sha${/\d+$/.exec(algorithm)?.[0]}`;
  if (algorithm.startsWith("RSASSA_PSS")) {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const saltLength = createHash(hash).digest().length;
    return verify(hash, message, { key, padding, saltLength }, signature);
  }
  return verify(hash, message, algorithm.startsWith("ECDSA") ? { key, dsaEncoding: "der" } : key, signature);
}
