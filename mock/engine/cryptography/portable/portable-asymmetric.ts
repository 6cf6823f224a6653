import type { AsymmetricCryptography } from "../asymmetric";
import type { Cryptography } from "../cryptography";
import { createAsymmetric, type KeyFamily } from "../key-families";
import { createRsa } from "../rsa/rsa-family";
import { createPortableRsa } from "./portable-rsa";

const missing = (): never => {
  throw new Error("The cryptography of this family is not there yet.");
};
const MISSING: KeyFamily = { keyPair: missing, importedPair: missing };

/** The algorithms of key pairs. */
export function createPortableAsymmetric(hashes: Pick<Cryptography, "digest" | "hmac">): AsymmetricCryptography {
  const families = {
    rsa: createRsa(createPortableRsa(), hashes),
    ec: MISSING,
    ed25519: MISSING,
    mlDsa: MISSING,
    mlKem: MISSING,
  };
  return createAsymmetric(hashes, families, missing);
}
