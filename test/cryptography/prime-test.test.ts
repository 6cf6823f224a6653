import nodeCrypto, { checkPrimeSync, generatePrimeSync, randomBytes } from "node:crypto";
import { toInteger } from "../../mock/engine/cryptography/integers";
import { primeTest } from "../../mock/node-cryptography/node-prime-test";

const isPrime = primeTest(nodeCrypto);

test.each([1024, 1536, 2048])("of %i bits: what OpenSSL's 64 rounds call a prime is one, and nothing else", (bits) => {
  const prime = generatePrimeSync(bits, { bigint: true });
  expect(isPrime(prime)).toBe(true);
  const first = toInteger(randomBytes(bits / 8)) | (3n << BigInt(bits - 2)) | 1n;
  const odd = Array.from({ length: 40 }, (_, i) => first + BigInt(2 * i));
  expect(odd.filter(isPrime)).toEqual(odd.filter((number) => checkPrimeSync(number)));
});

test("a process whose RSA cannot compute it falls back on checkPrimeSync", () => {
  const publicEncrypt = () => Buffer.alloc(1);
  const other = primeTest({ ...nodeCrypto, publicEncrypt });
  const [prime, composite] = [generatePrimeSync(512, { bigint: true }), 2n ** 511n + 15n];
  expect([other(prime), other(composite)]).toEqual([true, checkPrimeSync(composite)]);
});
