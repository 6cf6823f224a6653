import { caseFamily, SECOND_CALLER } from "./case-family";
import { CIPHERTEXT } from "./encryption/ciphertext-cases";
import { DECRYPT } from "./encryption/decrypt-cases";
import { ENCRYPT } from "./encryption/encrypt-cases";
import { MINIMAL } from "./encryption/encryption-requests";
import { RE_ENCRYPT } from "./encryption/re-encrypt-cases";

const SM2 = "SM2 keys are in the China Regions only";

/** Encrypting and decrypting. */
export const ENCRYPTION = caseFamily({
  minimal: MINIMAL,
  cases: [...ENCRYPT, ...DECRYPT, ...CIPHERTEXT, ...RE_ENCRYPT],
  unproved: {
    "Encrypt.sm2-encryption": SM2,
    "Decrypt.sm2-encryption": SM2,
    "ReEncrypt.sm2-encryption": SM2,
    "Decrypt.recipient": "Trent's own refusal: AWS verifies the attestation document",
    "ReEncrypt.permission-to": SECOND_CALLER,
  },
});
