import type { GrantOperation } from "../../../../generated/types";
import type { Key } from "../key";
import { isSymmetric } from "../key-state-rules";

/** What a grant can permit on a key of any kind. */
const ALWAYS: readonly GrantOperation[] = ["CreateGrant", "RetireGrant", "DescribeKey"];
const ENCRYPTION: readonly GrantOperation[] = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo"];
const DATA_KEYS: readonly GrantOperation[] = [
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
];

/** Whether a grant of a key can permit an operation (documented: docs/evidence/grants.md#operations-of-each-kind-of-key). */
export function fitsKey(operation: GrantOperation, key: Key): boolean {
  return ALWAYS.includes(operation) || operationsOf(key).includes(operation);
}

function operationsOf(key: Key): readonly GrantOperation[] {
  switch (key.usage) {
    case "ENCRYPT_DECRYPT":
      return isSymmetric(key) ? [...ENCRYPTION, ...DATA_KEYS] : [...ENCRYPTION, "GetPublicKey"];
    case "SIGN_VERIFY":
      return ["Sign", "Verify", "GetPublicKey"];
    case "GENERATE_VERIFY_MAC":
      return ["GenerateMac", "VerifyMac"];
    case "KEY_AGREEMENT":
      return ["DeriveSharedSecret", "GetPublicKey"];
    case "ENCAPSULATE_DECAPSULATE":
      return ["Encapsulate", "Decapsulate", "GetPublicKey"];
  }
}
