import { binaryText } from "../bytes";
import { bitLength, power, toBytes, toInteger } from "../integers";
import { Remembered } from "../remembered";
import type { RsaKey, RsaPrimitives } from "../rsa/rsa-family";
import { readRsaPrivate, readRsaPublic } from "../rsa/rsa-key";

/** Keys whose numbers are remembered. */
const KEYS = 64;

/** The bases of Miller and Rabin's test. The numbers tested are random, so few would do (FIPS 186-5, table B.1: 5). */
const BASES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n] as const;

/** RSA by BigInt. */
export function createPortableRsa(): RsaPrimitives {
  const keys = new Remembered<RsaKey>(KEYS);
  return {
    isPrime: (candidate) => BASES.every((base) => passes(candidate, base)),
    publicKey: (der) => keys.of(binaryText(der), () => publicKey(der)),
    privateKey: (der) => keys.of(binaryText(der), () => privateKey(der)),
  };
}

function publicKey(der: Uint8Array): RsaKey {
  const key = readRsaPublic(der);
  if (!key) throw new Error("The bytes are no public key of RSA.");
  const { modulus, exponent } = key;
  return numberKey(modulus, (value) => power(value, exponent, modulus));
}

/** Works with the two primes apart, which is four times as fast (RFC 8017, 5.1.2). */
function privateKey(der: Uint8Array): RsaKey {
  const key = readRsaPrivate(der);
  if (!key) throw new Error("The bytes are no private key of RSA.");
  const { modulus, p, q, dp, dq, qInverse } = key;
  return numberKey(modulus, (value) => {
    const ofQ = power(value % q, dq, q);
    const difference = (power(value % p, dp, p) - ofQ) % p;
    return ofQ + q * ((((difference + p) % p) * qInverse) % p);
  });
}

function numberKey(modulus: bigint, apply: (value: bigint) => bigint): RsaKey {
  const size = Math.ceil(bitLength(modulus) / 8);
  return {
    size,
    apply: (block) => {
      const value = toInteger(block);
      return value < modulus ? toBytes(apply(value), size) : undefined;
    },
  };
}

/** Whether an odd number passes the test of Miller and Rabin with a base. */
function passes(candidate: bigint, base: bigint): boolean {
  const last = candidate - 1n;
  let odd = last;
  let halvings = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) halvings += 1;
  let value = power(base, odd, candidate);
  if (value === 1n || value === last) return true;
  for (let i = 1; i < halvings; i++) {
    value = (value * value) % candidate;
    if (value === last) return true;
  }
  return false;
}
