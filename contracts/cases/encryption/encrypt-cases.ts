import { valid } from "../../contract-case";
import { answers, byRule, holds, lacks, refused } from "../../expectations";
import { shown } from "../../finding";
import { PLAINTEXT } from "../../given/encryption-states";
import { casesOfNames } from "../cases-of-names";
import { casesOfUsage, casesOfUse, SYMMETRIC_KEYS } from "../use-cases";
import { bytes, MINIMAL, OAEP, OTHER_USAGES } from "./encryption-requests";

/** Cases of Encrypt. */
export const ENCRYPT = [
  valid("success", "an enabled symmetric key", "Encrypt", MINIMAL.Encrypt.body, [
    answers("Encrypt.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
    answers("Encrypt.algorithm-default", () => ({ EncryptionAlgorithm: "SYMMETRIC_DEFAULT" })),
    holds("Encrypt.members-of-the-answer", ({ CiphertextBlob }) =>
      typeof CiphertextBlob === "string" && CiphertextBlob !== ""
        ? undefined
        : { expected: "a ciphertext", actual: shown(CiphertextBlob), pointer: "/CiphertextBlob" },
    ),
    lacks("Encrypt.members-of-the-answer", "KeyMaterialId", "Plaintext"),
  ]),
  valid("another-each-time", "a ciphertext", "Encrypt", ({ key }) => ({ KeyId: key.id, Plaintext: PLAINTEXT }), [
    holds("Encrypt.another-each-time", ({ CiphertextBlob }, { ciphertext }) =>
      CiphertextBlob !== ciphertext
        ? undefined
        : { expected: "another ciphertext", actual: "the same as before", pointer: "/CiphertextBlob" },
    ),
  ]),
  ...casesOfNames("Encrypt", "a key with an alias", MINIMAL.Encrypt.body),
  ...casesOfUse("Encrypt", SYMMETRIC_KEYS, MINIMAL.Encrypt.body),
  ...casesOfUsage("Encrypt", OTHER_USAGES, MINIMAL.Encrypt.body),
  valid("algorithm-default, an RSA key", "an RSA key for encryption", "Encrypt", MINIMAL.Encrypt.body, [
    refused("Encrypt.algorithm-default", "InvalidKeyUsageException"),
    ...byRule("Encrypt", "algorithm-of-key-spec", () => ({ algorithm: "SYMMETRIC_DEFAULT", keySpec: "RSA_2048" })),
  ]),
  ...OAEP.flatMap(({ algorithm, limit }) => [
    valid(
      `algorithm-of-key-spec, ${algorithm}`,
      "an enabled symmetric key",
      "Encrypt",
      (world) => ({ ...MINIMAL.Encrypt.body(world), EncryptionAlgorithm: algorithm }),
      byRule("Encrypt", "algorithm-of-key-spec", () => ({ algorithm, keySpec: "SYMMETRIC_DEFAULT" })),
    ),
    valid(
      `encryption-limit, ${algorithm}`,
      "an RSA key for encryption",
      "Encrypt",
      ({ key }) => ({ KeyId: key.id, Plaintext: bytes(limit + 1), EncryptionAlgorithm: algorithm }),
      byRule("Encrypt", "encryption-limit", () => ({ algorithm, keySpec: "RSA_2048", limit: String(limit) })),
    ),
  ]),
  valid(
    "context-when-encrypting",
    "an RSA key for encryption",
    "Encrypt",
    (world) => ({
      ...MINIMAL.Encrypt.body(world),
      EncryptionAlgorithm: "RSAES_OAEP_SHA_256",
      EncryptionContext: { purpose: "test" },
    }),
    byRule("Encrypt", "context-when-encrypting"),
  ),
];
