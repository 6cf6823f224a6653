import { diffieHellman, generateKeyPairSync } from "node:crypto";
import { valid } from "../contract-case";
import { answers, byRule, holds, lacks } from "../expectations";
import { shown } from "../finding";
import { AGREEMENT_SPECS, KEM_SPECS } from "../given/secret-states";
import { caseFamily, SYMMETRIC_ONLY } from "./case-family";
import { casesOfNames } from "./cases-of-names";
import { bytesOf, changed } from "./changed-bytes";
import { readPublicKey } from "./local-signature";
import { minimalRequests } from "./minimal-request";
import { casesOfUsage, casesOfUse, type UnusableKeys, type WorldWithKey } from "./use-cases";

/** The names that Node has for the curves. */
const CURVES = { ECC_NIST_P256: "P-256", ECC_NIST_P384: "P-384", ECC_NIST_P521: "P-521" } as const;

/** A key pair outside of KMS on each curve. */
const OUTSIDE = Object.fromEntries(
  AGREEMENT_SPECS.map(({ spec }) => [spec, generateKeyPairSync("ec", { namedCurve: CURVES[spec] })]),
) as Record<keyof typeof CURVES, ReturnType<typeof generateKeyPairSync>>;

const outsidePublicKey = (spec: keyof typeof CURVES) =>
  OUTSIDE[spec].publicKey.export({ format: "der", type: "spki" }).toString("base64");

const PEER = outsidePublicKey("ECC_NIST_P256");

/** A form of the right length for ML_KEM_512, which decapsulates to something. */
const ANY_FORM = Buffer.alloc(768).toString("base64");

const MINIMAL = minimalRequests({
  DeriveSharedSecret: {
    given: "a key agreement key",
    body: ({ key }: WorldWithKey) => ({ KeyId: key.id, KeyAgreementAlgorithm: "ECDH", PublicKey: PEER }),
  },
  Encapsulate: {
    given: "an ML-KEM key",
    body: ({ key }: WorldWithKey) => ({ KeyId: key.id, EncapsulationAlgorithm: "ML_KEM" }),
  },
  Decapsulate: {
    given: "an ML-KEM key",
    body: ({ key }: WorldWithKey) => ({
      KeyId: key.id,
      EncapsulationAlgorithm: "ML_KEM",
      SharedSecretCiphertextBlob: ANY_FORM,
    }),
  },
});

const AGREEMENT_KEYS: UnusableKeys = {
  usable: "a key agreement key",
  disabled: "a disabled agreement key",
  pendingDeletion: "a deleted agreement key",
  pendingImport: "an agreement key without its imported material",
  creating: "a replica of an agreement key that is being made",
  unavailable: null,
};

/** Whether the material of ML-KEM keys can be imported is not known. */
const ML_KEM_KEYS: UnusableKeys = {
  usable: "an ML-KEM key",
  disabled: "a disabled ML-KEM key",
  pendingDeletion: "a deleted ML-KEM key",
  pendingImport: null,
  creating: "a replica of an ML-KEM key that is being made",
  unavailable: null,
};

/** Keys that share no secrets. */
const OTHER_USAGES = [
  { given: "any key", keyUsage: "ENCRYPT_DECRYPT" },
  { given: "an elliptic curve key", keyUsage: "SIGN_VERIFY" },
] as const;

const IMPORT_NOT_KNOWN = "whether the material of ML-KEM keys can be imported is not known";

const secretIs = (clause: string, wanted: string, length: number) =>
  holds(clause, ({ SharedSecret }, world: { readonly secret: string } & WorldWithKey) =>
    SharedSecret === world.secret && bytesOf(SharedSecret).length === length
      ? undefined
      : {
          expected: `${wanted}, ${length} bytes`,
          actual: `${bytesOf(SharedSecret).length} other bytes`,
          pointer: "/SharedSecret",
        },
  );

