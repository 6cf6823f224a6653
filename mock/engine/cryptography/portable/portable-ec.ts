import { binaryText } from "../bytes";
import type { Curve } from "../ec/curves";
import type { EcPrimitives } from "../ec/ec-family";
import { readEcPrivate, readEcPublic } from "../ec/ec-key";
import { Remembered } from "../remembered";

/** Keys that are remembered without their encoding. */
const KEYS = 256;

/** s is left as it comes, high or low: KMS does not normalise it. */
const COMPACT = { lowS: false, format: "compact" } as const;

/** ECDSA and ECDH in JavaScript. A signature follows from the key, the message and the random bytes (RFC 6979, 3.6). */
export function createPortableEc(): EcPrimitives {
  const keys = new Remembered<Uint8Array>(KEYS);
  const scalarOf = (curve: Curve, der: Uint8Array) =>
    keys.of(binaryText(der), () => readable(readEcPrivate(curve, der)?.scalar));
  const pointOf = (curve: Curve, der: Uint8Array) => keys.of(binaryText(der), () => readable(readEcPublic(curve, der)));
  return {
    publicPoint: (curve, scalar) => curve.noble.getPublicKey(scalar, false),
    sign: (curve, messageType, privateKey, message, random) => {
      const options = { ...COMPACT, prehash: messageType === "RAW", extraEntropy: random(curve.size) };
      return curve.noble.sign(message, scalarOf(curve, privateKey), options);
    },
    verify: (curve, messageType, publicKey, message, signature) => {
      const options = { ...COMPACT, prehash: messageType === "RAW" };
      return curve.noble.verify(signature, message, pointOf(curve, publicKey), options);
    },
    sharedSecret: (curve, privateKey, point) =>
      curve.noble.getSharedSecret(scalarOf(curve, privateKey), point, false).slice(1, 1 + curve.size),
  };
}

function readable(key: Uint8Array | undefined): Uint8Array {
  if (!key) throw new Error("The bytes are no key of the curve.");
  return key;
}
