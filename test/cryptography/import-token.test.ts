import nodeCrypto from "node:crypto";
import { wrapMaterial } from "../../contracts/given/wrap-material";
import type { Cryptography } from "../../mock/engine/cryptography/cryptography";
import {
  type ImportParameters,
  makeImportToken,
  readImportToken,
  TOKEN_RANDOM,
} from "../../mock/engine/cryptography/import-token";
import { createPortableCryptography } from "../../mock/engine/cryptography/portable/portable-cryptography";
import { hasWrappedLength, unwrapMaterial } from "../../mock/engine/cryptography/unwrap-material";
import { WrappingKeys } from "../../mock/engine/cryptography/wrapping-keys";
import { seededIds } from "../../mock/engine/state/ids";
import { createNodeCryptography } from "../../mock/node-cryptography/node-cryptography";

const NODE = createNodeCryptography(nodeCrypto);
const CRYPTOGRAPHIES: readonly (readonly [string, Cryptography])[] = [
  ["node:crypto", NODE],
  ["the portable one", createPortableCryptography()],
];

const KEY = { arn: "arn:aws:kms:us-east-1:111122223333:key/k", keyId: "k", seed: "5e".repeat(32) };
const NONCE = Uint8Array.from({ length: TOKEN_RANDOM }, (_, i) => i);
const PAIR = new WrappingKeys(seededIds("tokens").bytes).pair(NODE, "RSA_2048");
const PARAMETERS: ImportParameters = {
  algorithm: "RSA_AES_KEY_WRAP_SHA_256",
  spec: "RSA_2048",
  expires: 1_768_564_800_123,
  privateKey: PAIR.privateKey,
};

describe.each(CRYPTOGRAPHIES)("an import token by %s", (_, cryptography) => {
  const token = makeImportToken(cryptography, KEY, PARAMETERS, NONCE);

  test("says what it was made of, to each cryptography", () => {
    for (const [, other] of CRYPTOGRAPHIES) {
      const read = readImportToken(other, KEY, token);
      expect(read).toMatchObject({ ...PARAMETERS, privateKey: expect.anything() });
      expect(Buffer.from(read!.privateKey).equals(Buffer.from(PAIR.privateKey))).toBe(true);
    }
  });

  test("does not show the private key", () => {
    expect(Buffer.from(token).includes(Buffer.from(PAIR.privateKey).subarray(40, 72))).toBe(false);
  });

  test.each([
    { what: "another key", key: { ...KEY, seed: "5f".repeat(32) } },
    { what: "another ARN", key: { ...KEY, arn: "arn:aws:kms:us-west-2:111122223333:key/k" } },
    { what: "a key without a seed", key: { ...KEY, seed: undefined } },
  ])("is none of $what", ({ key }) => {
    expect(readImportToken(cryptography, key, token)).toBeUndefined();
  });

  test("is none with any byte changed, cut off or added", () => {
    for (let i = 0; i < token.length; i += 7) {
      const changed = token.slice();
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(readImportToken(cryptography, KEY, changed)).toBeUndefined();
    }
    for (const length of [0, 4, 10, 16, 30, token.length - 1])
      expect(readImportToken(cryptography, KEY, token.slice(0, length))).toBeUndefined();
    expect(readImportToken(cryptography, KEY, Uint8Array.of(...token, 0))).toBeUndefined();
  });
});

describe.each(CRYPTOGRAPHIES)("material unwrapped by %s", (_, cryptography) => {
  const material = Buffer.from("0123456789abcdef0123456789abcdef");
  const publicKey = Buffer.from(PAIR.publicKey).toString("base64");

  test.each(["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"] as const)(
    "%s",
    (algorithm) => {
      const wrapped = Buffer.from(wrapMaterial(algorithm, publicKey, material), "base64");
      const parameters = { ...PARAMETERS, algorithm };
      expect(hasWrappedLength(parameters, wrapped)).toBe(true);
      expect(hasWrappedLength(parameters, wrapped.subarray(1))).toBe(false);
      expect(Buffer.from(unwrapMaterial(cryptography, parameters, wrapped) ?? []).equals(material)).toBe(true);
      wrapped[wrapped.length - 1]! ^= 1;
      expect(unwrapMaterial(cryptography, parameters, wrapped)).toBeUndefined();
    },
  );

  test("a wrapped key that is no AES-256 key", () => {
    const short = Buffer.from(wrapMaterial("RSAES_OAEP_SHA_256", publicKey, Buffer.alloc(16)), "base64");
    expect(unwrapMaterial(cryptography, PARAMETERS, Buffer.concat([short, Buffer.alloc(40)]))).toBeUndefined();
  });
});

test("a pair is made once for each spec", () => {
  let draws = 0;
  const random = (length: number) => {
    draws++;
    return new Uint8Array(length).fill(draws);
  };
  const keys = new WrappingKeys(random);
  expect(keys.pair(NODE, "RSA_2048")).toBe(keys.pair(NODE, "RSA_2048"));
  expect(draws).toBe(1);
});
