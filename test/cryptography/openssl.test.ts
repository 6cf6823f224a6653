import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SigningAlgorithmSpec } from "../../generated/types";
import type { KeyPairSpec } from "../../mock/engine/cryptography/asymmetric";
import { toHex, utf8 } from "../../mock/engine/cryptography/bytes";
import { Remembered } from "../../mock/engine/cryptography/remembered";
import { NODE, PORTABLE, pairOf, repeatable } from "./both-backends";

const isThere = spawnSync("openssl", ["version"]).status === 0;
const BACKENDS = [
  ["node:crypto", NODE],
  ["the portable one", PORTABLE],
] as const;
const MESSAGE = utf8("a message for openssl");

const PSS = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"];
const SIGNINGS: readonly (readonly [KeyPairSpec, SigningAlgorithmSpec, readonly string[]])[] = [
  ["RSA_2048", "RSASSA_PSS_SHA_256", ["-sha256", ...PSS]],
  ["RSA_4096", "RSASSA_PSS_SHA_512", ["-sha512", ...PSS]],
  ["RSA_2048", "RSASSA_PKCS1_V1_5_SHA_384", ["-sha384"]],
  ["ECC_NIST_P256", "ECDSA_SHA_256", ["-sha256"]],
  ["ECC_NIST_P384", "ECDSA_SHA_384", ["-sha384"]],
  ["ECC_NIST_P521", "ECDSA_SHA_512", ["-sha512"]],
  ["ECC_SECG_P256K1", "ECDSA_SHA_256", ["-sha256"]],
];

// Without the command there is nothing to compare with; on Debian it is the package openssl.
(isThere ? describe : describe.skip)("the command openssl (skipped where it is not installed)", () => {
  const folder = mkdtempSync(join(tmpdir(), "trent-openssl-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes?: Uint8Array): string => {
    const path = join(folder, name);
    if (bytes) writeFileSync(path, bytes);
    return path;
  };
  const openssl = (...args: string[]): string => execFileSync("openssl", args, { encoding: "utf8", stdio: "pipe" });
  const known = new Remembered<{ privateKey: string; publicKey: string }>(SIGNINGS.length * 2);
  /** The files of a pair, which openssl has found to be one: it tries the primes of RSA, so once for each pair. */
  const keyFiles = (spec: KeyPairSpec) =>
    known.of(spec, () => {
      const pair = pairOf(spec);
      const files = { privateKey: file(`${spec}.pem`), publicKey: file(`${spec}.public.pem`) };
      openssl("pkey", "-inform", "DER", "-in", file("key.der", pair.privateKey), "-out", files.privateKey, "-check");
      openssl("pkey", "-pubin", "-inform", "DER", "-in", file("pub.der", pair.publicKey), "-out", files.publicKey);
      return files;
    });

  describe.each(SIGNINGS)("%s with %s", (spec, algorithm, options) => {
    const signing = { spec, algorithm, messageType: "RAW" } as const;

    it.each(BACKENDS)("verifies what %s signs, and signs what it verifies", (_, cryptography) => {
      const { privateKey, publicKey } = keyFiles(spec);
      const signature = cryptography.sign(signing, pairOf(spec).privateKey, MESSAGE, repeatable("openssl"));
      const message = file("message", MESSAGE);
      const verify = ["dgst", ...options, "-verify", publicKey, "-signature", file("signature", signature), message];
      expect(openssl(...verify)).toContain("Verified OK");
      file("message", utf8("another message"));
      expect(() => openssl(...verify)).toThrow();

      file("message", MESSAGE);
      openssl("dgst", ...options, "-sign", privateKey, "-out", file("theirs"), message);
      const theirs = new Uint8Array(readFileSync(file("theirs")));
      expect(cryptography.verify(signing, pairOf(spec).publicKey, MESSAGE, theirs)).toBe(true);
    });
  });

  it.each(BACKENDS)("verifies Ed25519 by %s, and signs what it verifies", (_, cryptography) => {
    const spec = "ECC_NIST_EDWARDS25519";
    const signing = { spec, algorithm: "ED25519_SHA_512", messageType: "RAW" } as const;
    const { privateKey, publicKey } = keyFiles(spec);
    const signature = cryptography.sign(signing, pairOf(spec).privateKey, MESSAGE, repeatable("openssl"));
    const input = ["-rawin", "-in", file("message", MESSAGE)];
    file("signature", signature);
    const verify = ["pkeyutl", "-verify", "-pubin", "-inkey", publicKey, ...input, "-sigfile", file("signature")];
    expect(openssl(...verify)).toContain("Verified Successfully");
    openssl("pkeyutl", "-sign", "-inkey", privateKey, ...input, "-out", file("theirs"));
    expect(toHex(readFileSync(file("theirs")))).toBe(toHex(signature));
  });

  describe.each([
    ["RSAES_OAEP_SHA_1", "sha1"],
    ["RSAES_OAEP_SHA_256", "sha256"],
  ] as const)("%s", (algorithm, hash) => {
    const options = ["-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", `rsa_oaep_md:${hash}`];

    it.each(BACKENDS)("decrypts what %s encrypts, and encrypts what it decrypts", (_, cryptography) => {
      const pair = pairOf("RSA_2048");
      const { privateKey, publicKey } = keyFiles("RSA_2048");
      file("ciphertext", cryptography.encryptOaep(algorithm, pair.publicKey, MESSAGE, repeatable("openssl")));
      const decrypt = ["pkeyutl", "-decrypt", "-inkey", privateKey, ...options, "-in", file("ciphertext")];
      openssl(...decrypt, "-out", file("plaintext"));
      expect(toHex(readFileSync(file("plaintext")))).toBe(toHex(MESSAGE));
      const encrypt = ["pkeyutl", "-encrypt", "-pubin", "-inkey", publicKey, ...options];
      openssl(...encrypt, "-in", file("plaintext"), "-out", file("theirs"));
      const theirs = new Uint8Array(readFileSync(file("theirs")));
      expect(toHex(cryptography.decryptOaep(algorithm, pair.privateKey, theirs)!)).toBe(toHex(MESSAGE));
    });
  });

  describe.each([
    ["ECC_NIST_P256", "P-256"],
    ["ECC_NIST_P384", "P-384"],
    ["ECC_NIST_P521", "P-521"],
  ] as const)("ECDH with %s", (spec, curve) => {
    it.each(BACKENDS)("derives the secret that %s derives", (_, cryptography) => {
      const { publicKey } = keyFiles(spec);
      const theirs = file("theirs.pem");
      openssl("genpkey", "-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:${curve}`, "-out", theirs);
      openssl("pkey", "-in", theirs, "-pubout", "-outform", "DER", "-out", file("theirs.der"));
      openssl("pkeyutl", "-derive", "-inkey", theirs, "-peerkey", publicKey, "-out", file("secret"));
      const theirPublic = new Uint8Array(readFileSync(file("theirs.der")));
      const secret = cryptography.sharedSecret(spec, pairOf(spec).privateKey, theirPublic);
      expect(toHex(secret!)).toBe(toHex(readFileSync(file("secret"))));
    });
  });
});
