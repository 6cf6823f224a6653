import type { KeyPair } from "../asymmetric";
import { fromHex, joined, toHex } from "../bytes";
import { bits, type DerValues, integer, objectId, octets, readDer, sequence, tagged, within } from "../der";
import { toBytes, toInteger } from "../integers";
import { encodePrivateKey, encodePublicKey, readPrivateKey, readPublicKey } from "../key-encoding";
import { type Curve, uncompressed } from "./curves";

/** 1.2.840.10045.2.1 */
const EC_PUBLIC_KEY = "2a8648ce3d0201";

/** The optional members of ECPrivateKey. */
const PARAMETERS = 0xa0;
const PUBLIC_KEY = 0xa1;

/** What PKCS#8 says of a private key. */
export interface EcPrivateKey {
  readonly scalar: Uint8Array;
  /** The public key that stands with it, without compression. That it belongs to the scalar is not tested. */
  readonly point: Uint8Array | undefined;
}

/** A pair in the encodings of OpenSSL: the private key has the public one with it. @param point without compression. */
export function ecPair(curve: Curve, scalar: Uint8Array, point: Uint8Array): KeyPair {
  const privateKey = sequence(integer(1n), octets(scalar), tagged(PUBLIC_KEY, bits(point)));
  return { publicKey: encodeEcPublic(curve, point), privateKey: encodePrivateKey(algorithm(curve), privateKey) };
}

/** A point as SubjectPublicKeyInfo. */
export function encodeEcPublic(curve: Curve, point: Uint8Array): Uint8Array {
  return encodePublicKey(algorithm(curve), point);
}

/** The point of SubjectPublicKeyInfo, without compression; undefined where it is none of this named curve. */
export function readEcPublic(curve: Curve, bytes: Uint8Array): Uint8Array | undefined {
  const point = readPublicKey(bytes, expectCurve(curve), (encoded) => encoded);
  return point && uncompressed(curve, point);
}

/** Reads PKCS#8 (RFC 5915); undefined where it is none of this named curve. */
export function readEcPrivate(curve: Curve, bytes: Uint8Array): EcPrivateKey | undefined {
  return readPrivateKey(bytes, expectCurve(curve), (values) =>
    values.sequence((key) => {
      key.expect(key.integer() === 1n);
      const number = toInteger(key.octets());
      key.expect(number > 0n && number < curve.noble.Point.Fn.ORDER);
      const parameters = key.optional(PARAMETERS);
      if (parameters) within(parameters, (values) => values.expect(toHex(values.objectId()) === curve.id));
      const publicKey = key.optional(PUBLIC_KEY);
      const point =
        publicKey &&
        key.made(
          uncompressed(
            curve,
            within(publicKey, (values) => values.bits()),
          ),
        );
      return { scalar: toBytes(number, curve.size), point };
    }),
  );
}

/** A signature as DER. @param compact r and s, each as long as a scalar. */
export function encodeSignature({ size }: Curve, compact: Uint8Array): Uint8Array {
  return sequence(integer(toInteger(compact.subarray(0, size))), integer(toInteger(compact.subarray(size))));
}

/** r and s of a signature in DER, each as long as a scalar; undefined where the bytes are none. */
export function readSignature({ size }: Curve, bytes: Uint8Array): Uint8Array | undefined {
  return readDer(bytes, (values) =>
    values.sequence((numbers) => {
      const [r, s] = [numbers.integer(), numbers.integer()];
      const limit = 1n << BigInt(8 * size);
      numbers.expect(r < limit && s < limit);
      return joined(toBytes(r, size), toBytes(s, size));
    }),
  );
}

function algorithm({ id }: Curve): Uint8Array {
  return sequence(objectId(fromHex(EC_PUBLIC_KEY)), objectId(fromHex(id)));
}

function expectCurve({ id }: Curve): (values: DerValues) => void {
  return (values) => {
    values.expect(toHex(values.objectId()) === EC_PUBLIC_KEY);
    values.expect(toHex(values.objectId()) === id);
  };
}
