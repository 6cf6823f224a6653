import type { RandomBytes } from "../asymmetric";
import { toInteger } from "../integers";

/** The public exponent of our keys. */
export const EXPONENT = 65537n;

/** Odd numbers that are looked at after a first one. That none is prime has a probability of some 1e-10: then it is drawn anew. */
const WINDOW = 16384;

const SIEVE_LIMIT = 65536;

/** The primes from 3 up to {@link SIEVE_LIMIT}; made when they are first needed. */
let smallPrimes: readonly number[] | undefined;

/**
 * The prime of a key that follows from a stream of bytes: the first one at or after a number drawn from it. The two highest
 * bits are set, so that the product of two has all its bits, and RSA can have {@link EXPONENT} with it.
 *
 * Never change which prime it finds: keys of saved states would change.
 * @param bits a multiple of 8.
 * @param isPrime is asked about numbers without small factors.
 */
export function findPrime(bits: number, random: RandomBytes, isPrime: (candidate: bigint) => boolean): bigint {
  for (;;) {
    const first = toInteger(random(bits / 8)) | (3n << BigInt(bits - 2)) | 1n;
    const hasFactor = sieve(first);
    for (let i = 0; i < WINDOW; i++) {
      if (hasFactor[i] === 1) continue;
      const candidate = first + BigInt(2 * i);
      if ((candidate - 1n) % EXPONENT !== 0n && isPrime(candidate)) return candidate;
    }
  }
}

/** Which of the odd numbers from the first one on have a small factor: 1 at their place. */
function sieve(first: bigint): Uint8Array {
  const hasFactor = new Uint8Array(WINDOW);
  smallPrimes ??= primesBelow(SIEVE_LIMIT).slice(1);
  for (const prime of smallPrimes) {
    const rest = Number(first % BigInt(prime));
    // first + 2i is a multiple where 2i = -rest mod prime; of prime - rest and 2 prime - rest one is even.
    const distance = (prime - rest) % prime;
    for (let i = (distance % 2 === 0 ? distance : distance + prime) / 2; i < WINDOW; i += prime) hasFactor[i] = 1;
  }
  return hasFactor;
}

function primesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let number = 2; number < limit; number++) {
    if (composite[number] === 1) continue;
    primes.push(number);
    for (let multiple = number * number; multiple < limit; multiple += number) composite[multiple] = 1;
  }
  return primes;
}
