import type { KeySpec, SigningAlgorithmSpec } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { answers, byRule, holds, lacks } from "../expectations";
import { shown } from "../finding";
import {
  MESSAGE,
  messageAs,
  SIGNING_SPECS,
  type SigningSpec,
  WAYS_TO_SIGN,
  type WayToSign,
  wayName,
} from "../given/signing-states";
import { caseFamily, NOT_DOCUMENTED, SYMMETRIC_ONLY } from "./case-family";
import { casesOfNames } from "./cases-of-names";
import { bytesOf, changed } from "./changed-bytes";
import { readPublicKey, verifiesLocally } from "./local-signature";
import { minimalRequests, refusalsOf } from "./minimal-request";
import { casesOfUsage, casesOfUse, type UnusableKeys, type WorldWithKey } from "./use-cases";

const ECDSA = { Message: MESSAGE, SigningAlgorithm: "ECDSA_SHA_256" } as const;

/** With the signature of the state; with none where the state has none. */
const withSignature = (world: WorldWithKey) => ({
  ...ECDSA,
  KeyId: world.key.id,
  Signature: "signatures" in world ? String(objectOf(world.signatures)["ECDSA_SHA_256 RAW"]) : btoa("no signature"),
});

const MINIMAL = minimalRequests({
  GetPublicKey: { given: "an elliptic curve key", body: ({ key }: WorldWithKey) => ({ KeyId: key.id }) },
  Sign: { given: "an elliptic curve key", body: ({ key }: WorldWithKey) => ({ ...ECDSA, KeyId: key.id }) },
  Verify: { given: "signatures by ECC_NIST_P256", body: withSignature },
});

const refusal = refusalsOf(MINIMAL);

const KEYS: UnusableKeys = {
  usable: "an elliptic curve key",
  disabled: "a disabled elliptic curve key",
  pendingDeletion: "a deleted elliptic curve key",
  pendingImport: "an elliptic curve key without its imported material",
  creating: "a replica of an elliptic curve key that is being made",
  unavailable: null,
};

/** Keys that do not sign. The last one has two faults, whose order is measured. */
const OTHER_USAGES = [
  { given: "any key", keyUsage: "ENCRYPT_DECRYPT" },
  { given: "an HMAC key", keyUsage: "GENERATE_VERIFY_MAC" },
  { given: "an RSA key for encryption", keyUsage: "ENCRYPT_DECRYPT" },
  { given: "a disabled HMAC key", keyUsage: "GENERATE_VERIFY_MAC" },
] as const;

/** What Node has to find in the public key of each spec; by their lengths where it cannot read them. */
const PUBLIC_KEYS: Readonly<Record<SigningSpec, { readonly kind: string; readonly bytes: number }>> = {
  RSA_2048: { kind: "rsa 2048", bytes: 294 },
  RSA_3072: { kind: "rsa 3072", bytes: 422 },
  RSA_4096: { kind: "rsa 4096", bytes: 550 },
  ECC_NIST_P256: { kind: "ec prime256v1", bytes: 91 },
  ECC_NIST_P384: { kind: "ec secp384r1", bytes: 120 },
  ECC_NIST_P521: { kind: "ec secp521r1", bytes: 158 },
  ECC_SECG_P256K1: { kind: "ec secp256k1", bytes: 88 },
  ECC_NIST_EDWARDS25519: { kind: "ed25519", bytes: 44 },
  ML_DSA_44: { kind: "ml-dsa-44", bytes: 1334 },
  ML_DSA_65: { kind: "ml-dsa-65", bytes: 1974 },
  ML_DSA_87: { kind: "ml-dsa-87", bytes: 2614 },
};

function kindOf(der: Uint8Array): string | undefined {
  const key = readPublicKey(der);
  const { modulusLength, namedCurve } = key?.asymmetricKeyDetails ?? {};
  return key && [key.asymmetricKeyType, modulusLength ?? namedCurve].filter(Boolean).join(" ");
}

const algorithmsOf = (spec: SigningSpec) => [...new Set(WAYS_TO_SIGN[spec].map(({ algorithm }) => algorithm))];

