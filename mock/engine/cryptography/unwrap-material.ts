import { modulusLength, type OaepAlgorithm } from "./asymmetric";
import type { Cryptography } from "./cryptography";
import type { ImportParameters } from "./import-token";

/** The hash of OAEP in each algorithm. */
const OAEP: Readonly<Record<ImportParameters["algorithm"], OaepAlgorithm>> = {
  RSAES_OAEP_SHA_1: "RSAES_OAEP_SHA_1",
  RSAES_OAEP_SHA_256: "RSAES_OAEP_SHA_256",
  RSA_AES_KEY_WRAP_SHA_1: "RSAES_OAEP_SHA_1",
  RSA_AES_KEY_WRAP_SHA_256: "RSAES_OAEP_SHA_256",
};

/** A block of AES key wrap, and the least that it makes of anything, in bytes (RFC 5649). */
const BLOCK = 8;
const SHORTEST = 16;

/** The AES key that RSA_AES_KEY_WRAP wraps the material with, in bytes. */
const AES_KEY = 32;

/**
 * Whether wrapped material has a length that its algorithm can make: RSAES_OAEP gives as many bytes as the modulus has,
 * RSA_AES_KEY_WRAP the same with whole blocks after it.
 */
export function hasWrappedLength({ algorithm, spec }: ImportParameters, { length }: Uint8Array): boolean {
  const rest = length - modulusLength(spec);
  return isKeyWrap(algorithm) ? rest >= SHORTEST && rest % BLOCK === 0 : rest === 0;
}

/** The material; undefined where it does not unwrap. */
export function unwrapMaterial(
  cryptography: Cryptography,
  { algorithm, spec, privateKey }: ImportParameters,
  wrapped: Uint8Array,
): Uint8Array | undefined {
  const modulus = modulusLength(spec);
  const opened = cryptography.decryptOaep(OAEP[algorithm], privateKey, wrapped.subarray(0, modulus));
  if (!opened || !isKeyWrap(algorithm)) return opened;
  return opened.length === AES_KEY ? cryptography.unwrapPadded(opened, wrapped.subarray(modulus)) : undefined;
}

function isKeyWrap(algorithm: ImportParameters["algorithm"]): boolean {
  return algorithm.startsWith("RSA_AES");
}
