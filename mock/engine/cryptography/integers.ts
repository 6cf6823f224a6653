import { fromHex, toHex } from "./bytes";

/** Bytes, the highest first, as a number. */
export function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** A number as so many bytes, the highest first; it fits. */
export function toBytes(value: bigint, length: number): Uint8Array {
  return fromHex(value.toString(16).padStart(2 * length, "0"));
}

/** The bits of a positive number. */
export function bitLength(value: bigint): number {
  return value.toString(2).length;
}

/** base ^ exponent mod modulus, four bits of the exponent at a time. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n];
  for (let i = 1; i < 16; i++) powers.push(((powers[i - 1] ?? 1n) * base) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % modulus;
    const factor = powers[Number.parseInt(digit, 16)] ?? 1n;
    if (factor !== 1n) result = (result * factor) % modulus;
  }
  return result;
}

/** The number that times value is 1 mod modulus; undefined where there is none. */
export function inverse(value: bigint, modulus: bigint): bigint | undefined {
  let [a, b] = [modulus, value % modulus];
  let [x, y] = [0n, 1n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  if (a !== 1n) return undefined;
  return x < 0n ? x + modulus : x;
}

/** The greatest common divisor of two positive numbers. */
export function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}
