import { fromHex, toHex } from "../bytes";
import { type DerValues, integer, nothing, objectId, sequence, within } from "../der";
import { commonDivisor, inverse } from "../integers";
import { encodePrivateKey, encodePublicKey, readPrivateKey, readPublicKey } from "../key-encoding";

/** The numbers of a public key. */
export interface RsaPublicKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** The numbers of a private key (RFC 8017). */
export interface RsaPrivateKey extends RsaPublicKey {
  readonly privateExponent: bigint;
  readonly p: bigint;
  readonly q: bigint;
  /** The private exponent mod p - 1, and mod q - 1. */
  readonly dp: bigint;
  readonly dq: bigint;
  /** The inverse of q mod p. */
  readonly qInverse: bigint;
}

/** 1.2.840.113549.1.1.1 */
const RSA_ENCRYPTION = "2a864886f70d010101";

/** Above it, OpenSSL refuses an exponent with a long modulus. */
const EXPONENT_LIMIT = 2n ** 64n;

/** The private key of two primes; undefined where it cannot have the exponent. */
export function rsaKey(first: bigint, second: bigint, exponent: bigint): RsaPrivateKey | undefined {
  const [p, q] = first > second ? [first, second] : [second, first];
  const order = ((p - 1n) * (q - 1n)) / commonDivisor(p - 1n, q - 1n);
  const privateExponent = inverse(exponent, order);
  const qInverse = inverse(q, p);
  if (privateExponent === undefined || qInverse === undefined) return undefined;
  const [dp, dq] = [privateExponent % (p - 1n), privateExponent % (q - 1n)];
  return { modulus: p * q, exponent, privateExponent, p, q, dp, dq, qInverse };
}

/** A public key as SubjectPublicKeyInfo. */
export function encodeRsaPublic({ modulus, exponent }: RsaPublicKey): Uint8Array {
  return encodePublicKey(algorithm(), sequence(integer(modulus), integer(exponent)));
}

/** A private key as PKCS#8. */
export function encodeRsaPrivate(key: RsaPrivateKey): Uint8Array {
  const { modulus, exponent, privateExponent, p, q, dp, dq, qInverse } = key;
  const numbers = [0n, modulus, exponent, privateExponent, p, q, dp, dq, qInverse];
  return encodePrivateKey(algorithm(), sequence(...numbers.map(integer)));
}

/** The numbers of SubjectPublicKeyInfo; undefined where it is none of RSA. */
export function readRsaPublic(bytes: Uint8Array): RsaPublicKey | undefined {
  return readPublicKey(bytes, expectRsa, (encoded) =>
    within(encoded, (values) =>
      values.sequence((numbers) => ({ modulus: numbers.integer(), exponent: numbers.integer() })),
    ),
  );
}

/**
 * The numbers of PKCS#8; undefined where it is none of RSA, or its numbers do not belong together. That p and q are primes
 * is not looked at.
 */
export function readRsaPrivate(bytes: Uint8Array): RsaPrivateKey | undefined {
  return readPrivateKey(bytes, expectRsa, (values) =>
    values.sequence((numbers) => {
      numbers.expect(numbers.integer() === 0n);
      const [modulus, exponent, privateExponent] = [numbers.integer(), numbers.integer(), numbers.integer()];
      const [p, q] = [numbers.integer(), numbers.integer()];
      for (let i = 0; i < 3; i++) numbers.integer();
      numbers.expect(p > 2n && q > 2n && p * q === modulus);
      numbers.expect(exponent > 2n && exponent < EXPONENT_LIMIT);
      const key = numbers.made(rsaKey(p, q, exponent));
      const product = exponent * privateExponent;
      numbers.expect(product % (p - 1n) === 1n && product % (q - 1n) === 1n);
      return key;
    }),
  );
}

function algorithm(): Uint8Array {
  return sequence(objectId(fromHex(RSA_ENCRYPTION)), nothing());
}

function expectRsa(values: DerValues): void {
  values.expect(toHex(values.objectId()) === RSA_ENCRYPTION);
  values.nothing();
}
