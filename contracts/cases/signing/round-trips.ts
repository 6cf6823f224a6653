import { valid } from "../../contract-case";
import { answers, holds, lacks } from "../../expectations";
import { shown } from "../../finding";
import type { WorldIn } from "../../given/provider-states";
import {
  MESSAGE,
  messageAs,
  SIGNING_SPECS,
  type SigningSpec,
  WAYS_TO_SIGN,
  type WayToSign,
  wayName,
} from "../../given/signing-states";
import { bytesOf } from "../changed-bytes";
import { readPublicKey, verifiesLocally } from "../local-signature";

/** What the states with signatures give. */
type Signed = WorldIn<`signatures by ${SigningSpec}`>;

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

/** A request of Verify in one form, with the signature that was made in the same form or in another. */
const verification = ({ key, publicKey, signatures }: Signed, form: WayToSign, made: WayToSign) => ({
  KeyId: key.id,
  Message: messageAs(form, MESSAGE, publicKey),
  MessageType: form.messageType,
  SigningAlgorithm: form.algorithm,
  Signature: signatures[wayName(made)] ?? "",
});

/** Public keys, and the round trip of each spec and algorithm. */
export const ROUND_TRIPS = SIGNING_SPECS.flatMap((spec) => {
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
      valid(`signature-valid, ${spec} ${wayName(way)}`, given, "Verify", (world) => verification(world, way, way), [
        answers("Verify.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
        answers("Verify.signature-valid", () => ({ SignatureValid: true, SigningAlgorithm: way.algorithm })),
      ]),
    ]),
  ];
});

/** A signature of the other form of the same message: the hash as DIGEST, the mu as EXTERNAL_MU, or the whole as RAW. */
export const OTHER_FORMS = SIGNING_SPECS.flatMap((spec) =>
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
        (world) => verification(world, way, other),
        [
          answers(way.algorithm === "ML_DSA_SHAKE_256" ? "Sign.external-mu" : "Sign.digest-is-not-hashed", () => ({
            SignatureValid: true,
          })),
        ],
      ),
    ];
  }),
);
