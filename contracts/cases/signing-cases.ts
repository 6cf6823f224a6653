import { valid } from "../contract-case";
import { answers } from "../expectations";
import { caseFamily, NOT_DOCUMENTED, SYMMETRIC_ONLY } from "./case-family";
import { casesOfNames } from "./cases-of-names";
import { refusalsOf } from "./minimal-request";
import { INVALID, REFUSALS } from "./signing/refused-signatures";
import { OTHER_FORMS, ROUND_TRIPS } from "./signing/round-trips";
import { MINIMAL, withSignature } from "./signing/signing-requests";
import { casesOfUsage, casesOfUse, type UnusableKeys } from "./use-cases";

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
