import { bits, type DerValues, integer, octets, readDer, sequence, within } from "./der";

/** X.509 SubjectPublicKeyInfo of an algorithm identifier and the encoded key. */
export function encodePublicKey(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  return sequence(algorithm, bits(key));
}

/** PKCS#8 of an algorithm identifier and the encoded key. */
export function encodePrivateKey(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  return sequence(integer(0n), algorithm, octets(key));
}

/**
 * Reads X.509 SubjectPublicKeyInfo.
 * @param algorithm reads the content of the algorithm identifier.
 * @param key makes something of the encoded key.
 * @returns undefined where the bytes are none, or none of this algorithm.
 */
export function readPublicKey<Value>(
  bytes: Uint8Array,
  algorithm: (values: DerValues) => void,
  key: (encoded: Uint8Array) => Value,
): Value | undefined {
  return readDer(bytes, (file) =>
    file.sequence((values) => {
      values.sequence(algorithm);
      return key(values.bits());
    }),
  );
}

/** Reads PKCS#8, with its attributes and public key where it has them (RFC 5958); they are not looked at. */
export function readPrivateKey<Value>(
  bytes: Uint8Array,
  algorithm: (values: DerValues) => void,
  key: (values: DerValues) => Value,
): Value | undefined {
  return readDer(bytes, (file) =>
    file.sequence((values) => {
      values.expect(values.integer() <= 1n);
      values.sequence(algorithm);
      const encoded = values.octets();
      values.optional(0xa0);
      values.optional(0x81);
      return within(encoded, key);
    }),
  );
}
