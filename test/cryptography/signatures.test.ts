import nodeCrypto from "node:crypto";
import type { SigningAlgorithmSpec } from "../../generated/types";
import type { KeyPairSpec, Signing } from "../../mock/engine/cryptography/asymmetric";
import { fromBase64, fromHex, joined, toHex, utf8 } from "../../mock/engine/cryptography/bytes";
import { integer, sequence } from "../../mock/engine/cryptography/der";
import { toInteger } from "../../mock/engine/cryptography/integers";
import { createPortableCryptography } from "../../mock/engine/cryptography/portable/portable-cryptography";
import { createNodeCryptography } from "../../mock/node-cryptography/node-cryptography";
import { BOTH_WAYS, NODE, PORTABLE, pairOf, repeatable } from "./both-backends";
import openssl35 from "./openssl-3.5.vectors.json";

const RSA: readonly SigningAlgorithmSpec[] = [
  "RSASSA_PKCS1_V1_5_SHA_256",
  "RSASSA_PKCS1_V1_5_SHA_384",
  "RSASSA_PKCS1_V1_5_SHA_512",
  "RSASSA_PSS_SHA_256",
  "RSASSA_PSS_SHA_384",
  "RSASSA_PSS_SHA_512",
];

/** Each spec with each of its algorithms; those of RSA with the longer keys once. */
const SIGNINGS: readonly (readonly [KeyPairSpec, SigningAlgorithmSpec])[] = [
  ...RSA.map((algorithm) => ["RSA_2048", algorithm] as const),
  ["RSA_3072", "RSASSA_PSS_SHA_384"],
  ["RSA_4096", "RSASSA_PSS_SHA_512"],
  ["RSA_4096", "RSASSA_PKCS1_V1_5_SHA_256"],
  ["ECC_NIST_P256", "ECDSA_SHA_256"],
  ["ECC_NIST_P384", "ECDSA_SHA_384"],
  ["ECC_NIST_P521", "ECDSA_SHA_512"],
  ["ECC_SECG_P256K1", "ECDSA_SHA_256"],
];

const MESSAGE = utf8("a message");
const hashOf = (algorithm: string) => `sha${algorithm.slice(-3)}`;
const digestOf = (algorithm: string, message = MESSAGE) =>
  new Uint8Array(nodeCrypto.createHash(hashOf(algorithm)).update(message).digest());
const changed = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const publicKeyOf = (spec: KeyPairSpec) =>
  nodeCrypto.createPublicKey({ key: Buffer.from(pairOf(spec).publicKey), format: "der", type: "spki" });

/** Ed25519ph of `abc`, and of its SHA-512. */
const RFC_8032 =
  "98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae4131f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406";
const OF_DIGEST =
  "914dc6538ac512db8ffbdfbbf9c2fd2c1e5c915ff5d708751ad2d3a1425f0c9bfa3f1da6d93e5c7fc5b106b536f7263a3db68e4a285f30e4bd7e8b9f93d42f0e";

/** How Node is told of a scheme. */
function nodeScheme(algorithm: string) {
  const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_DIGEST } = nodeCrypto.constants;
  if (algorithm.includes("PSS")) return { padding: RSA_PKCS1_PSS_PADDING, saltLength: RSA_PSS_SALTLEN_DIGEST };
  return algorithm.includes("PKCS1") ? { padding: RSA_PKCS1_PADDING } : { dsaEncoding: "der" as const };
}

describe.each(BOTH_WAYS)("what %s signs, read by %s", (_, __, maker, reader) => {
  describe.each(SIGNINGS)("with %s and %s", (spec, algorithm) => {
    const { publicKey, privateKey } = pairOf(spec);
    const raw: Signing = { spec, algorithm, messageType: "RAW" };
    const digest: Signing = { ...raw, messageType: "DIGEST" };

    // A digest that is hashed again was a fault of three emulators.
    it.each([
      ["a message, by its message", raw, raw],
      ["a message, by its digest", raw, digest],
      ["a digest, by its message", digest, raw],
    ] as const)("holds: %s", (_, made, read) => {
      const random = repeatable("sign");
      const input = (signing: Signing) => (signing.messageType === "RAW" ? MESSAGE : digestOf(algorithm));
      const signature = maker.sign(made, privateKey, input(made), random);
      expect(reader.verify(read, publicKey, input(read), signature)).toBe(true);
      expect(
        nodeCrypto.verify(hashOf(algorithm), MESSAGE, { key: publicKeyOf(spec), ...nodeScheme(algorithm) }, signature),
      ).toBe(true);
      expect(reader.verify(read, publicKey, changed(input(read), 0), signature)).toBe(false);
      expect(reader.verify(read, publicKey, input(read), changed(signature, signature.length - 1))).toBe(false);
    });
  });
});

