import { bitLength, toBytes, toInteger } from "../engine/cryptography/integers";
import { encodeRsaPublic } from "../engine/cryptography/rsa/rsa-key";
import type { NodeCrypto } from "./node-cryptography";
import type { DerInput } from "./node-keys";

/** A prime and a composite that Fermat's test tells apart. */
const PRIME = 2n ** 521n - 1n;
const COMPOSITE = 2n ** 521n + 1n;

/**
 * Whether a random number without small factors is prime: by one round of Fermat's test to base 2 where this process can.
 * `checkPrimeSync` takes 64 rounds and more for a prime, which OpenSSL lets nobody lower, and which were most of the time
 * of a new RSA key. For a number that an adversary chose one round would not do. That a random one of 1024 bits passes and
 * is composite has odds below 1e-20 (Kim and Pomerance, "The probability that a random probable prime is composite", 1989).
 */
export function primeTest(node: NodeCrypto): (candidate: bigint) => boolean {
  let canDo: boolean | undefined;
  return (candidate) => {
    canDo ??= passesFermat(node, PRIME) === true && passesFermat(node, COMPOSITE) === false;
    return (canDo ? passesFermat(node, candidate) : undefined) ?? node.checkPrimeSync(candidate);
  };
}

/**
 * Whether 2 to the power of a number less one is 1 modulo it, computed as RSA does with that number as its modulus: nothing
 * else of node:crypto gives OpenSSL's exponentiation. Undefined where it takes no such key.
 */
function passesFermat(node: NodeCrypto, candidate: bigint): boolean | undefined {
  const der = encodeRsaPublic({ modulus: candidate, exponent: candidate - 1n });
  try {
    const key = node.createPublicKey({ key: der as DerInput, format: "der", type: "spki" });
    const two = toBytes(2n, Math.ceil(bitLength(candidate) / 8));
    return toInteger(node.publicEncrypt({ key, padding: node.constants.RSA_NO_PADDING }, two)) === 1n;
  } catch {
    return undefined;
  }
}
