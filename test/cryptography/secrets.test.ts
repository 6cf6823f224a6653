import nodeCrypto from "node:crypto";
import { aeskwp } from "@noble/ciphers/aes.js";
import type { KeyPairSpec, OaepAlgorithm } from "../../mock/engine/cryptography/asymmetric";
import { fromBase64, fromHex, toHex } from "../../mock/engine/cryptography/bytes";
import { BOTH_WAYS, NODE, PORTABLE, pairOf, repeatable } from "./both-backends";
import openssl35 from "./openssl-3.5.vectors.json";

const changed = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const BACKENDS = [
  ["node:crypto", NODE],
  ["the portable one", PORTABLE],
] as const;

const OAEP: readonly (readonly [KeyPairSpec, OaepAlgorithm, string, number])[] = [
  ["RSA_2048", "RSAES_OAEP_SHA_1", "sha1", 214],
  ["RSA_2048", "RSAES_OAEP_SHA_256", "sha256", 190],
  ["RSA_3072", "RSAES_OAEP_SHA_256", "sha256", 318],
  ["RSA_4096", "RSAES_OAEP_SHA_1", "sha1", 470],
];

describe.each(BOTH_WAYS)("OAEP by %s, opened by %s", (_, __, maker, reader) => {
  it.each(OAEP)("%s with %s", (spec, algorithm, oaepHash, most) => {
    const { publicKey, privateKey } = pairOf(spec);
    for (const length of [1, most]) {
      const plaintext = new Uint8Array(length).fill(9);
      const ciphertext = maker.encryptOaep(algorithm, publicKey, plaintext, repeatable(`oaep ${length}`));
      const key = nodeCrypto.createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" });
      expect(ciphertext.length).toBe(Number(spec.slice(4)) / 8);
      expect(toHex(reader.decryptOaep(algorithm, privateKey, ciphertext)!)).toBe(toHex(plaintext));
      expect(toHex(nodeCrypto.privateDecrypt({ key, oaepHash }, ciphertext))).toBe(toHex(plaintext));
    }
  });
});

describe.each(BACKENDS)("an OAEP ciphertext, read by %s", (_, cryptography) => {
  const { publicKey, privateKey } = pairOf("RSA_2048");
  const made = (oaepHash: string) =>
    new Uint8Array(nodeCrypto.publicEncrypt({ key: publicKeyOf(publicKey), oaepHash }, Uint8Array.of(1, 2, 3)));
  it.each([
    ["RSAES_OAEP_SHA_1", "sha1"],
    ["RSAES_OAEP_SHA_256", "sha256"],
  ] as const)("of OpenSSL opens: %s", (algorithm, hash) => {
    expect(toHex(cryptography.decryptOaep(algorithm, privateKey, made(hash))!)).toBe("010203");
  });

  it.each([
    ["made with the other hash", made("sha1")],
    ["changed", changed(made("sha256"), 100)],
    ["too short", made("sha256").subarray(1)],
    ["too long", Uint8Array.of(0, ...made("sha256"))],
    ["greater than the modulus", new Uint8Array(256).fill(255)],
    ["zero", new Uint8Array(256)],
    ["empty", new Uint8Array()],
    ["of another key", new Uint8Array(384).fill(1)],
  ])("does not open where it is %s", (_, ciphertext) => {
    expect(cryptography.decryptOaep("RSAES_OAEP_SHA_256", privateKey, ciphertext)).toBeUndefined();
  });
});

const CURVES = [
  ["ECC_NIST_P256", "prime256v1", 32],
  ["ECC_NIST_P384", "secp384r1", 48],
  ["ECC_NIST_P521", "secp521r1", 66],
] as const;

