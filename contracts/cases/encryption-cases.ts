import { valid } from "../contract-case";
import { answers, byRule, holds, lacks, refused } from "../expectations";
import { shown } from "../finding";
import { CONTEXT, PLAINTEXT } from "../given/encryption-states";
import { caseFamily, SECOND_CALLER } from "./case-family";
import { minimalRequests } from "./minimal-request";
import { casesOfUsage, casesOfUse, SYMMETRIC_KEYS, type UnusableKeys, type WorldWithKey } from "./use-cases";

type WorldWithCiphertext = WorldWithKey & { readonly ciphertext: string };

const MINIMAL = minimalRequests({
  Decrypt: { given: "a ciphertext", body: ({ ciphertext }: WorldWithCiphertext) => ({ CiphertextBlob: ciphertext }) },
  ReEncrypt: {
    given: "a ciphertext",
    body: ({ key, ciphertext }: WorldWithCiphertext) => ({ CiphertextBlob: ciphertext, DestinationKeyId: key.id }),
  },
  Encrypt: {
    given: "an enabled symmetric key",
    body: ({ key }: WorldWithKey) => ({ KeyId: key.id, Plaintext: PLAINTEXT }),
  },
});

/** Base64 of so many bytes. */
const bytes = (length: number) => btoa("a".repeat(length));

/** Keys that encrypt nothing. The last one has two faults, whose order is measured. */
const OTHER_USAGES = [
  { given: "an RSA key", keyUsage: "SIGN_VERIFY" },
  { given: "an HMAC key", keyUsage: "GENERATE_VERIFY_MAC" },
  { given: "a disabled RSA key", keyUsage: "SIGN_VERIFY" },
] as const;

const OAEP = [
  { algorithm: "RSAES_OAEP_SHA_1", limit: 214 },
  { algorithm: "RSAES_OAEP_SHA_256", limit: 190 },
] as const;

const SM2 = "SM2 keys are in the China Regions only";
const IMPORT = "no operation of the document imports key material, so none can be taken away from a ciphertext";

/** Keys of a ciphertext, one for each key state. */
const CIPHERTEXTS: UnusableKeys = {
  usable: "a ciphertext",
  disabled: "a ciphertext of a disabled key",
  pendingDeletion: "a ciphertext of a key pending deletion",
  pendingImport: null,
  creating: "a ciphertext of a primary key, and a replica that is being made",
  unavailable: "a ciphertext of a key in a disconnected custom key store",
};

const RSA_256 = { EncryptionAlgorithm: "RSAES_OAEP_SHA_256" } as const;

/** What can be wrong with a ciphertext. */
const BROKEN: readonly { readonly what: string; readonly blob: (bytes: Buffer) => Buffer }[] = [
  {
    what: "its last bit changed",
    blob: (all) => Buffer.from(all.map((byte, i) => (i === all.length - 1 ? byte ^ 1 : byte))),
  },
  { what: "cut by a byte", blob: (all) => all.subarray(0, -1) },
  { what: "a byte longer", blob: (all) => Buffer.concat([all, Buffer.from([0])]) },
  { what: "a single byte", blob: (all) => all.subarray(0, 1) },
  { what: "no ciphertext at all", blob: () => Buffer.from("this is no ciphertext") },
];

/** Other encryption contexts than that of the ciphertext. */
const OTHER_CONTEXTS = [
  { what: "none", context: undefined },
  { what: "an empty one", context: {} },
  { what: "a pair less", context: { purpose: "test" } },
  { what: "a pair more", context: { ...CONTEXT, more: "" } },
  { what: "another value", context: { ...CONTEXT, purpose: "production" } },
  { what: "another case", context: { ...CONTEXT, department: "example" } },
] as const;

/** Ways to open a ciphertext, and the clause that says so. */
const opens = (rule: string) => answers(rule, () => ({ Plaintext: PLAINTEXT }));

