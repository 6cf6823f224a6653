import type { KeyPair, RandomBytes, Signing } from "../asymmetric";
import { isSame } from "../bytes";
import { toBytes, toInteger } from "../integers";
import type { KeyFamily } from "../key-families";
import { type Curve, curveOf } from "./curves";
import { ecPair, encodeSignature, readEcPrivate, readEcPublic, readSignature } from "./ec-key";

/** ECDSA and ECDH of a backend. Keys are our own encodings; a signature is r and s, each as long as a scalar. */
export interface EcPrimitives {
  /** The public point of a private scalar, without compression. */
  publicPoint(curve: Curve, scalar: Uint8Array): Uint8Array;
  sign(
    curve: Curve,
    messageType: Signing["messageType"],
    privateKey: Uint8Array,
    message: Uint8Array,
    random: RandomBytes,
  ): Uint8Array;
  /** May throw where r or s is out of its range. */
  verify(
    curve: Curve,
    messageType: Signing["messageType"],
    publicKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ): boolean;
  /** The x coordinate. @param point on the curve, without compression. */
  sharedSecret(curve: Curve, privateKey: Uint8Array, point: Uint8Array): Uint8Array;
}

/** More bytes than a scalar has: so that no scalar is more likely than another (FIPS 186-5, A.2.1). */
const EXTRA = 8;

/** The curves of NIST and secp256k1, on the primitives of a backend. */
export function createEc(primitives: EcPrimitives): KeyFamily {
  const ecdsa = ({ spec, algorithm }: Signing): Curve => {
    const curve = curveOf(spec);
    if (algorithm !== `ECDSA_${curve.hash.replace("-", "_")}`)
      throw new Error(`${spec} does not sign with ${algorithm}.`);
    return curve;
  };
  return {
    keyPair: (spec, random) => generatedPair(curveOf(spec), random, primitives),
    importedPair: (spec, privateKey) => {
      const curve = curveOf(spec);
      const key = readEcPrivate(curve, privateKey);
      if (!key) return undefined;
      const point = primitives.publicPoint(curve, key.scalar);
      return key.point && !isSame(key.point, point) ? undefined : ecPair(curve, key.scalar, point);
    },
    sign: (signing, privateKey, message, random) => {
      const curve = ecdsa(signing);
      return encodeSignature(curve, primitives.sign(curve, signing.messageType, privateKey, message, random));
    },
    verify: (signing, publicKey, message, signature) => {
      const curve = ecdsa(signing);
      const compact = readSignature(curve, signature);
      try {
        return compact !== undefined && primitives.verify(curve, signing.messageType, publicKey, message, compact);
      } catch {
        return false;
      }
    },
    sharedSecret: (spec, privateKey, publicKey) => {
      const point = readEcPublic(curveOf(spec), publicKey);
      return point && primitives.sharedSecret(curveOf(spec), privateKey, point);
    },
  };
}

/** Never change it: keys of saved states would change. */
function generatedPair(curve: Curve, random: RandomBytes, primitives: EcPrimitives): KeyPair {
  const number = (toInteger(random(curve.size + EXTRA)) % (curve.noble.Point.Fn.ORDER - 1n)) + 1n;
  const scalar = toBytes(number, curve.size);
  return ecPair(curve, scalar, primitives.publicPoint(curve, scalar));
}
