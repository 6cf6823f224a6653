import nodeCrypto from "node:crypto";
import { fromBase64, fromHex, toBase64, toHex, utf8 } from "../../mock/engine/cryptography/bytes";
import type { Cryptography } from "../../mock/engine/cryptography/cryptography";
import { derivedBytes } from "../../mock/engine/cryptography/derived-bytes";
import { createPortableCryptography } from "../../mock/engine/cryptography/portable/portable-cryptography";
import { decryptSymmetric, encryptSymmetric, readSymmetric } from "../../mock/engine/cryptography/symmetric-ciphertext";
import { createNodeCryptography } from "../../mock/node-cryptography/node-cryptography";
import vectors from "./symmetric-ciphertext.vectors.json";

const CRYPTOGRAPHIES: readonly (readonly [string, Cryptography])[] = [
  ["node:crypto", createNodeCryptography(nodeCrypto)],
  ["the portable one", createPortableCryptography()],
];

const KEY = { account: "111122223333", keyId: "1234abcd-12ab-34cd-56ef-1234567890ab", materialId: "ab".repeat(32) };
const MULTI_REGION = { ...KEY, keyId: `mrk-${"0123456789abcdef".repeat(2)}`, account: "000000000001" };
/** Draws 0, 1, 2 and so on. */
function counting() {
  let next = 0;
  return (length: number) => Uint8Array.from({ length }, () => next++);
}
const MATERIAL = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const CONTEXT = { purpose: "test", schlüssel: "ä" };

describe.each(CRYPTOGRAPHIES)("a symmetric ciphertext by %s", (_, cryptography) => {
  const made = (plaintext: Uint8Array, key = KEY) =>
    fromBase64(encryptSymmetric(cryptography, key, MATERIAL, counting(), plaintext, CONTEXT));
  const opened = (bytes: Uint8Array, { material = MATERIAL, context = CONTEXT as Record<string, string> } = {}) => {
    const ciphertext = readSymmetric(toBase64(bytes));
    return ciphertext && decryptSymmetric(cryptography, ciphertext, material, context);
  };

  it.each([1, 32, 4096])("of %s bytes opens, and is 152 bytes longer", (length) => {
    const plaintext = new Uint8Array(length).fill(7);
    const ciphertext = made(plaintext);
    expect(ciphertext.length).toBe(length + 152);
    expect(toHex(opened(ciphertext) ?? new Uint8Array())).toBe(toHex(plaintext));
  });

  it.each([KEY, MULTI_REGION])("says which key made it: %j", (key) => {
    expect(readSymmetric(toBase64(made(utf8("x"), key)))).toMatchObject(key);
  });

  it("opens with the pairs of its context in another order", () => {
    const [first, second] = Object.entries(CONTEXT);
    expect(opened(made(utf8("x")), { context: Object.fromEntries([second ?? [], first ?? []]) })).toBeDefined();
  });

  it.each([
    ["no context", {}],
    ["a missing pair", { purpose: "test" }],
    ["an additional pair", { ...CONTEXT, more: "" }],
    ["another case", { ...CONTEXT, purpose: "Test" }],
    ["a name that takes over letters of its value", { purposet: "est", schlüssel: "ä" }],
  ])("does not open with %s", (_name, context) => {
    expect(opened(made(utf8("x")), { context })).toBeUndefined();
  });

  it("does not open with other material", () => {
    expect(opened(made(utf8("x")), { material: new Uint8Array(32) })).toBeUndefined();
  });

  it("does not open with any byte changed, cut off, or added", () => {
    const ciphertext = made(utf8("secret"));
    for (let i = 0; i < ciphertext.length; i++) {
      const changed = ciphertext.slice();
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(opened(changed)).toBeUndefined();
    }
    expect(opened(ciphertext.subarray(0, -1))).toBeUndefined();
    expect(opened(Uint8Array.of(...ciphertext, 0))).toBeUndefined();
    expect(readSymmetric("")).toBeUndefined();
  });

  it.each(vectors.ciphertexts)(
    "of an earlier version opens: $name",
    ({ seed, keyId, context, ciphertext, plaintext }) => {
      const read = readSymmetric(ciphertext);
      expect(read?.keyId).toBe(keyId);
      const material = derivedBytes(
        cryptography,
        { seed: seed ?? undefined, keyId, materialId: read?.materialId ?? "" },
        "aes",
        32,
      );
      const bytes =
        read && decryptSymmetric(cryptography, read, material, context as unknown as Record<string, string>);
      expect(bytes && toBase64(bytes)).toBe(plaintext);
    },
  );

  it.each(vectors.derived)(
    "derives what it always did: $purpose, $length bytes",
    ({ seed, materialId, purpose, length, hex }) => {
      const bytes = derivedBytes(
        cryptography,
        { seed: seed ?? undefined, keyId: KEY.keyId, materialId },
        purpose,
        length,
      );
      expect(toHex(bytes)).toBe(hex);
    },
  );
});

it("both give the same hashes, MACs and ciphertexts", () => {
  const [[, node], [, portable]] = CRYPTOGRAPHIES as [[string, Cryptography], [string, Cryptography]];
  const message = fromHex("00ff10");
  for (const hash of ["SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"] as const) {
    expect(toHex(portable.digest(hash, message))).toBe(toHex(node.digest(hash, message)));
    expect(toHex(portable.hmac(hash, MATERIAL, message))).toBe(toHex(node.hmac(hash, MATERIAL, message)));
  }
  const nonce = counting()(12);
  const sealed = node.seal(MATERIAL, nonce, message, utf8("text"));
  expect(toHex(portable.seal(MATERIAL, nonce, message, utf8("text")))).toBe(toHex(sealed));
});