/** Encrypting and decrypting. */
export const ENCRYPTION = caseFamily({
  minimal: MINIMAL,
  cases: [
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
    ...(["alias", "aliasArn"] as const).map((name) =>
      valid(
        `alias-accepted, ${name}`,
        "a key with an alias",
        "Encrypt",
        (world) => ({ KeyId: world[name], Plaintext: PLAINTEXT }),
        [answers("Encrypt.alias-accepted", ({ key }) => ({ KeyId: key.arn }))],
      ),
    ),
    valid("another-each-time", "a ciphertext", "Encrypt", ({ key }) => ({ KeyId: key.id, Plaintext: PLAINTEXT }), [
      holds("Encrypt.another-each-time", ({ CiphertextBlob }, { ciphertext }) =>
        CiphertextBlob !== ciphertext
          ? undefined
          : { expected: "another ciphertext", actual: "the same as before", pointer: "/CiphertextBlob" },
      ),
    ]),
    valid(
      "unknown-alias",
      "an enabled symmetric key",
      "Encrypt",
      () => ({ KeyId: "alias/trent-contract-nobody", Plaintext: PLAINTEXT }),
      byRule("Encrypt", "unknown-alias"),
    ),
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
        "a key with an alias",
        "Decrypt",
        (world) => ({ KeyId: world[name], CiphertextBlob: bytes(200) }),
        [refused("Decrypt.alias-accepted", "InvalidCiphertextException")],
      ),
    ),
    ...(["Decrypt", "ReEncrypt"] as const).flatMap((operation) => {
      const source = (KeyId: string, CiphertextBlob: string, DestinationKeyId: string) =>
        (operation === "Decrypt"
          ? { KeyId, CiphertextBlob }
          : { SourceKeyId: KeyId, CiphertextBlob, DestinationKeyId }) as never;
      return (
        [
          "a ciphertext, and another key",
          "a ciphertext, and an HMAC key",
          "a ciphertext, and an RSA key for encryption",
          "a ciphertext, and a key without its imported material",
        ] as const
      ).map((given) =>
        valid(
          `incorrect-key, ${given}`,
          given,
          operation,
          ({ key, otherKey, ciphertext }) => source(otherKey.id, ciphertext, key.id),
          byRule(operation, "incorrect-key"),
        ),
      );
    }),
    ...(["Decrypt", "ReEncrypt"] as const).flatMap((operation) => {
      const request = (CiphertextBlob: string, DestinationKeyId: string, more: object = {}) =>
        ({ CiphertextBlob, ...(operation === "ReEncrypt" && { DestinationKeyId }), ...more }) as never;
      const prefix = operation === "Decrypt" ? "" : "Source";
      return [
        ...casesOfUse(operation, CIPHERTEXTS, MINIMAL[operation].body as never),
        ...BROKEN.map(({ what, blob }) =>
          valid(
            `invalid-ciphertext, ${what}`,
            "a ciphertext",
            operation,
            ({ key, ciphertext }) => request(blob(Buffer.from(ciphertext, "base64")).toString("base64"), key.id),
            byRule(operation, "invalid-ciphertext"),
          ),
        ),
        ...OTHER_CONTEXTS.map(({ what, context }) =>
          valid(
            `invalid-ciphertext, context: ${what}`,
            "a ciphertext with an encryption context",
            operation,
            ({ key, ciphertext }) =>
              request(ciphertext, key.id, context && { [`${prefix}EncryptionContext`]: context }),
            byRule(operation, "invalid-ciphertext"),
          ),
        ),
        valid(
          "invalid-ciphertext, RSA without its algorithm",
          "an RSA ciphertext",
          operation,
          ({ key, ciphertext }) => request(ciphertext, key.id, { [`${prefix}KeyId`]: key.id }),
          byRule(operation, "invalid-ciphertext"),
        ),
        valid(
          "key-of-an-asymmetric-ciphertext",
          "an RSA ciphertext",
          operation,
          ({ key, ciphertext }) =>
            request(ciphertext, key.id, { [`${prefix}EncryptionAlgorithm`]: "RSAES_OAEP_SHA_256" }),
          byRule(operation, "key-of-an-asymmetric-ciphertext"),
        ),
        valid(
          "ciphertext-of-no-key",
          "a ciphertext of a key in another Region",
          operation,
          ({ key, ciphertext }) => request(ciphertext, key.id),
          byRule(operation, "ciphertext-of-no-key"),
        ),
        valid(
          "ciphertext-missing",
          "an enabled symmetric key",
          operation,
          ({ key }) => ({ [operation === "Decrypt" ? "KeyId" : "DestinationKeyId"]: key.id }) as never,
          byRule(operation, "ciphertext-missing"),
        ),
        valid(
          "ignore-ciphertext",
          "a ciphertext",
          operation,
          ({ key, ciphertext }) => request(ciphertext, key.id, { DryRunModifiers: ["IGNORE_CIPHERTEXT"] }),
          byRule(operation, "ignore-ciphertext"),
        ),
        valid(
          "dry-run, without a ciphertext",
          "an enabled symmetric key",
          operation,
          ({ key }) =>
            ({
              [operation === "Decrypt" ? "KeyId" : "SourceKeyId"]: key.id,
              ...(operation === "ReEncrypt" && { DestinationKeyId: key.id }),
              DryRun: true,
              DryRunModifiers: ["IGNORE_CIPHERTEXT"],
            }) as never,
          byRule(operation, "dry-run"),
        ),
        valid(
          "algorithm-of-key-spec",
          "an enabled symmetric key",
          operation,
          ({ key }) =>
            request(bytes(256), key.id, {
              [`${prefix}KeyId`]: key.id,
              [`${prefix}EncryptionAlgorithm`]: "RSAES_OAEP_SHA_256",
            }),
          byRule(operation, "algorithm-of-key-spec", () => ({
            algorithm: "RSAES_OAEP_SHA_256",
            keySpec: "SYMMETRIC_DEFAULT",
          })),
        ),
        valid(
          "context-when-decrypting",
          "an RSA ciphertext",
          operation,
          ({ key, ciphertext }) =>
            request(ciphertext, key.id, {
              [`${prefix}KeyId`]: key.id,
              [`${prefix}EncryptionAlgorithm`]: "RSAES_OAEP_SHA_256",
              [`${prefix}EncryptionContext`]: CONTEXT,
            }),
          byRule(operation, "context-when-decrypting"),
        ),
        valid(
          "key-usage, an HMAC key",
          "an HMAC key",
          operation,
          ({ key }) =>
            request(bytes(256), key.id, {
              [`${prefix}KeyId`]: key.id,
              [`${prefix}EncryptionAlgorithm`]: "RSAES_OAEP_SHA_256",
            }),
          byRule(operation, "key-usage", () => ({
            keyUsage: "GENERATE_VERIFY_MAC",
            operation: operation === "Decrypt" ? "Decrypt" : "ReEncryptFrom",
          })),
        ),
      ];
    }),
    valid(
      "unknown-alias",
      "a ciphertext",
      "Decrypt",
      ({ ciphertext }) => ({ KeyId: "alias/trent-contract-nobody", CiphertextBlob: ciphertext }),
      byRule("Decrypt", "unknown-alias"),
    ),
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
        "a key with an alias",
        "ReEncrypt",
        (world) => ({
          CiphertextBlob: bytes(200),
          SourceKeyId: world[name],
          DestinationKeyId: world[name],
        }),
        [refused("ReEncrypt.alias-accepted", "InvalidCiphertextException")],
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
  ],
  unproved: {
    "Encrypt.sm2-encryption": SM2,
    "Decrypt.sm2-encryption": SM2,
    "ReEncrypt.sm2-encryption": SM2,
    "Decrypt.pending-import": IMPORT,
    "Decrypt.recipient": "Trent's own refusal: AWS verifies the attestation document",
    "ReEncrypt.permission-to": SECOND_CALLER,
  },
});
