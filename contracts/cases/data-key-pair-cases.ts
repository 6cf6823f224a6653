import { createPrivateKey, createPublicKey } from "node:crypto";
import type { DataKeyPairSpec } from "../../generated/types";
import type { JsonObject } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { answers, byRule, holds, lacks } from "../expectations";
import { type Finding, shown } from "../finding";
import { PAIR_CONTEXT } from "../given/secret-states";
import { caseFamily } from "./case-family";
import { casesOfNames } from "./cases-of-names";
import { bytesOf } from "./changed-bytes";
import { readPublicKey } from "./local-signature";
import { minimalRequests } from "./minimal-request";
import { casesOfUsage, casesOfUse, SYMMETRIC_KEYS, type WorldWithKey } from "./use-cases";

const body = ({ key }: WorldWithKey) => ({ KeyId: key.id, KeyPairSpec: "ECC_NIST_P256" }) as const;

const MINIMAL = minimalRequests({
  GenerateDataKeyPair: { given: "an enabled symmetric key", body },
  GenerateDataKeyPairWithoutPlaintext: { given: "an enabled symmetric key", body },
});

const OPERATIONS = ["GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"] as const;

/** Each kind of pair, and the bytes of its public key. RSA with more bits differs in nothing but the time that it takes. */
const PAIRS: readonly { readonly spec: DataKeyPairSpec; readonly bytes: number }[] = [
  { spec: "RSA_2048", bytes: 294 },
  { spec: "ECC_NIST_P256", bytes: 91 },
  { spec: "ECC_NIST_P384", bytes: 120 },
  { spec: "ECC_NIST_P521", bytes: 158 },
  { spec: "ECC_SECG_P256K1", bytes: 88 },
  { spec: "ECC_NIST_EDWARDS25519", bytes: 44 },
  { spec: "ML_KEM_512", bytes: 822 },
  { spec: "ML_KEM_768", bytes: 1206 },
  { spec: "ML_KEM_1024", bytes: 1590 },
];

/** Keys that encrypt no private key. */
const OTHER_USAGES = [
  { given: "an elliptic curve key", keyUsage: "SIGN_VERIFY" },
  { given: "an HMAC key", keyUsage: "GENERATE_VERIFY_MAC" },
  { given: "a disabled RSA key", keyUsage: "SIGN_VERIFY" },
] as const;

/** The bytes of the PKCS#8 of an ML-KEM seed. */
const SEED_FORM = 86;

/** Whether the two halves belong together; of ML-KEM only the length of the private one, since Node 20 cannot read it. */
function halvesOf({ PrivateKeyPlaintext, PublicKey }: JsonObject, spec: DataKeyPairSpec): Finding | undefined {
  const [secret, shared] = [bytesOf(PrivateKeyPlaintext), bytesOf(PublicKey)];
  if (spec.startsWith("ML_KEM"))
    return secret.length === SEED_FORM
      ? undefined
      : { expected: `${SEED_FORM} bytes`, actual: `${secret.length} bytes`, pointer: "/PrivateKeyPlaintext" };
  const broken = {
    expected: "PKCS#8 of the private key of PublicKey",
    actual: `${secret.length} other bytes`,
    pointer: "/PrivateKeyPlaintext",
  };
  try {
    const key = createPublicKey(createPrivateKey({ key: secret, format: "der", type: "pkcs8" }));
    return key.export({ format: "der", type: "spki" }).equals(shared) ? undefined : broken;
  } catch {
    return broken;
  }
}

/** Key pairs for use outside of KMS. */
export const DATA_KEY_PAIRS = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...PAIRS.map(({ spec, bytes }) =>
      valid(
        `forms-of-the-keys, ${spec}`,
        "any key",
        "GenerateDataKeyPair",
        ({ key }) => ({ KeyId: key.id, KeyPairSpec: spec }),
        [
          holds("GenerateDataKeyPair.forms-of-the-keys", (answer) => {
            const { length } = bytesOf(answer.PublicKey);
            return length === bytes
              ? halvesOf(answer, spec)
              : { expected: `${bytes} bytes`, actual: `${length} bytes`, pointer: "/PublicKey" };
          }),
        ],
      ),
    ),
    valid(
      "private key of a data key pair",
      "a data key pair",
      "Decrypt",
      ({ ciphertext }) => ({ CiphertextBlob: ciphertext, EncryptionContext: PAIR_CONTEXT }),
      [
        answers("GenerateDataKeyPair.private-key-opens", ({ key, plaintext }) => ({
          KeyId: key.arn,
          Plaintext: plaintext,
        })),
      ],
    ),
    valid(
      "private key of a data key pair without plaintext",
      "a data key pair without its private key",
      "Decrypt",
      ({ ciphertext }) => ({ CiphertextBlob: ciphertext, EncryptionContext: PAIR_CONTEXT }),
      [
        holds("GenerateDataKeyPairWithoutPlaintext.private-key-opens", ({ Plaintext }, { publicKey }) =>
          halvesOf({ PrivateKeyPlaintext: Plaintext, PublicKey: publicKey }, "ECC_NIST_P256"),
        ),
      ],
    ),
    valid("no-plaintext", "any key", "GenerateDataKeyPairWithoutPlaintext", body, [
      lacks("GenerateDataKeyPairWithoutPlaintext.no-plaintext", "PrivateKeyPlaintext", "CiphertextForRecipient"),
      holds("GenerateDataKeyPairWithoutPlaintext.forms-of-the-keys", ({ PublicKey }) => {
        const { namedCurve } = readPublicKey(bytesOf(PublicKey))?.asymmetricKeyDetails ?? {};
        return namedCurve === "prime256v1"
          ? undefined
          : { expected: "a SubjectPublicKeyInfo on prime256v1", actual: shown(PublicKey), pointer: "/PublicKey" };
      }),
    ]),
    ...OPERATIONS.flatMap((operation) => [
      valid("answer", "a data key pair", operation, body, [
        answers(`${operation}.key-id-is-arn`, ({ key }) => ({ KeyId: key.arn, KeyPairSpec: "ECC_NIST_P256" })),
        answers(`${operation}.key-material-id`, ({ materialId }) => ({ KeyMaterialId: materialId })),
        holds(`${operation}.another-each-time`, ({ PublicKey }, { publicKey }) =>
          bytesOf(PublicKey).length > 0 && PublicKey !== publicKey
            ? undefined
            : { expected: "another public key", actual: "the same as before, or none", pointer: "/PublicKey" },
        ),
      ]),
      valid(
        "sm2-in-china-only",
        "a key outside the China Regions",
        operation,
        ({ key }) => ({ KeyId: key.id, KeyPairSpec: "SM2" }),
        byRule(operation, "sm2-in-china-only"),
      ),
      valid(
        "custom-key-store",
        "a key in a custom key store",
        operation,
        body,
        byRule(operation, "custom-key-store", () => ({ origin: "AWS_CLOUDHSM" })),
      ),
      valid(
        "data-key-of-asymmetric",
        "an RSA key for encryption",
        operation,
        body,
        byRule(operation, "data-key-of-asymmetric"),
      ),
      ...casesOfNames(operation, "a key with an alias", body),
      ...casesOfUse(operation, SYMMETRIC_KEYS, body),
      ...casesOfUsage(operation, OTHER_USAGES, body),
    ]),
  ],
});
