import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DataKeyPairSpec, KeySpec, SigningAlgorithmSpec } from "../../generated/types";
import { World } from "../state/world";

const MESSAGE = Buffer.from("a message for openssl");
const Message = MESSAGE.toString("base64");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-api-openssl-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);

/** Puts bytes, or base64, into a file. */
function file(name: string, content: Buffer | string): string {
  writeFileSync(at(name), typeof content === "string" ? Buffer.from(content, "base64") : content);
  return at(name);
}

function openssl(...args: readonly string[]): string {
  return execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] }).toString("utf8");
}

const LISTED = openssl("list", "-public-key-algorithms");
const HAS_POST_QUANTUM = /ML-DSA/.test(LISTED);

/** The arguments of `pkeyutl` for a signature of the message, or of its hash. */
function ways(algorithm: SigningAlgorithmSpec): { hash: string | undefined; options: string[] } {
  const bits = /\d+$/.exec(algorithm)?.[0];
  if (!/^(RSA|ECDSA)/.test(algorithm)) return { hash: undefined, options: ["-rawin"] };
  const hash = `sha${bits}`;
  const padding = algorithm.startsWith("RSASSA_PSS")
    ? ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:digest", "-pkeyopt", `rsa_mgf1_md:${hash}`]
    : [];
  return { hash, options: ["-pkeyopt", `digest:${hash}`, ...padding] };
}

/** What openssl is given: the message, or its hash. */
function inputOf(hash: string | undefined): string {
  const message = file("message", MESSAGE);
  if (hash === undefined) return message;
  openssl("dgst", `-${hash}`, "-binary", "-out", at("digest"), message);
  return at("digest");
}

const RSA: readonly SigningAlgorithmSpec[] = ["256", "384", "512"].flatMap((bits) => [
  `RSASSA_PSS_SHA_${bits}` as SigningAlgorithmSpec,
  `RSASSA_PKCS1_V1_5_SHA_${bits}` as SigningAlgorithmSpec,
]);

const SIGNERS: readonly (readonly [KeySpec, readonly SigningAlgorithmSpec[]])[] = [
  ["RSA_2048", RSA],
  ["RSA_3072", RSA],
  ["RSA_4096", RSA],
  ["ECC_NIST_P256", ["ECDSA_SHA_256"]],
  ["ECC_NIST_P384", ["ECDSA_SHA_384"]],
  ["ECC_NIST_P521", ["ECDSA_SHA_512"]],
  ["ECC_SECG_P256K1", ["ECDSA_SHA_256"]],
  ["ECC_NIST_EDWARDS25519", ["ED25519_SHA_512"]],
  ...(HAS_POST_QUANTUM
    ? (["ML_DSA_44", "ML_DSA_65", "ML_DSA_87"] as const).map((spec) => [spec, ["ML_DSA_SHAKE_256"]] as const)
    : []),
];

/** openssl ends with an error where a signature is not one. */
const verifies = (publicKey: string, algorithm: SigningAlgorithmSpec, signature: string) => {
  const { hash, options } = ways(algorithm);
  const key = ["-pubin", "-keyform", "DER", "-inkey", file("public.der", publicKey)];
  return openssl(
    "pkeyutl",
    "-verify",
    ...key,
    ...options,
    "-in",
    inputOf(hash),
    "-sigfile",
    file("signature", signature),
  );
};

describe.each(SIGNERS)("openssl and a key of %s", (KeySpec, algorithms) => {
  const world = new World();
  const KeyId = world.createKey({ KeySpec, KeyUsage: "SIGN_VERIFY" });

  test.each(algorithms)("openssl verifies %s with the public key, of a message and of its hash", (SigningAlgorithm) => {
    const { PublicKey } = world.ok("GetPublicKey", { KeyId });
    const raw = world.ok("Sign", { KeyId, Message, SigningAlgorithm }).Signature!;
    expect(verifies(PublicKey!, SigningAlgorithm, raw)).toContain("Verified Successfully");
    const { hash } = ways(SigningAlgorithm);
    if (hash === undefined) return;
    const digest = readFileSync(inputOf(hash)).toString("base64");
    const request = { KeyId, Message: digest, MessageType: "DIGEST", SigningAlgorithm } as const;
    expect(verifies(PublicKey!, SigningAlgorithm, world.ok("Sign", request).Signature!)).toContain("Verified Success");
  });

  test("openssl refuses the signature of another message", () => {
    const [SigningAlgorithm] = algorithms;
    const { PublicKey } = world.ok("GetPublicKey", { KeyId });
    const { Signature } = world.ok("Sign", { KeyId, Message: "QQ==", SigningAlgorithm: SigningAlgorithm! });
    expect(() => verifies(PublicKey!, SigningAlgorithm!, Signature!)).toThrow();
  });
});

