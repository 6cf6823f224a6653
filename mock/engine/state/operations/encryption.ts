import { fromBase64, toBase64 } from "../../cryptography/bytes";
import { keyArn } from "../arn";
import { completeUse, refuseUse } from "../cryptographic-key";
import { encryptUnder } from "../encrypt-under";
import type { Transitions } from "../operation-call";
import { resolveKeyByAnyName } from "../resolve-key";

/** Encrypting, decrypting and encrypting anew. The order of checks is measured (docs/evidence/encryption.md#order-of-checks). */
export const encryptionTransitions = {
  Encrypt: (draft, call, context, refuse) => {
    const { KeyId, Plaintext, EncryptionContext, EncryptionAlgorithm: algorithm = "SYMMETRIC_DEFAULT" } = call.request;
    const key = resolveKeyByAnyName(draft, call, KeyId, refuse);
    refuseUse(draft, call, key, "ENCRYPT_DECRYPT", refuse);
    const encryption = { algorithm, context: EncryptionContext };
    const { ciphertext, material } = encryptUnder(key, fromBase64(Plaintext), encryption, context, refuse);
    completeUse(draft, call, [{ key, material }], context, refuse);
    return { CiphertextBlob: toBase64(ciphertext), KeyId: keyArn(key), EncryptionAlgorithm: algorithm };
  },
} satisfies Partial<Transitions>;