/** The clause of what a signature has to be outside of KMS. */
function clauseOf({ algorithm, messageType }: WayToSign): string {
  if (messageType === "EXTERNAL_MU") return "Sign.external-mu";
  if (algorithm === "ED25519_PH_SHA_512") return "Sign.ed25519ph-of-the-digest";
  if (messageType === "DIGEST") return "Sign.digest-is-not-hashed";
  if (algorithm.startsWith("RSASSA_PSS")) return "Sign.salt-of-pss";
  return algorithm.startsWith("ECDSA") ? "Sign.form-of-ecdsa" : "Sign.verifies";
}

/** The message types that an algorithm does not take, with a message of the right length for them. */
const WRONG_TYPES = [
  { given: "signatures by ECC_NIST_EDWARDS25519", algorithm: "ED25519_SHA_512", messageType: "DIGEST" },
  { given: "signatures by ECC_NIST_EDWARDS25519", algorithm: "ED25519_PH_SHA_512", messageType: "RAW" },
  { given: "signatures by ECC_NIST_P256", algorithm: "ECDSA_SHA_256", messageType: "EXTERNAL_MU" },
] as const;

const WRONG_LENGTHS = [
  { given: "signatures by ECC_NIST_P256", algorithm: "ECDSA_SHA_256", length: 31 },
  { given: "signatures by ECC_NIST_P521", algorithm: "ECDSA_SHA_512", length: 32 },
  { given: "signatures by RSA_2048", algorithm: "RSASSA_PKCS1_V1_5_SHA_256", length: 33 },
  { given: "signatures by RSA_2048", algorithm: "RSASSA_PSS_SHA_384", length: 32 },
  { given: "signatures by ECC_NIST_EDWARDS25519", algorithm: "ED25519_PH_SHA_512", length: 63 },
] as const;

const WRONG_ALGORITHMS: readonly {
  readonly given: "an elliptic curve key" | "an RSA key";
  readonly algorithm: SigningAlgorithmSpec;
  readonly keySpec: KeySpec;
}[] = [
  { given: "an elliptic curve key", algorithm: "RSASSA_PSS_SHA_256", keySpec: "ECC_NIST_P256" },
  { given: "an elliptic curve key", algorithm: "ECDSA_SHA_384", keySpec: "ECC_NIST_P256" },
  { given: "an RSA key", algorithm: "ECDSA_SHA_256", keySpec: "RSA_2048" },
  { given: "an RSA key", algorithm: "ED25519_SHA_512", keySpec: "RSA_2048" },
  { given: "an elliptic curve key", algorithm: "ML_DSA_SHAKE_256", keySpec: "ECC_NIST_P256" },
  { given: "an elliptic curve key", algorithm: "SM2DSA", keySpec: "ECC_NIST_P256" },
];

const blob = (length: number) => btoa("a".repeat(length));

/** What is no signature of the message: KMS says the same to each. */
const NO_SIGNATURES = [
  { form: "one bit changed", of: changed },
  { form: "one byte", of: () => blob(1) },
  { form: "6144 bytes", of: () => blob(6144) },
  { form: "one byte more", of: (s: string) => Buffer.concat([bytesOf(s), Buffer.from([0])]).toString("base64") },
] as const;

const SIGNED_BY = [
  "signatures by ECC_NIST_P256",
  "signatures by RSA_2048",
  "signatures by ECC_NIST_EDWARDS25519",
] as const;