describe.each([
  ["node:crypto", NODE],
  ["the portable one", PORTABLE],
] as const)("a signature by OpenSSL, read by %s", (_, cryptography) => {
  it.each(SIGNINGS)("holds: %s with %s", (spec, algorithm) => {
    const key = nodeCrypto.createPrivateKey({
      key: Buffer.from(pairOf(spec).privateKey),
      format: "der",
      type: "pkcs8",
    });
    const signature = nodeCrypto.sign(hashOf(algorithm), MESSAGE, { key, ...nodeScheme(algorithm) });
    for (const messageType of ["RAW", "DIGEST"] as const) {
      const input = messageType === "RAW" ? MESSAGE : digestOf(algorithm);
      expect(cryptography.verify({ spec, algorithm, messageType }, pairOf(spec).publicKey, input, signature)).toBe(
        true,
      );
    }
  });

  it.each(["ML_DSA_44", "ML_DSA_65", "ML_DSA_87"] as const)("holds: %s, made by OpenSSL 3.5", (spec) => {
    const signature = fromBase64(openssl35[spec].signature.join(""));
    const message = utf8("signed by OpenSSL 3.5");
    const signing: Signing = { spec, algorithm: "ML_DSA_SHAKE_256", messageType: "RAW" };
    expect(cryptography.verify(signing, pairOf(spec).publicKey, message, signature)).toBe(true);
    expect(cryptography.verify(signing, pairOf(spec).publicKey, MESSAGE, signature)).toBe(false);
  });

  it("holds with a high s and with a low one", () => {
    const spec = "ECC_SECG_P256K1";
    const order = BigInt("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    const key = nodeCrypto.createPrivateKey({
      key: Buffer.from(pairOf(spec).privateKey),
      format: "der",
      type: "pkcs8",
    });
    const compact = nodeCrypto.sign("sha256", MESSAGE, { key, dsaEncoding: "ieee-p1363" });
    const [r, s] = [toInteger(compact.subarray(0, 32)), toInteger(compact.subarray(32))];
    for (const either of [s, order - s]) {
      const signature = sequence(integer(r), integer(either));
      const signing: Signing = { spec, algorithm: "ECDSA_SHA_256", messageType: "DIGEST" };
      expect(cryptography.verify(signing, pairOf(spec).publicKey, digestOf("SHA_256"), signature)).toBe(true);
      const raw: Signing = { ...signing, messageType: "RAW" };
      expect(cryptography.verify(raw, pairOf(spec).publicKey, MESSAGE, signature)).toBe(true);
    }
  });
});

