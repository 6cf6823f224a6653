import type { TrentOperations } from "../../generated/types";
import { type ContractCase, invalid, valid } from "../contract-case";
import { answers, byRule, holds, lacks } from "../expectations";
import type { Finding } from "../finding";
import { caseFamily } from "./case-family";
import { minimalRequests } from "./minimal-request";
import { casesOfUsage, casesOfUse, SYMMETRIC_KEYS, type WorldWithKey } from "./use-cases";

const dataKey = ({ key }: WorldWithKey) => ({ KeyId: key.id, KeySpec: "AES_256" }) as const;

const MINIMAL = minimalRequests({
  GenerateDataKey: { given: "an enabled symmetric key", body: dataKey },
  GenerateDataKeyWithoutPlaintext: { given: "an enabled symmetric key", body: dataKey },
  GenerateRandom: { given: "an account", body: () => ({ NumberOfBytes: 32 }) },
});

type DataKeyOperation = "GenerateDataKey" | "GenerateDataKeyWithoutPlaintext";

const OTHER_USAGES = [
  { given: "an RSA key", keyUsage: "SIGN_VERIFY" },
  { given: "an HMAC key", keyUsage: "GENERATE_VERIFY_MAC" },
] as const;

/** The sizes that a request can ask for, and the length that comes of each. */
const SIZES = [
  { size: { KeySpec: "AES_256" }, length: 32 },
  { size: { KeySpec: "AES_128" }, length: 16 },
  { size: { NumberOfBytes: 1 }, length: 1 },
  { size: { NumberOfBytes: 1024 }, length: 1024 },
] as const;

/** Wrong as a blob of another length. Its value is secret, so that it is not shown. */
function wrongLength(blob: unknown, length: number): Finding | undefined {
  const actual = typeof blob === "string" ? Buffer.from(blob, "base64").length : 0;
  return actual === length
    ? undefined
    : { expected: `${length} bytes`, actual: `${actual} bytes`, pointer: "/Plaintext" };
}

/** What both operations that make data keys refuse. */
function refusalsOf<Operation extends DataKeyOperation>(operation: Operation): ContractCase[] {
  type Request = TrentOperations[Operation]["request"];
  const body = (world: WorldWithKey) => dataKey(world) as Request;
  return [
    ...casesOfUse(operation, SYMMETRIC_KEYS, body),
    ...casesOfUsage(operation, OTHER_USAGES, body),
    valid(
      "data-key-size, neither",
      "an enabled symmetric key",
      operation,
      ({ key }) => ({ KeyId: key.id }) as Request,
      byRule(operation, "data-key-size"),
    ),
    valid(
      "data-key-size, both",
      "an enabled symmetric key",
      operation,
      (world) => ({ ...dataKey(world), NumberOfBytes: 32 }) as Request,
      byRule(operation, "data-key-size"),
    ),
    invalid(
      "data-key-spec",
      "an enabled symmetric key",
      operation,
      ({ key }) => ({ KeyId: key.id, KeySpec: "RSA_2048" }),
      byRule(operation, "data-key-spec"),
    ),
    valid(
      "data-key-of-asymmetric",
      "an RSA key for encryption",
      operation,
      body,
      byRule(operation, "data-key-of-asymmetric"),
    ),
    ...(["alias", "aliasArn"] as const).map((name) =>
      valid(
        `alias-accepted, ${name}`,
        "a key with an alias",
        operation,
        (world) => ({ KeyId: world[name], KeySpec: "AES_256" }) as Request,
        [answers(`${operation}.alias-accepted`, ({ key }) => ({ KeyId: key.arn }))],
      ),
    ),
    valid(
      "unknown-alias",
      "an enabled symmetric key",
      operation,
      () => ({ KeyId: "alias/trent-contract-nobody", KeySpec: "AES_256" }) as Request,
      byRule(operation, "unknown-alias"),
    ),
  ];
}

const hasMaterial = (operation: DataKeyOperation) =>
  holds(`${operation}.members-of-the-answer`, ({ CiphertextBlob, KeyMaterialId }) =>
    typeof CiphertextBlob === "string" && typeof KeyMaterialId === "string"
      ? undefined
      : { expected: "CiphertextBlob and KeyMaterialId", actual: "one of them is missing", pointer: "/KeyMaterialId" },
  );

/** Data keys and random bytes. */
export const DATA_KEYS = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...SIZES.map(({ size, length }) =>
      valid(
        `length, ${JSON.stringify(size)}`,
        "an enabled symmetric key",
        "GenerateDataKey",
        ({ key }) => ({ KeyId: key.id, ...size }),
        [
          holds("GenerateDataKey.length", ({ Plaintext }) => wrongLength(Plaintext, length)),
          answers("GenerateDataKey.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
          hasMaterial("GenerateDataKey"),
        ],
      ),
    ),
    valid("success", "an enabled symmetric key", "GenerateDataKeyWithoutPlaintext", dataKey, [
      answers("GenerateDataKeyWithoutPlaintext.key-id-is-arn", ({ key }: WorldWithKey) => ({ KeyId: key.arn })),
      hasMaterial("GenerateDataKeyWithoutPlaintext"),
      lacks("GenerateDataKeyWithoutPlaintext.members-of-the-answer", "Plaintext"),
    ]),
    valid(
      "a data key of 128 bits",
      "a data key of 128 bits without its plaintext",
      "Decrypt",
      ({ ciphertext }) => ({ CiphertextBlob: ciphertext }),
      [holds("GenerateDataKeyWithoutPlaintext.length", ({ Plaintext }) => wrongLength(Plaintext, 16))],
    ),
    ...refusalsOf("GenerateDataKey"),
    ...refusalsOf("GenerateDataKeyWithoutPlaintext"),
    ...[1, 1024].map((length) =>
      valid(`length, ${length}`, "an account", "GenerateRandom", () => ({ NumberOfBytes: length }), [
        holds("GenerateRandom.length", ({ Plaintext }) => wrongLength(Plaintext, length)),
      ]),
    ),
    valid("bytes-required", "an account", "GenerateRandom", () => ({}), byRule("GenerateRandom", "bytes-required")),
    valid(
      "unknown-store",
      "an account",
      "GenerateRandom",
      () => ({ NumberOfBytes: 32, CustomKeyStoreId: "cks-00000000000000000" }),
      byRule("GenerateRandom", "unknown-store"),
    ),
    valid(
      "store-not-connected",
      "a custom key store",
      "GenerateRandom",
      ({ store }) => ({ NumberOfBytes: 32, CustomKeyStoreId: store.id }),
      byRule("GenerateRandom", "store-not-connected"),
    ),
    valid(
      "store-of-another-type",
      "an external key store",
      "GenerateRandom",
      ({ store }) => ({ NumberOfBytes: 32, CustomKeyStoreId: store.id }),
      byRule("GenerateRandom", "store-of-another-type"),
    ),
    valid(
      "length, of a custom key store",
      "a connected custom key store",
      "GenerateRandom",
      ({ store }) => ({ NumberOfBytes: 32, CustomKeyStoreId: store.id }),
      [holds("GenerateRandom.length", ({ Plaintext }) => wrongLength(Plaintext, 32))],
    ),
  ],
  unproved: {
    "GenerateDataKey.recipient": "Trent's own refusal: AWS verifies the attestation document",
    "GenerateRandom.recipient": "Trent's own refusal: AWS verifies the attestation document",
  },
});