const CURVES = { ECC_NIST_P256: "P-256", ECC_NIST_P384: "P-384", ECC_NIST_P521: "P-521" } as const;

test.each(["ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521"] as const)(
  "openssl derives the secret of DeriveSharedSecret on %s, each from the other's public key",
  (KeySpec) => {
    const world = new World();
    const KeyId = world.createKey({ KeySpec, KeyUsage: "KEY_AGREEMENT" });
    const theirs = file("ours.der", world.ok("GetPublicKey", { KeyId }).PublicKey!);
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:${CURVES[KeySpec]}`, "-out", at("peer.pem"));
    openssl("pkey", "-in", at("peer.pem"), "-pubout", "-outform", "DER", "-out", at("peer.der"));
    const PublicKey = readFileSync(at("peer.der")).toString("base64");
    const { SharedSecret } = world.ok("DeriveSharedSecret", { KeyId, KeyAgreementAlgorithm: "ECDH", PublicKey });
    const peer = ["-inkey", at("peer.pem"), "-peerform", "DER", "-peerkey", theirs];
    openssl("pkeyutl", "-derive", ...peer, "-out", at("secret"));
    expect(readFileSync(at("secret")).toString("base64")).toBe(SharedSecret);
  },
);

const PAIRS: readonly (readonly [DataKeyPairSpec, SigningAlgorithmSpec])[] = [
  ["RSA_2048", "RSASSA_PSS_SHA_256"],
  ["RSA_3072", "RSASSA_PKCS1_V1_5_SHA_384"],
  ["RSA_4096", "RSASSA_PSS_SHA_512"],
  ["ECC_NIST_P256", "ECDSA_SHA_256"],
  ["ECC_NIST_P384", "ECDSA_SHA_384"],
  ["ECC_NIST_P521", "ECDSA_SHA_512"],
  ["ECC_SECG_P256K1", "ECDSA_SHA_256"],
  ["ECC_NIST_EDWARDS25519", "ED25519_SHA_512"],
];

test.each(PAIRS)(
  "openssl signs with the private key of a data key pair of %s, and verifies with the public one",
  (KeyPairSpec, algorithm) => {
    const world = new World();
    const pair = world.ok("GenerateDataKeyPair", { KeyId: world.createKey(), KeyPairSpec });
    const { hash, options } = ways(algorithm);
    const key = ["-keyform", "DER", "-inkey", file("private.der", pair.PrivateKeyPlaintext!)];
    openssl("pkeyutl", "-sign", ...key, ...options, "-in", inputOf(hash), "-out", at("signed"));
    const signature = readFileSync(at("signed")).toString("base64");
    expect(verifies(pair.PublicKey!, algorithm, signature)).toContain("Verified Successfully");
  },
);

/** openssl has ML-DSA and ML-KEM from 3.5 on. */
(HAS_POST_QUANTUM ? test : test.skip).each(["ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"] as const)(
  "openssl encapsulates for a key of %s, and Decapsulate gives the same secret",
  (KeySpec) => {
    const world = new World();
    const KeyId = world.createKey({ KeySpec, KeyUsage: "ENCAPSULATE_DECAPSULATE" });
    const key = [
      "-pubin",
      "-keyform",
      "DER",
      "-inkey",
      file("kem.der", world.ok("GetPublicKey", { KeyId }).PublicKey!),
    ];
    openssl("pkeyutl", "-encap", ...key, "-out", at("encapsulated"), "-secret", at("secret"));
    const SharedSecretCiphertextBlob = readFileSync(at("encapsulated")).toString("base64");
    const request = { KeyId, EncapsulationAlgorithm: "ML_KEM", SharedSecretCiphertextBlob } as const;
    expect(world.ok("Decapsulate", request).SharedSecret).toBe(readFileSync(at("secret")).toString("base64"));
  },
);
