import type { KeySpec, SigningAlgorithmSpec } from "../../../generated/types";
import { valid } from "../../contract-case";
import { byRule } from "../../expectations";
import { MESSAGE, type SigningSpec, WAYS_TO_SIGN, type WayToSign, wayName } from "../../given/signing-states";
import { bytesOf, changed } from "../changed-bytes";

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

/** What Verify finds to be no signature of the message. */
export const INVALID = SIGNED_BY.flatMap((given) => {
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
export const REFUSALS = (["Sign", "Verify"] as const).flatMap((operation) => {
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