/** Public keys, and the round trip of each spec and algorithm. */
const ROUND_TRIPS = SIGNING_SPECS.flatMap((spec) => {
  const given = `signatures by ${spec}` as const;
  return [
    valid(`public-key-of-the-key, ${spec}`, given, "GetPublicKey", ({ key }) => ({ KeyId: key.id }), [
      answers("GetPublicKey.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
      answers("GetPublicKey.members-of-the-answer", () => ({
        KeySpec: spec,
        KeyUsage: "SIGN_VERIFY",
        SigningAlgorithms: algorithmsOf(spec),
      })),
      lacks(
        "GetPublicKey.members-of-the-answer",
        "EncryptionAlgorithms",
        "KeyAgreementAlgorithms",
        "EncapsulationAlgorithms",
      ),
      holds("GetPublicKey.public-key-of-the-key", ({ PublicKey }, { publicKey }) => {
        const { kind, bytes } = PUBLIC_KEYS[spec];
        const der = bytesOf(PublicKey);
        const found = kindOf(der) ?? kind;
        return PublicKey === publicKey && der.length === bytes && found === kind
          ? undefined
          : {
              expected: `the same ${kind} as before, ${bytes} bytes`,
              actual: `${found}, ${der.length} bytes`,
              pointer: "/PublicKey",
            };
      }),
    ]),
    ...WAYS_TO_SIGN[spec].flatMap((way) => [
      valid(
        `round trip, ${spec} ${wayName(way)}`,
        given,
        "Sign",
        ({ key, publicKey }) => ({
          KeyId: key.id,
          Message: messageAs(way, MESSAGE, publicKey),
          MessageType: way.messageType,
          SigningAlgorithm: way.algorithm,
        }),
        [
          answers("Sign.key-id-is-arn", ({ key }) => ({ KeyId: key.arn, SigningAlgorithm: way.algorithm })),
          holds(clauseOf(way), ({ Signature }, { publicKey }) =>
            verifiesLocally(way.algorithm, bytesOf(publicKey), bytesOf(MESSAGE), bytesOf(Signature)) === false
              ? {
                  expected: "a signature that verifies with the public key",
                  actual: shown(Signature),
                  pointer: "/Signature",
                }
              : undefined,
          ),
        ],
      ),
      valid(
        `signature-valid, ${spec} ${wayName(way)}`,
        given,
        "Verify",
        ({ key, publicKey, signatures }) => ({
          KeyId: key.id,
          Message: messageAs(way, MESSAGE, publicKey),
          MessageType: way.messageType,
          SigningAlgorithm: way.algorithm,
          Signature: signatures[wayName(way)] ?? "",
        }),
        [
          answers("Verify.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
          answers("Verify.signature-valid", () => ({ SignatureValid: true, SigningAlgorithm: way.algorithm })),
        ],
      ),
    ]),
  ];
});

/** A signature of the other form of the same message: the hash as DIGEST, the mu as EXTERNAL_MU, or the whole as RAW. */
const OTHER_FORMS = SIGNING_SPECS.flatMap((spec) =>
  WAYS_TO_SIGN[spec].flatMap((way) => {
    const other = WAYS_TO_SIGN[spec].find(
      ({ algorithm, messageType }) => algorithm === way.algorithm && messageType !== way.messageType,
    );
    if (!other) return [];
    return [
      valid(
        `${way.messageType} of ${other.messageType}, ${spec} ${way.algorithm}`,
        `signatures by ${spec}`,
        "Verify",
        ({ key, publicKey, signatures }) => ({
          KeyId: key.id,
          Message: messageAs(way, MESSAGE, publicKey),
          MessageType: way.messageType,
          SigningAlgorithm: way.algorithm,
          Signature: signatures[wayName(other)] ?? "",
        }),
        [
          answers(way.algorithm === "ML_DSA_SHAKE_256" ? "Sign.external-mu" : "Sign.digest-is-not-hashed", () => ({
            SignatureValid: true,
          })),
        ],
      ),
    ];
  }),
);

const INVALID = SIGNED_BY.flatMap((given) => {
  const way: WayToSign = WAYS_TO_SIGN[given.slice("signatures by ".length) as SigningSpec][0] as WayToSign;
  const request = { SigningAlgorithm: way.algorithm, MessageType: way.messageType };
  const signatureOf = (signatures: Readonly<Record<string, string>>) => signatures[wayName(way)] ?? "";
  return [
    ...NO_SIGNATURES.map(({ form, of }) =>
      valid(
        `invalid-signature, ${form}, ${given}`,
        given,
        "Verify",
        ({ key, signatures }) => ({
          ...request,
          KeyId: key.id,
          Message: MESSAGE,
          Signature: of(signatureOf(signatures)),
        }),
        byRule("Verify", "invalid-signature"),
      ),
    ),
    valid(
      `invalid-signature, another message, ${given}`,
      given,
      "Verify",
      ({ key, signatures }) => ({
        ...request,
        KeyId: key.id,
        Message: changed(MESSAGE),
        Signature: signatureOf(signatures),
      }),
      byRule("Verify", "invalid-signature"),
    ),
  ];
});

/** What both operations refuse of a message or an algorithm. The signature plays no part. */
const REFUSALS = (["Sign", "Verify"] as const).flatMap((operation) => {
  const signature = operation === "Verify" ? { Signature: blob(64) } : {};
  const request = (more: object) => ({ ...signature, ...more }) as never;
  return [
    ...WRONG_TYPES.map(({ given, algorithm: SigningAlgorithm, messageType: MessageType }) =>
      valid(
        `message-type-of-algorithm, ${SigningAlgorithm} ${MessageType}`,
        given,
        operation,
        ({ key }) => request({ KeyId: key.id, Message: blob(64), MessageType, SigningAlgorithm }),
        byRule(operation, "message-type-of-algorithm"),
      ),
    ),
    valid(
      "message-type-of-key-spec",
      "signatures by ML_DSA_44",
      operation,
      ({ key }) =>
        request({ KeyId: key.id, Message: blob(64), MessageType: "DIGEST", SigningAlgorithm: "ML_DSA_SHAKE_256" }),
      byRule(operation, "message-type-of-key-spec", () => ({ keySpec: "ML_DSA_44" })),
    ),
    valid(
      "mu-length",
      "signatures by ML_DSA_44",
      operation,
      ({ key }) =>
        request({ KeyId: key.id, Message: blob(63), MessageType: "EXTERNAL_MU", SigningAlgorithm: "ML_DSA_SHAKE_256" }),
      byRule(operation, "mu-length"),
    ),
    ...WRONG_LENGTHS.map(({ given, algorithm: SigningAlgorithm, length }) =>
      valid(
        `digest-length, ${length} bytes for ${SigningAlgorithm}`,
        given,
        operation,
        ({ key }) => request({ KeyId: key.id, Message: blob(length), MessageType: "DIGEST", SigningAlgorithm }),
        byRule(operation, "digest-length"),
      ),
    ),
    ...WRONG_ALGORITHMS.map(({ given, algorithm, keySpec }) =>
      valid(
        `algorithm-of-key-spec, ${algorithm} with ${keySpec}`,
        given,
        operation,
        ({ key }) => request({ KeyId: key.id, Message: MESSAGE, SigningAlgorithm: algorithm }),
        byRule(operation, "algorithm-of-key-spec", () => ({ algorithm, keySpec })),
      ),
    ),
    // Measured: the state is looked at before the algorithm.
    valid(
      "disabled-key, before the algorithm",
      "a disabled elliptic curve key",
      operation,
      ({ key }) => request({ KeyId: key.id, Message: MESSAGE, SigningAlgorithm: "RSASSA_PSS_SHA_256" }),
      byRule(operation, "disabled-key"),
    ),
  ];
});

/** Public keys, signatures and their verification. */
export const SIGNING = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...ROUND_TRIPS,
    ...OTHER_FORMS,
    ...INVALID,
    ...REFUSALS,
    valid("disabled-key-works", "a disabled elliptic curve key", "GetPublicKey", MINIMAL.GetPublicKey.body, [
      answers("GetPublicKey.disabled-key-works", ({ key }) => ({ KeyId: key.arn })),
    ]),
    refusal("GetPublicKey", "symmetric-key", "any key"),
    refusal("GetPublicKey", "hmac-key", "an HMAC key"),
    refusal("GetPublicKey", "pending-deletion", "a deleted elliptic curve key"),
    refusal("GetPublicKey", "pending-import", "an elliptic curve key without its imported material"),
    refusal("GetPublicKey", "creating", "a replica of an elliptic curve key that is being made"),
    // Measured: the state is looked at before the spec.
    refusal("GetPublicKey", "pending-deletion", "a key pending deletion"),
    refusal("GetPublicKey", "invalid-grant-token", "an elliptic curve key", ({ key }) => ({
      KeyId: key.id,
      GrantTokens: ["this is no grant token"],
    })),
    ...casesOfNames("GetPublicKey", "an elliptic curve key with an alias", MINIMAL.GetPublicKey.body),
    ...casesOfNames("Sign", "an elliptic curve key with an alias", MINIMAL.Sign.body),
    ...casesOfNames("Verify", "a signature, and an alias of its key", withSignature),
    ...casesOfUse("Sign", KEYS, MINIMAL.Sign.body),
    ...casesOfUse("Verify", { ...KEYS, usable: "signatures by ECC_NIST_P256" }, withSignature),
    ...casesOfUsage("Sign", OTHER_USAGES, MINIMAL.Sign.body),
    ...casesOfUsage("Verify", OTHER_USAGES, withSignature),
  ],
  unproved: {
    "Sign.unavailable": SYMMETRIC_ONLY,
    "Verify.unavailable": SYMMETRIC_ONLY,
    "GetPublicKey DisabledException": "declared by the model; measured: a disabled key's public key is answered",
    "GetPublicKey InvalidKeyUsageException": NOT_DOCUMENTED,
  },
});
