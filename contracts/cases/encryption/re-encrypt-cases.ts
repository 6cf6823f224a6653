import { valid } from "../../contract-case";
import { answers, byRule, lacks } from "../../expectations";
import { CONTEXT } from "../../given/encryption-states";
import { MINIMAL, type WorldWithCiphertext } from "./encryption-requests";

/** Cases of ReEncrypt. */
export const RE_ENCRYPT = [
  valid(
    "unknown-alias",
    "a ciphertext",
    "ReEncrypt",
    ({ ciphertext }) => ({ DestinationKeyId: "alias/trent-contract-nobody", CiphertextBlob: ciphertext }),
    byRule("ReEncrypt", "unknown-alias"),
  ),
  valid(
    "another key",
    "a ciphertext, and another key",
    "ReEncrypt",
    ({ otherKey, ciphertext }) => ({ CiphertextBlob: ciphertext, DestinationKeyId: otherKey.id }),
    [
      answers("ReEncrypt.members-of-the-answer", ({ key, otherKey }) => ({
        SourceKeyId: key.arn,
        KeyId: otherKey.arn,
        SourceEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
        DestinationEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      })),
      answers("ReEncrypt.key-from-the-ciphertext", ({ key }) => ({ SourceKeyId: key.arn })),
    ],
  ),
  valid(
    "to RSA",
    "a ciphertext, and an RSA key for encryption",
    "ReEncrypt",
    ({ otherKey, ciphertext }) => ({
      CiphertextBlob: ciphertext,
      DestinationKeyId: otherKey.id,
      DestinationEncryptionAlgorithm: "RSAES_OAEP_SHA_1",
    }),
    [
      answers("ReEncrypt.members-of-the-answer", ({ otherKey }) => ({
        KeyId: otherKey.arn,
        DestinationEncryptionAlgorithm: "RSAES_OAEP_SHA_1",
      })),
      lacks("ReEncrypt.members-of-the-answer", "DestinationKeyMaterialId"),
    ],
  ),
  valid("same-key", "a ciphertext", "ReEncrypt", MINIMAL.ReEncrypt.body, [
    answers("ReEncrypt.same-key", ({ key }: WorldWithCiphertext) => ({ KeyId: key.arn, SourceKeyId: key.arn })),
  ]),
  ...(["alias", "aliasArn"] as const).map((name) =>
    valid(
      `alias-accepted, ${name}`,
      "a ciphertext, and an alias of its key",
      "ReEncrypt",
      (world) => ({ CiphertextBlob: world.ciphertext, SourceKeyId: world[name], DestinationKeyId: world[name] }),
      [answers("ReEncrypt.alias-accepted", ({ key }) => ({ SourceKeyId: key.arn, KeyId: key.arn }))],
    ),
  ),
  valid(
    "key-usage, an HMAC key as the destination",
    "a ciphertext, and an HMAC key",
    "ReEncrypt",
    ({ otherKey, ciphertext }) => ({ CiphertextBlob: ciphertext, DestinationKeyId: otherKey.id }),
    byRule("ReEncrypt", "key-usage", () => ({ keyUsage: "GENERATE_VERIFY_MAC", operation: "ReEncryptTo" })),
  ),
  valid(
    "pending-import, the destination",
    "a ciphertext, and a key without its imported material",
    "ReEncrypt",
    ({ otherKey, ciphertext }) => ({ CiphertextBlob: ciphertext, DestinationKeyId: otherKey.id }),
    byRule("ReEncrypt", "pending-import"),
  ),
  valid(
    "context-when-encrypting",
    "a ciphertext, and an RSA key for encryption",
    "ReEncrypt",
    ({ otherKey, ciphertext }) => ({
      CiphertextBlob: ciphertext,
      DestinationKeyId: otherKey.id,
      DestinationEncryptionAlgorithm: "RSAES_OAEP_SHA_1",
      DestinationEncryptionContext: CONTEXT,
    }),
    byRule("ReEncrypt", "context-when-encrypting"),
  ),
  valid(
    "encryption-limit",
    "a long ciphertext, and an RSA key for encryption",
    "ReEncrypt",
    ({ otherKey, ciphertext }) => ({
      CiphertextBlob: ciphertext,
      DestinationKeyId: otherKey.id,
      DestinationEncryptionAlgorithm: "RSAES_OAEP_SHA_1",
    }),
    byRule("ReEncrypt", "encryption-limit", () => ({
      algorithm: "RSAES_OAEP_SHA_1",
      keySpec: "RSA_2048",
      limit: "214",
    })),
  ),
];
