import type { AsymmetricCryptography } from "../asymmetric";
import type { Cryptography } from "../cryptography";
import { createEc } from "../ec/ec-family";
import { createEd25519, portableEd25519 } from "../edwards/ed25519-family";
import { createAsymmetric } from "../key-families";
import { createMlDsa } from "../lattice/ml-dsa-family";
import { createMlKem } from "../lattice/ml-kem-family";
import { createRsa } from "../rsa/rsa-family";
import { createPortableEc } from "./portable-ec";
import { portableUnwrap } from "./portable-key-wrap";
import { createPortableRsa } from "./portable-rsa";

/** The algorithms of key pairs, in JavaScript. */
export function createPortableAsymmetric(hashes: Pick<Cryptography, "digest" | "hmac">): AsymmetricCryptography {
  const families = {
    rsa: createRsa(createPortableRsa(), hashes),
    ec: createEc(createPortableEc()),
    ed25519: createEd25519(portableEd25519),
    mlDsa: createMlDsa(),
    mlKem: createMlKem(),
  };
  return createAsymmetric(hashes, families, portableUnwrap);
}
