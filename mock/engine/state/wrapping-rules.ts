import type { AlgorithmSpec, KeySpec, WrappingKeySpec } from "../../../generated/types";
import type { RsaWrappingAlgorithm } from "../cryptography/import-token";
import type { RsaWrappingSpec } from "../cryptography/wrapping-keys";

/** How key material is wrapped, where RSA does it. */
export interface RsaWrapping {
  readonly algorithm: RsaWrappingAlgorithm;
  readonly spec: RsaWrappingSpec;
}

/** A wrapping by an RSA key and an algorithm of RSA; undefined for SM2 and the retired RSAES_PKCS1_V1_5. */
export function rsaWrapping(algorithm: AlgorithmSpec, spec: WrappingKeySpec): RsaWrapping | undefined {
  if (algorithm === "SM2PKE" || algorithm === "RSAES_PKCS1_V1_5" || spec === "SM2") return undefined;
  return { algorithm, spec };
}

/**
 * Whether material of a key spec can be wrapped so (docs/evidence/imports.md#wrapping-algorithms). A spec that is in no list of
 * AWS's takes no wrapping.
 */
export function canWrap(keySpec: KeySpec, { algorithm, spec }: RsaWrapping): boolean {
  const isOaep = algorithm.startsWith("RSAES_OAEP");
  if (keySpec === "SYMMETRIC_DEFAULT" || keySpec.startsWith("HMAC_")) return isOaep;
  if (keySpec.startsWith("RSA_")) return !isOaep;
  // Its private key is too long for the shortest wrapping key.
  if (keySpec === "ECC_NIST_P521") return !isOaep || spec !== "RSA_2048";
  return keySpec.startsWith("ECC_") && keySpec !== "ECC_NIST_EDWARDS25519";
}
