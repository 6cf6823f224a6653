import { fromBase64, toBase64 } from "../../cryptography/bytes";
import { keyArn } from "../arn";
import { completeUse, refuseUse, withMaterial } from "../cryptographic-key";
import { type Decryption, decrypt, permittedKey } from "../decrypt-with";
import { encryptUnder } from "../encrypt-under";
import type { Transitions } from "../operation-call";
import { refuseRecipient } from "../recipient";
import { resolveDestinationKey, resolveKeyByAnyName } from "../resolve-key";

/** Encrypting, decrypting and encrypting anew. The order of checks is measured (docs/evidence/encryption.md#order-of-checks). */
export const encryptionTransitions = {
  Encrypt: (draft, call, context, refuse) => {
    const { KeyId, Plaintext, EncryptionContext, EncryptionAlgorithm: algorithm = "SYMMETRIC_DEFAULT" } = call.request;
    const key = resolveKeyByAnyName(draft, call, KeyId, refuse);
    refuseUse(draft, call, key, "ENCRYPT_DECRYPT", refuse);
    const encryption = { algorithm, context: EncryptionContext };
    const { ciphertext, material } = encryptUnder(key, fromBase64(Plaintext), encryption, context, refuse);
    completeUse(draft, call, [{ key, material }], context, refuse);
    return { CiphertextBlob: ciphertext, KeyId: keyArn(key), EncryptionAlgorithm: algorithm };
  },

  Decrypt: (draft, call, context, refuse) => {
    const { request } = call;
    const decryption: Decryption = {
      ciphertext: request.CiphertextBlob,
      keyId: request.KeyId,
      algorithm: request.EncryptionAlgorithm ?? "SYMMETRIC_DEFAULT",
      context: request.EncryptionContext,
      name: "Decrypt",
    };
    if (ignoresCiphertext(request)) {
      if (!request.DryRun) refuse("ignore-ciphertext");
      permittedKey(draft, call, decryption, refuse);
      refuse("dry-run");
    }
    const { key, material, plaintext } = decrypt(draft, call, decryption, context, refuse);
    refuseRecipient(call, refuse);
    completeUse(draft, call, [{ key, material }], context, refuse);
    const answer = {
      EncryptionAlgorithm: decryption.algorithm,
      KeyId: keyArn(key),
      Plaintext: toBase64(plaintext),
    };
    return withMaterial(answer, "KeyMaterialId", { key, material });
  },

  ReEncrypt: (draft, call, context, refuse) => {
    const { request } = call;
    const decryption: Decryption = {
      ciphertext: request.CiphertextBlob,
      keyId: request.SourceKeyId,
      algorithm: request.SourceEncryptionAlgorithm ?? "SYMMETRIC_DEFAULT",
      context: request.SourceEncryptionContext,
      name: "ReEncryptFrom",
    };
    const encryption = {
      algorithm: request.DestinationEncryptionAlgorithm ?? "SYMMETRIC_DEFAULT",
      context: request.DestinationEncryptionContext,
    };
    if (ignoresCiphertext(request)) {
      if (!request.DryRun) refuse("ignore-ciphertext");
      permittedKey(draft, call, decryption, refuse);
      resolveDestinationKey(draft, call, request.DestinationKeyId, encryption.context, refuse);
      refuse("dry-run");
    }
    const source = decrypt(draft, call, decryption, context, refuse);
    const key = resolveDestinationKey(draft, call, request.DestinationKeyId, encryption.context, refuse);
    refuseUse(draft, call, key, "ENCRYPT_DECRYPT", refuse, "ReEncryptTo");
    const { ciphertext, material } = encryptUnder(key, source.plaintext, encryption, context, refuse);
    completeUse(draft, call, [source, { key, material }], context, refuse);
    const answer = {
      CiphertextBlob: ciphertext,
      SourceKeyId: keyArn(source.key),
      KeyId: keyArn(key),
      SourceEncryptionAlgorithm: decryption.algorithm,
      DestinationEncryptionAlgorithm: encryption.algorithm,
    };
    withMaterial(answer, "SourceKeyMaterialId", source);
    return withMaterial(answer, "DestinationKeyMaterialId", { key, material });
  },
} satisfies Partial<Transitions>;

function ignoresCiphertext({ DryRunModifiers = [] }: { readonly DryRunModifiers?: readonly string[] }): boolean {
  return DryRunModifiers.includes("IGNORE_CIPHERTEXT");
}
