import { valid } from "../../contract-case";
import { answers, byRule, holds } from "../../expectations";
import { shown } from "../../finding";
import { CONTEXT } from "../../given/encryption-states";
import { MINIMAL, opens, RSA_256, type WorldWithCiphertext } from "./encryption-requests";

/** Cases of Decrypt. */
export const DECRYPT = [
  valid("success", "a ciphertext", "Decrypt", MINIMAL.Decrypt.body, [
    opens("Decrypt.round-trip"),
    answers("Decrypt.key-from-the-ciphertext", ({ key }: WorldWithCiphertext) => ({ KeyId: key.arn })),
    answers("Decrypt.key-id-is-arn", ({ key }: WorldWithCiphertext) => ({ KeyId: key.arn })),
    answers("Decrypt.members-of-the-answer", () => ({ EncryptionAlgorithm: "SYMMETRIC_DEFAULT" })),
    holds("Decrypt.members-of-the-answer", ({ KeyMaterialId }) =>
      /^[0-9a-f]{64}$/.test(String(KeyMaterialId))
        ? undefined
        : { expected: "64 hexadecimal digits", actual: shown(KeyMaterialId), pointer: "/KeyMaterialId" },
    ),
  ]),
  ...(["id", "arn"] as const).map((name) =>
    valid(
      `round-trip, with the key's ${name}`,
      "a ciphertext",
      "Decrypt",
      ({ key, ciphertext }) => ({ KeyId: key[name], CiphertextBlob: ciphertext }),
      [opens("Decrypt.round-trip")],
    ),
  ),
  ...[CONTEXT, { department: CONTEXT.department, purpose: CONTEXT.purpose }].map((EncryptionContext) =>
    valid(
      `round-trip, context in the order ${Object.keys(EncryptionContext)}`,
      "a ciphertext with an encryption context",
      "Decrypt",
      ({ ciphertext }) => ({ CiphertextBlob: ciphertext, EncryptionContext }),
      [opens("Decrypt.round-trip")],
    ),
  ),
  valid(
    "round-trip, RSA",
    "an RSA ciphertext",
    "Decrypt",
    ({ key, ciphertext }) => ({ KeyId: key.id, CiphertextBlob: ciphertext, ...RSA_256 }),
    [opens("Decrypt.round-trip"), answers("Decrypt.key-id-is-arn", ({ key }) => ({ KeyId: key.arn }))],
  ),
  valid(
    "round-trip, encrypted anew",
    "a ciphertext that was encrypted anew",
    "Decrypt",
    ({ ciphertext }) => ({ CiphertextBlob: ciphertext }),
    [opens("Decrypt.round-trip"), answers("Decrypt.key-from-the-ciphertext", ({ key }) => ({ KeyId: key.arn }))],
  ),
  valid("round-trip, a data key", "a data key", "Decrypt", ({ ciphertext }) => ({ CiphertextBlob: ciphertext }), [
    answers("Decrypt.round-trip", ({ plaintext }) => ({ Plaintext: plaintext })),
  ]),
  valid(
    "after-a-rotation",
    "a ciphertext from before a rotation",
    "Decrypt",
    ({ ciphertext }) => ({ CiphertextBlob: ciphertext }),
    [
      opens("Decrypt.after-a-rotation"),
      answers("Decrypt.after-a-rotation", ({ materialId }) => ({ KeyMaterialId: materialId })),
    ],
  ),
  valid(
    "the newest material",
    "a ciphertext from after a rotation",
    "Decrypt",
    ({ ciphertext }) => ({ CiphertextBlob: ciphertext }),
    [answers("Encrypt.current-material", ({ materialId }) => ({ KeyMaterialId: materialId }))],
  ),
  valid(
    "in-related-keys",
    "a ciphertext of a primary key, and its replica",
    "Decrypt",
    ({ ciphertext }) => ({ CiphertextBlob: ciphertext }),
    [opens("Decrypt.in-related-keys"), answers("Decrypt.in-related-keys", ({ key }) => ({ KeyId: key.arn }))],
  ),
  valid(
    "an alias that was moved, without it",
    "a ciphertext, and the alias of its key moved to another",
    "Decrypt",
    ({ ciphertext }) => ({ CiphertextBlob: ciphertext }),
    [opens("Decrypt.key-from-the-ciphertext")],
  ),
  valid(
    "incorrect-key, an alias that was moved",
    "a ciphertext, and the alias of its key moved to another",
    "Decrypt",
    ({ alias, ciphertext }) => ({ KeyId: alias, CiphertextBlob: ciphertext }),
    byRule("Decrypt", "incorrect-key"),
  ),
  ...(["alias", "aliasArn"] as const).map((name) =>
    valid(
      `alias-accepted, ${name}`,
      "a ciphertext, and an alias of its key",
      "Decrypt",
      (world) => ({ KeyId: world[name], CiphertextBlob: world.ciphertext }),
      [answers("Decrypt.alias-accepted", ({ key }) => ({ KeyId: key.arn }))],
    ),
  ),
  valid(
    "unknown-alias",
    "a ciphertext",
    "Decrypt",
    ({ ciphertext }) => ({ KeyId: "alias/trent-contract-nobody", CiphertextBlob: ciphertext }),
    byRule("Decrypt", "unknown-alias"),
  ),
];