describe.each(BACKENDS)("ECDH by %s", (_, cryptography) => {
  it.each(CURVES)("with %s gives the x coordinate, as OpenSSL does", (spec, namedCurve, length) => {
    const { privateKey, publicKey } = pairOf(spec);
    const other = nodeCrypto.generateKeyPairSync("ec", { namedCurve });
    const secret = cryptography.sharedSecret(
      spec,
      privateKey,
      other.publicKey.export({ format: "der", type: "spki" }),
    )!;
    const want = nodeCrypto.diffieHellman({ privateKey: other.privateKey, publicKey: publicKeyOf(publicKey) });
    expect([secret.length, toHex(secret)]).toEqual([length, toHex(want)]);
  });

  it("takes a compressed point", () => {
    const { privateKey, publicKey } = pairOf("ECC_NIST_P256");
    const compressed = Uint8Array.of(2 + (publicKey[90]! & 1), ...publicKey.subarray(27, 59));
    const spki = Uint8Array.of(...fromHex("3039301306072a8648ce3d020106082a8648ce3d030107032200"), ...compressed);
    expect(cryptography.sharedSecret("ECC_NIST_P256", privateKey, spki)).toEqual(
      cryptography.sharedSecret("ECC_NIST_P256", privateKey, publicKey),
    );
  });

  const p256 = pairOf("ECC_NIST_P256").publicKey;
  const explicit = nodeCrypto
    .generateKeyPairSync("ec", { namedCurve: "prime256v1", paramEncoding: "explicit" })
    .publicKey.export({ format: "der", type: "spki" });
  it.each<[string, Uint8Array]>([
    ["empty", new Uint8Array()],
    ["no DER", new Uint8Array(91).fill(255)],
    ["a length that never ends", Uint8Array.of(0x30, 0x84, 255, 255, 255, 255)],
    ["of another curve", pairOf("ECC_NIST_P384").publicKey],
    ["of another curve of the same length", pairOf("ECC_SECG_P256K1").publicKey],
    ["of RSA", pairOf("RSA_2048").publicKey],
    ["of Ed25519", pairOf("ECC_NIST_EDWARDS25519").publicKey],
    ["no point of the curve", changed(p256, 90)],
    ["a point whose coordinate is the field's prime", p256.map((byte, i) => (i >= 27 ? 255 : byte))],
    ["the point at infinity", Uint8Array.of(...fromHex("3019301306072a8648ce3d020106082a8648ce3d03010703020000"))],
    ["cut off", p256.subarray(0, -1)],
    ["followed by a byte", Uint8Array.of(...p256, 0)],
    ["a curve given by its numbers", new Uint8Array(explicit)],
    ["a private key", pairOf("ECC_NIST_P256").privateKey],
    ["8192 bytes", new Uint8Array(8192).fill(48)],
  ])("refuses a public key that is %s", (_, publicKey) => {
    expect(cryptography.sharedSecret("ECC_NIST_P256", pairOf("ECC_NIST_P256").privateKey, publicKey)).toBeUndefined();
  });
});

const KEMS = [
  ["ML_KEM_512", 768],
  ["ML_KEM_768", 1088],
  ["ML_KEM_1024", 1568],
] as const;

describe.each(BOTH_WAYS)("ML-KEM by %s, opened by %s", (_, __, maker, reader) => {
  it.each(KEMS)("%s gives both sides a secret", (spec, length) => {
    const { publicKey, privateKey } = pairOf(spec);
    const { sharedSecret, ciphertext } = maker.encapsulate(spec, publicKey, repeatable("kem"));
    expect([sharedSecret.length, ciphertext.length]).toEqual([32, length]);
    expect(reader.decapsulate(spec, privateKey, ciphertext)).toEqual(sharedSecret);
    const rejected = reader.decapsulate(spec, privateKey, changed(ciphertext, 7));
    expect(rejected).toHaveLength(32);
    expect(rejected).not.toEqual(sharedSecret);
    expect(reader.decapsulate(spec, privateKey, ciphertext.subarray(1))).toBeUndefined();
    expect(reader.decapsulate(spec, privateKey, new Uint8Array())).toBeUndefined();
  });
});

test.each(KEMS)("%s opens what OpenSSL 3.5 made", (spec) => {
  const { ciphertext, sharedSecret } = openssl35[spec];
  const secret = NODE.decapsulate(spec, pairOf(spec).privateKey, fromBase64(ciphertext.join("")));
  expect(toHex(secret!)).toBe(sharedSecret);
});

describe.each(BACKENDS)("key unwrap with padding by %s", (_, cryptography) => {
  const key = new Uint8Array(32).fill(5);
  it.each([1, 7, 8, 9, 32, 138, 1217, 2374])(
    "gives the %s bytes that were wrapped, by OpenSSL or by noble",
    (length) => {
      const material = repeatable("wrap")(length);
      const cipher = nodeCrypto.createCipheriv("id-aes256-wrap-pad", key, fromHex("a65959a6"));
      const byOpenSsl = Buffer.concat([cipher.update(material), cipher.final()]);
      for (const wrapped of [new Uint8Array(byOpenSsl), aeskwp(key).encrypt(material)])
        expect(toHex(cryptography.unwrapPadded(key, wrapped)!)).toBe(toHex(material));
    },
  );

  const wrapped = aeskwp(key).encrypt(new Uint8Array(20).fill(1));
  it.each<[string, Uint8Array, Uint8Array]>([
    ["changed", key, changed(wrapped, 3)],
    ["of another key", key.map((byte) => byte + 1), wrapped],
    ["too short", key, wrapped.subarray(8)],
    ["of no whole blocks", key, wrapped.subarray(1)],
    ["empty", key, new Uint8Array()],
    ["under a key of 16 bytes", key.subarray(16), wrapped],
    ["8 bytes", key, new Uint8Array(8)],
  ])("refuses what is %s", (_, withKey, bytes) => {
    expect(cryptography.unwrapPadded(withKey, bytes)).toBeUndefined();
  });
});

function publicKeyOf(der: Uint8Array): nodeCrypto.KeyObject {
  return nodeCrypto.createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
}
