import nodeCrypto, { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { TrentOperation } from "../../generated/types";
import { toBase64 } from "../../mock/engine/cryptography/bytes";
import { derivedBytes } from "../../mock/engine/cryptography/derived-bytes";
import { decryptSymmetric, readSymmetric } from "../../mock/engine/cryptography/symmetric-ciphertext";
import { createNodeCryptography } from "../../mock/node-cryptography/node-cryptography";
import { World } from "../state/world";

const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const CRYPTOGRAPHY = createNodeCryptography(nodeCrypto);

type Body = Readonly<Record<string, unknown>>;

/** The examples of a file of `openapi/examples/`, by their names. */
function examplesIn(file: string): (name: string) => Body {
  const text = readFileSync(path.join(__dirname, `../../openapi/examples/${file}.yaml`), "utf8");
  const examples = parse(text) as Readonly<Record<string, { value: Body }>>;
  return (name) => examples[name]!.value;
}

/** The key of the examples, as a fixture makes it: its material follows from its id. */
const worldOf = (spec: string, usage: string) => new World(`keys: [{ id: ${ID}, spec: ${spec}, usage: ${usage} }]`);

const answerTo = (world: World, operation: TrentOperation, request: Body) => world.ok(operation, request as never);

const MACS = examplesIn("macs");
const SIGNING = examplesIn("signing");
const SECRETS = examplesIn("shared-secrets");
const PAIRS = examplesIn("data-key-pairs");

describe("the examples of the document are what the mock answers", () => {
  test.each([
    ["HMAC_384", "GENERATE_VERIFY_MAC", "GenerateMac", MACS("GenerateMacOfHelloWorld"), MACS("MacOfHelloWorld")],
    ["HMAC_384", "GENERATE_VERIFY_MAC", "VerifyMac", MACS("VerifyMacOfHelloWorld"), MACS("ValidMac")],
    [
      "ECC_NIST_P256",
      "SIGN_VERIFY",
      "GetPublicKey",
      SIGNING("GetPublicKeyOfSigningKey"),
      SIGNING("PublicKeyOfSigningKey"),
    ],
    ["ECC_NIST_P256", "SIGN_VERIFY", "Verify", SIGNING("VerifyRaw"), SIGNING("ValidSignature")],
    ["ECC_NIST_P256", "SIGN_VERIFY", "Verify", SIGNING("VerifyDigest"), SIGNING("ValidSignature")],
    ["ECC_NIST_P256", "KEY_AGREEMENT", "DeriveSharedSecret", SECRETS("DeriveWithPublicKey"), SECRETS("DerivedSecret")],
    [
      "ML_KEM_512",
      "ENCAPSULATE_DECAPSULATE",
      "Decapsulate",
      SECRETS("DecapsulateMlKem"),
      SECRETS("DecapsulatedSecret"),
    ],
  ] as const)("%s %s: %s", (spec, usage, operation, request, answer) => {
    expect(answerTo(worldOf(spec, usage), operation, request)).toEqual(answer);
  });

  test.each([
    ["SignRaw", "SignedRaw", "VerifyRaw"],
    ["SignDigest", "SignedDigest", "VerifyDigest"],
  ])("the signature that answers %s is the one of %s and %s", (request, answer, verify) => {
    expect(SIGNING(verify)).toEqual({ ...SIGNING(request), Signature: SIGNING(answer).Signature });
  });

  test("the secret of Encapsulate is the one of Decapsulate", () => {
    const { SharedSecret, SharedSecretCiphertextBlob } = SECRETS("EncapsulatedSecret");
    expect(SECRETS("DecapsulateMlKem")).toMatchObject({ SharedSecretCiphertextBlob });
    expect(SECRETS("DecapsulatedSecret")).toMatchObject({ SharedSecret });
  });

  test.each([
    ["GeneratePair", "GeneratedPair"],
    ["GeneratePairWithoutPlaintext", "GeneratedPairWithoutPlaintext"],
  ])("the private key of %s opens, and belongs to the public one", (request, name) => {
    const { PrivateKeyCiphertextBlob, PrivateKeyPlaintext, PublicKey, KeyMaterialId } = PAIRS(name);
    const world = worldOf("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
    expect(world.ok("DescribeKey", { KeyId: ID }).KeyMetadata!.CurrentKeyMaterialId).toBe(KeyMaterialId);
    const source = { seed: undefined, keyId: ID, materialId: String(KeyMaterialId) };
    const { EncryptionContext } = PAIRS(request) as { EncryptionContext: Record<string, string> };
    const opened = decryptSymmetric(
      CRYPTOGRAPHY,
      readSymmetric(String(PrivateKeyCiphertextBlob))!,
      derivedBytes(CRYPTOGRAPHY, source, "aes", 32),
      EncryptionContext,
    )!;
    if (PrivateKeyPlaintext !== undefined) expect(toBase64(opened)).toBe(PrivateKeyPlaintext);
    const key = createPublicKey(createPrivateKey({ key: Buffer.from(opened), format: "der", type: "pkcs8" }));
    expect(key.export({ format: "der", type: "spki" }).toString("base64")).toBe(PublicKey);
  });
});