/** Secrets by ECDH and ML-KEM. */
export const SHARED_SECRETS = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...AGREEMENT_SPECS.flatMap(({ spec, length }) => [
      valid(
        `same-on-both-sides, ${spec}`,
        `a secret of two keys of ${spec}`,
        "DeriveSharedSecret",
        ({ key, peerPublicKey }) => ({ KeyId: key.id, KeyAgreementAlgorithm: "ECDH", PublicKey: peerPublicKey }),
        [
          answers("DeriveSharedSecret.key-id-is-arn", ({ key }) => ({ KeyId: key.arn, KeyAgreementAlgorithm: "ECDH" })),
          answers("DeriveSharedSecret.key-origin", () => ({ KeyOrigin: "AWS_KMS" })),
          secretIs("DeriveSharedSecret.same-on-both-sides", "the secret of the other side", length),
        ],
      ),
      valid(
        `x-coordinate, ${spec}`,
        `a secret of two keys of ${spec}`,
        "DeriveSharedSecret",
        ({ key }) => ({ KeyId: key.id, KeyAgreementAlgorithm: "ECDH", PublicKey: outsidePublicKey(spec) }),
        [
          holds("DeriveSharedSecret.x-coordinate", ({ SharedSecret }, { publicKey }) => {
            const ours = readPublicKey(bytesOf(publicKey));
            const secret =
              ours && diffieHellman({ privateKey: OUTSIDE[spec].privateKey, publicKey: ours }).toString("base64");
            return secret === SharedSecret
              ? undefined
              : { expected: "the secret that Node derives", actual: "another one", pointer: "/SharedSecret" };
          }),
        ],
      ),
      valid(
        `members-of-the-answer, ${spec} for key agreement`,
        `a secret of two keys of ${spec}`,
        "GetPublicKey",
        ({ key }) => ({ KeyId: key.id }),
        [
          answers("GetPublicKey.members-of-the-answer", () => ({
            KeySpec: spec,
            KeyUsage: "KEY_AGREEMENT",
            KeyAgreementAlgorithms: ["ECDH"],
          })),
          lacks("GetPublicKey.members-of-the-answer", "SigningAlgorithms", "EncryptionAlgorithms"),
        ],
      ),
    ]),
    ...[
      { form: "no DER", key: btoa("no public key") },
      { form: "cut off", key: bytesOf(PEER).subarray(0, 20).toString("base64") },
    ].map(({ form, key: PublicKey }) =>
      valid(
        `malformed-public-key, ${form}`,
        "a key agreement key",
        "DeriveSharedSecret",
        (world) => ({ ...MINIMAL.DeriveSharedSecret.body(world), PublicKey }),
        byRule("DeriveSharedSecret", "malformed-public-key"),
      ),
    ),
    valid(
      "public-key-of-another-curve",
      "a key agreement key",
      "DeriveSharedSecret",
      (world) => ({ ...MINIMAL.DeriveSharedSecret.body(world), PublicKey: outsidePublicKey("ECC_NIST_P384") }),
      byRule("DeriveSharedSecret", "public-key-of-another-curve"),
    ),
    ...KEM_SPECS.flatMap(({ spec, length }) => [
      valid(
        `secret-of-32-bytes, ${spec}`,
        `a secret encapsulated by ${spec}`,
        "Encapsulate",
        ({ key }) => ({ KeyId: key.id, EncapsulationAlgorithm: "ML_KEM" }),
        [
          answers("Encapsulate.key-id-is-arn", ({ key }) => ({ KeyId: key.arn, EncapsulationAlgorithm: "ML_KEM" })),
          holds(
            "Encapsulate.secret-of-32-bytes",
            ({ SharedSecret, SharedSecretCiphertextBlob }, { secret, encapsulated }) => {
              const lengths = [bytesOf(SharedSecret).length, bytesOf(SharedSecretCiphertextBlob).length];
              return lengths.join() === `32,${length}` &&
                SharedSecret !== secret &&
                SharedSecretCiphertextBlob !== encapsulated
                ? undefined
                : {
                    expected: `another secret of 32 bytes in ${length} bytes`,
                    actual: shown(lengths),
                    pointer: "/SharedSecret",
                  };
            },
          ),
        ],
      ),
      valid(
        `same-secret, ${spec}`,
        `a secret encapsulated by ${spec}`,
        "Decapsulate",
        ({ key, encapsulated }) => ({
          KeyId: key.id,
          EncapsulationAlgorithm: "ML_KEM",
          SharedSecretCiphertextBlob: encapsulated,
        }),
        [
          answers("Decapsulate.key-id-is-arn", ({ key }) => ({ KeyId: key.arn, EncapsulationAlgorithm: "ML_KEM" })),
          secretIs("Decapsulate.same-secret", "the secret of Encapsulate", 32),
        ],
      ),
      valid(
        `implicit-rejection, ${spec}`,
        `a secret encapsulated by ${spec}`,
        "Decapsulate",
        ({ key, encapsulated }) => ({
          KeyId: key.id,
          EncapsulationAlgorithm: "ML_KEM",
          SharedSecretCiphertextBlob: changed(encapsulated),
        }),
        [
          holds("Decapsulate.implicit-rejection", ({ SharedSecret }, { secret }) =>
            bytesOf(SharedSecret).length === 32 && SharedSecret !== secret
              ? undefined
              : {
                  expected: "another secret of 32 bytes",
                  actual: "the same, or of another length",
                  pointer: "/SharedSecret",
                },
          ),
        ],
      ),
      ...[length - 1, length + 1].map((wrong) =>
        valid(
          `wrong-length, ${wrong} bytes for ${spec}`,
          `a secret encapsulated by ${spec}`,
          "Decapsulate",
          ({ key }) => ({
            KeyId: key.id,
            EncapsulationAlgorithm: "ML_KEM",
            SharedSecretCiphertextBlob: Buffer.alloc(wrong).toString("base64"),
          }),
          byRule("Decapsulate", "wrong-length"),
        ),
      ),
      valid(
        `members-of-the-answer, ${spec}`,
        `a secret encapsulated by ${spec}`,
        "GetPublicKey",
        ({ key }) => ({ KeyId: key.id }),
        [
          answers("GetPublicKey.members-of-the-answer", () => ({
            KeySpec: spec,
            KeyUsage: "ENCAPSULATE_DECAPSULATE",
            EncapsulationAlgorithms: ["ML_KEM"],
          })),
          lacks("GetPublicKey.members-of-the-answer", "SigningAlgorithms", "CustomerMasterKeySpec"),
        ],
      ),
    ]),
    ...casesOfNames("DeriveSharedSecret", "an agreement key with an alias", MINIMAL.DeriveSharedSecret.body),
    ...casesOfNames("Encapsulate", "an ML-KEM key with an alias", MINIMAL.Encapsulate.body),
    ...casesOfNames("Decapsulate", "an ML-KEM key with an alias", MINIMAL.Decapsulate.body),
    ...casesOfUse("DeriveSharedSecret", AGREEMENT_KEYS, MINIMAL.DeriveSharedSecret.body),
    ...casesOfUse("Encapsulate", ML_KEM_KEYS, MINIMAL.Encapsulate.body),
    ...casesOfUse("Decapsulate", ML_KEM_KEYS, MINIMAL.Decapsulate.body),
    ...casesOfUsage("DeriveSharedSecret", OTHER_USAGES, MINIMAL.DeriveSharedSecret.body),
    ...casesOfUsage("Encapsulate", OTHER_USAGES, MINIMAL.Encapsulate.body),
    ...casesOfUsage("Decapsulate", OTHER_USAGES, MINIMAL.Decapsulate.body),
  ],
  unproved: {
    "DeriveSharedSecret.unavailable": SYMMETRIC_ONLY,
    "Encapsulate.unavailable": SYMMETRIC_ONLY,
    "Decapsulate.unavailable": SYMMETRIC_ONLY,
    "Encapsulate.pending-import": IMPORT_NOT_KNOWN,
    "Decapsulate.pending-import": IMPORT_NOT_KNOWN,
  },
});
