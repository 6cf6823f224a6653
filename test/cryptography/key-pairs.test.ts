import nodeCrypto from "node:crypto";
import type { KeyPairSpec } from "../../mock/engine/cryptography/asymmetric";
import { isKeyPairSpec } from "../../mock/engine/cryptography/key-families";
import { Remembered } from "../../mock/engine/cryptography/remembered";
import { NODE, PORTABLE, pairOf, SEED, SPECS } from "./both-backends";
import golden from "./key-pairs.vectors.json";

const sha256 = (bytes: Uint8Array) => nodeCrypto.createHash("sha256").update(bytes).digest("hex");
const goldenOf = (spec: KeyPairSpec) => golden[spec as keyof typeof golden];
const privateKeyOf = (options: { type: string; curve?: string; bits?: number }): Uint8Array => {
  const { type, curve, bits } = options;
  const { privateKey } = nodeCrypto.generateKeyPairSync(
    type as "rsa",
    { namedCurve: curve, modulusLength: bits } as never,
  );
  return (privateKey as unknown as nodeCrypto.KeyObject).export({ format: "der", type: "pkcs8" });
};

/** Long to find in JavaScript: Node finds them once, and the test below compares the backends where it is quick. */
const LONG: readonly KeyPairSpec[] = ["RSA_3072", "RSA_4096"];

describe("the pair of a seed", () => {
  // Keys of saved states follow from their seeds: a vector that changes is a key that is lost.
  it.each(SPECS)("of %s never changes", (spec) => {
    const pair = NODE.keyPair(spec, SEED);
    expect({
      publicKey: sha256(pair.publicKey),
      privateKey: sha256(pair.privateKey),
      publicLength: pair.publicKey.length,
      privateLength: pair.privateKey.length,
    }).toEqual(goldenOf(spec));
  });

  it.each(SPECS.filter((spec) => !LONG.includes(spec)))("of %s is the same in a page", (spec) => {
    const pair = PORTABLE.keyPair(spec, SEED);
    expect([sha256(pair.publicKey), sha256(pair.privateKey)]).toEqual([
      goldenOf(spec).publicKey,
      goldenOf(spec).privateKey,
    ]);
  });

  it("is another one for another seed and another spec, and is remembered", () => {
    const other = SEED.map((byte, i) => (i === 63 ? byte ^ 1 : byte));
    const keys = [
      NODE.keyPair("ML_KEM_512", SEED),
      NODE.keyPair("ML_KEM_512", other),
      NODE.keyPair("ML_KEM_768", SEED),
    ];
    expect(new Set(keys.map(({ privateKey }) => sha256(privateKey.subarray(-64)))).size).toBe(3);
    expect(NODE.keyPair("ML_KEM_512", SEED)).toBe(keys[0]);
  });

  it.each([
    ["RSA_2048", { type: "rsa", modulus: 2048 }],
    ["RSA_3072", { type: "rsa", modulus: 3072 }],
    ["RSA_4096", { type: "rsa", modulus: 4096 }],
    ["ECC_NIST_P256", { type: "ec", curve: "prime256v1" }],
    ["ECC_NIST_P384", { type: "ec", curve: "secp384r1" }],
    ["ECC_NIST_P521", { type: "ec", curve: "secp521r1" }],
    ["ECC_SECG_P256K1", { type: "ec", curve: "secp256k1" }],
    ["ECC_NIST_EDWARDS25519", { type: "ed25519" }],
  ] as const)("of %s is one to Node, which encodes it the same way", (spec, want) => {
    const pair = pairOf(spec);
    const key = nodeCrypto.createPrivateKey({ key: Buffer.from(pair.privateKey), format: "der", type: "pkcs8" });
    const { modulusLength: modulus, namedCurve: curve, publicExponent } = key.asymmetricKeyDetails ?? {};
    expect({ type: key.asymmetricKeyType, modulus, curve }).toMatchObject(want);
    if (modulus) expect(publicExponent).toBe(65537n);
    expect(key.export({ format: "der", type: "pkcs8" })).toEqual(Buffer.from(pair.privateKey));
    expect(nodeCrypto.createPublicKey(key).export({ format: "der", type: "spki" })).toEqual(
      Buffer.from(pair.publicKey),
    );
  });

  it.each(["RSA_2048", "RSA_4096"] as const)("of %s has two primes of half the length, by OpenSSL's test", (spec) => {
    const key = nodeCrypto.createPrivateKey({
      key: Buffer.from(pairOf(spec).privateKey),
      format: "der",
      type: "pkcs8",
    });
    const { p = "", q = "" } = key.export({ format: "jwk" });
    for (const prime of [p, q].map((text) => Buffer.from(text, "base64url"))) {
      expect(prime.length * 16).toBe(Number(spec.slice(4)));
      expect(nodeCrypto.checkPrimeSync(prime)).toBe(true);
    }
  });
});