describe.each(BOTH_WAYS)("Ed25519 and ML-DSA, made by %s and read by %s", (_, __, maker, reader) => {
  it("Ed25519 signs a message, as Node does", () => {
    const { publicKey, privateKey } = pairOf("ECC_NIST_EDWARDS25519");
    const signing: Signing = { spec: "ECC_NIST_EDWARDS25519", algorithm: "ED25519_SHA_512", messageType: "RAW" };
    const signature = maker.sign(signing, privateKey, MESSAGE, repeatable("ed"));
    expect(reader.verify(signing, publicKey, MESSAGE, signature)).toBe(true);
    expect(nodeCrypto.verify(null, MESSAGE, publicKeyOf("ECC_NIST_EDWARDS25519"), signature)).toBe(true);
    expect(reader.verify(signing, publicKey, changed(MESSAGE, 0), signature)).toBe(false);
    expect(reader.verify(signing, publicKey, MESSAGE, changed(signature, 63))).toBe(false);
  });

  it.each([
    ["RFC 8032, 7.3", utf8("abc"), RFC_8032],
    // KMS takes the digest of a message as the message. An implementation after RFC 8032's own gives the same.
    ["KMS", digestOf("SHA_512", utf8("abc")), OF_DIGEST],
  ])("Ed25519ph is that of %s", (_, message, want) => {
    const seed = "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42";
    const pair = maker.importedPair("ECC_NIST_EDWARDS25519", fromHex(`302e020100300506032b657004220420${seed}`))!;
    const signing: Signing = { spec: "ECC_NIST_EDWARDS25519", algorithm: "ED25519_PH_SHA_512", messageType: "DIGEST" };
    const signature = maker.sign(signing, pair.privateKey, message, repeatable("ph"));
    expect(toHex(pair.publicKey.subarray(-32))).toBe(
      "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    );
    expect(toHex(signature)).toBe(want);
    expect(reader.verify(signing, pair.publicKey, message, signature)).toBe(true);
    expect(reader.verify(signing, pair.publicKey, changed(message, 0), signature)).toBe(false);
  });

  it.each(["ML_DSA_44", "ML_DSA_65", "ML_DSA_87"] as const)("%s signs a message and its mu alike", (spec) => {
    const { publicKey, privateKey } = pairOf(spec);
    const shake = (...parts: Uint8Array[]) =>
      new Uint8Array(
        nodeCrypto
          .createHash("shake256", { outputLength: 64 })
          .update(joined(...parts))
          .digest(),
      );
    const mu = shake(shake(publicKey.subarray(22)), Uint8Array.of(0, 0), MESSAGE);
    const raw: Signing = { spec, algorithm: "ML_DSA_SHAKE_256", messageType: "RAW" };
    const external: Signing = { ...raw, messageType: "EXTERNAL_MU" };
    const signature = maker.sign(raw, privateKey, MESSAGE, repeatable("ml"));
    expect(reader.verify(raw, publicKey, MESSAGE, signature)).toBe(true);
    expect(reader.verify(external, publicKey, mu, signature)).toBe(true);
    expect(reader.verify(raw, publicKey, MESSAGE, maker.sign(external, privateKey, mu, repeatable("mu")))).toBe(true);
    expect(reader.verify(external, publicKey, changed(mu, 0), signature)).toBe(false);
    expect(reader.verify(raw, publicKey, MESSAGE, changed(signature, 0))).toBe(false);
  });
});

describe("randomness", () => {
  const signing: Signing = { spec: "ECC_NIST_P256", algorithm: "ECDSA_SHA_256", messageType: "RAW" };
  const { privateKey } = pairOf("ECC_NIST_P256");
  const signed = (cryptography: typeof NODE, purpose: string, messageType: "RAW" | "DIGEST" = "RAW") =>
    toHex(cryptography.sign({ ...signing, messageType }, privateKey, digestOf("SHA_256"), repeatable(purpose)));

  it("of a seed gives the same signature again, in Node as in a page", () => {
    const seeded = createNodeCryptography(nodeCrypto, { repeatable: true });
    expect(signed(seeded, "a")).toBe(signed(createPortableCryptography(), "a"));
    expect(signed(seeded, "a")).not.toBe(signed(seeded, "b"));
  });

  it("of OpenSSL gives another signature each time", () => {
    expect(signed(NODE, "a")).not.toBe(signed(NODE, "a"));
    expect(signed(NODE, "a", "DIGEST")).toBe(signed(NODE, "a", "DIGEST"));
  });
});

describe.each([
  ["node:crypto", NODE],
  ["the portable one", PORTABLE],
] as const)("bytes that are no signature, read by %s", (_, cryptography) => {
  const ALL: readonly Signing[] = [
    { spec: "RSA_2048", algorithm: "RSASSA_PSS_SHA_256", messageType: "RAW" },
    { spec: "RSA_2048", algorithm: "RSASSA_PKCS1_V1_5_SHA_256", messageType: "RAW" },
    { spec: "ECC_NIST_P256", algorithm: "ECDSA_SHA_256", messageType: "RAW" },
    { spec: "ECC_NIST_P521", algorithm: "ECDSA_SHA_512", messageType: "DIGEST" },
    { spec: "ECC_NIST_EDWARDS25519", algorithm: "ED25519_SHA_512", messageType: "RAW" },
    { spec: "ECC_NIST_EDWARDS25519", algorithm: "ED25519_PH_SHA_512", messageType: "DIGEST" },
    { spec: "ML_DSA_44", algorithm: "ML_DSA_SHAKE_256", messageType: "RAW" },
    { spec: "ML_DSA_44", algorithm: "ML_DSA_SHAKE_256", messageType: "EXTERNAL_MU" },
  ];
  const random = repeatable("hostile");
  const GARBAGE: readonly Uint8Array[] = [
    ...[1, 2, 63, 64, 65, 70, 72, 139, 255, 256, 257, 512, 2420, 4627, 6144].flatMap((length) => [
      new Uint8Array(length),
      new Uint8Array(length).fill(255),
      random(length),
    ]),
    // r and s that are 0, the order, negative, too long, or not in the shortest form.
    ...[
      "3006020100020100",
      "3006020101020100",
      "3006020181020181",
      "300702020001020101",
      "30060201010201",
      "30800201010201010000",
      `3046${"022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551".repeat(2)}`,
      `304a${`0223${"11".repeat(35)}`.repeat(2)}`,
    ].map(fromHex),
  ];

  it.each(ALL)("get false: $spec, $algorithm, $messageType", (signing) => {
    const message = new Uint8Array(64).fill(3);
    const { publicKey } = pairOf(signing.spec);
    const accepted = GARBAGE.filter((bytes) => cryptography.verify(signing, publicKey, message, bytes));
    expect(accepted.map(toHex)).toEqual([]);
  });

  it.each<[KeyPairSpec, Signing]>([
    ["RSA_2048", { spec: "RSA_2048", algorithm: "ECDSA_SHA_256", messageType: "RAW" }],
    ["ECC_NIST_P256", { spec: "ECC_NIST_P256", algorithm: "ECDSA_SHA_384", messageType: "RAW" }],
    ["ML_KEM_512", { spec: "ML_KEM_512", algorithm: "ML_DSA_SHAKE_256", messageType: "RAW" }],
    ["ECC_NIST_EDWARDS25519", { spec: "ECC_NIST_EDWARDS25519", algorithm: "ED25519_SHA_512", messageType: "DIGEST" }],
  ])("an algorithm that %s does not have is a fault of the program", (spec, signing) => {
    expect(() => cryptography.sign(signing, pairOf(spec).privateKey, MESSAGE, random)).toThrow(/cannot|not sign/);
  });
});