describe.each([
  ["node:crypto", NODE],
  ["the portable one", PORTABLE],
] as const)("a private key that a user imports, with %s", (_, cryptography) => {
  it.each(SPECS)("of %s gives its pair back", (spec) => {
    const pair = pairOf(spec);
    const imported = cryptography.importedPair(spec, pair.privateKey);
    expect(imported && [sha256(imported.publicKey), sha256(imported.privateKey)]).toEqual([
      sha256(pair.publicKey),
      sha256(pair.privateKey),
    ]);
  });

  it.each([
    ["RSA_2048", { type: "rsa", bits: 2048 }],
    ["ECC_NIST_P256", { type: "ec", curve: "prime256v1" }],
    ["ECC_NIST_P384", { type: "ec", curve: "secp384r1" }],
    ["ECC_NIST_P521", { type: "ec", curve: "secp521r1" }],
    ["ECC_SECG_P256K1", { type: "ec", curve: "secp256k1" }],
    ["ECC_NIST_EDWARDS25519", { type: "ed25519" }],
  ] as const)("of %s that OpenSSL made gives its public key", (spec, options) => {
    const privateKey = privateKeyOf(options);
    const key = nodeCrypto.createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" });
    expect(Buffer.from(cryptography.importedPair(spec, privateKey)?.publicKey ?? [])).toEqual(
      nodeCrypto.createPublicKey(key).export({ format: "der", type: "spki" }),
    );
  });

  it("may lack its public key, and may have its curve twice", () => {
    const { privateKey, publicKey } = pairOf("ECC_NIST_P256");
    const scalar = Buffer.from(privateKey.subarray(36, 68)).toString("hex");
    const algorithm = "301306072a8648ce3d020106082a8648ce3d030107";
    const without = Buffer.from(`3041020100${algorithm}0427302502010104 20${scalar}`.replace(" ", ""), "hex");
    const twice = Buffer.from(`304d020100${algorithm}043330310201010420${scalar}a00a06082a8648ce3d030107`, "hex");
    for (const key of [without, twice])
      expect(cryptography.importedPair("ECC_NIST_P256", key)?.publicKey).toEqual(publicKey);
  });

  const p256 = pairOf("ECC_NIST_P256").privateKey;
  const rsa = pairOf("RSA_2048").privateKey;
  const changed = (key: Uint8Array, at: number) => key.map((byte, i) => (i === at ? byte ^ 1 : byte));
  it.each<[string, KeyPairSpec, Uint8Array]>([
    ["nothing", "RSA_2048", new Uint8Array()],
    ["random bytes", "RSA_2048", new Uint8Array(1200).fill(48)],
    ["an RSA key of another length", "RSA_3072", rsa],
    ["an elliptic curve key for RSA", "RSA_2048", p256],
    ["an RSA key for a curve", "ECC_NIST_P256", rsa],
    ["a key of another curve", "ECC_NIST_P384", p256],
    ["a key of another curve of the same length", "ECC_SECG_P256K1", p256],
    ["a key of another algorithm with a seed", "ML_DSA_44", pairOf("ECC_NIST_EDWARDS25519").privateKey],
    ["a public key", "RSA_2048", pairOf("RSA_2048").publicKey],
    ["bytes after the key", "RSA_2048", Uint8Array.of(...rsa, 0)],
    ["a key cut off", "RSA_2048", rsa.subarray(0, -1)],
    ["an RSA key with another modulus", "RSA_2048", changed(rsa, 200)],
    ["an RSA key with another private exponent", "RSA_2048", changed(rsa, 400)],
    ["an RSA key with another prime", "RSA_2048", changed(rsa, 700)],
    ["a scalar that is not that of the public key", "ECC_NIST_P256", changed(p256, 60)],
    ["a public key that is no point", "ECC_NIST_P256", changed(p256, 130)],
    ["the scalar 0", "ECC_NIST_P256", p256.map((byte, i) => (i >= 36 && i < 68 ? 0 : byte))],
    ["a scalar above the order", "ECC_NIST_P256", p256.map((byte, i) => (i >= 36 && i < 68 ? 255 : byte))],
  ])("is refused where it is %s", (_, spec, privateKey) => {
    expect(cryptography.importedPair(spec, privateKey)).toBeUndefined();
  });
});

test.each([
  ["RSA_2048", true],
  ["SM2", false],
  ["HMAC_256", false],
  ["toString", false],
])("%s is a spec of key pairs that is there: %s", (spec, want) => {
  expect(isKeyPairSpec(spec)).toBe(want);
});

test("only the most recent values are remembered", () => {
  const made: string[] = [];
  const values = new Remembered<number>(2);
  for (const text of ["a", "b", "a", "c", "a", "b"]) values.of(text, () => made.push(text));
  expect(made).toEqual(["a", "b", "c", "b"]);
});
