import { valid } from "../../contract-case";
import { byRule } from "../../expectations";
import { CONTEXT } from "../../given/encryption-states";
import { casesOfUse } from "../use-cases";
import { BROKEN, bytes, CIPHERTEXTS, MINIMAL, OTHER_CONTEXTS } from "./encryption-requests";

/** Cases of what Decrypt and ReEncrypt say of a ciphertext. */
export const CIPHERTEXT = [
  ...(["Decrypt", "ReEncrypt"] as const).flatMap((operation) => {
    const source = (KeyId: string, CiphertextBlob: string, DestinationKeyId: string) =>
      (operation === "Decrypt"
        ? { KeyId, CiphertextBlob }
        : { SourceKeyId: KeyId, CiphertextBlob, DestinationKeyId }) as never;
    return (
      [
        "a ciphertext, and another key",
        "a ciphertext, and an HMAC key",
        "a ciphertext, and an RSA key for encryption",
        "a ciphertext, and a key without its imported material",
      ] as const
    ).map((given) =>
      valid(
        `incorrect-key, ${given}`,
        given,
        operation,
        ({ key, otherKey, ciphertext }) => source(otherKey.id, ciphertext, key.id),
        byRule(operation, "incorrect-key"),
      ),
    );
  }),
  ...(["Decrypt", "ReEncrypt"] as const).flatMap((operation) => {
    const request = (CiphertextBlob: string, DestinationKeyId: string, more: object = {}) =>
      ({ CiphertextBlob, ...(operation === "ReEncrypt" && { DestinationKeyId }), ...more }) as never;
    const prefix = operation === "Decrypt" ? "" : "Source";
    return [
      ...casesOfUse(operation, CIPHERTEXTS, MINIMAL[operation].body as never),
      ...BROKEN.map(({ what, blob }) =>
        valid(
          `invalid-ciphertext, ${what}`,
          "a ciphertext",
          operation,
          ({ key, ciphertext }) => request(blob(Buffer.from(ciphertext, "base64")).toString("base64"), key.id),
          byRule(operation, "invalid-ciphertext"),
        ),
      ),
      ...OTHER_CONTEXTS.map(({ what, context }) =>
        valid(
          `invalid-ciphertext, context: ${what}`,
          "a ciphertext with an encryption context",
          operation,
          ({ key, ciphertext }) => request(ciphertext, key.id, context && { [`${prefix}EncryptionContext`]: context }),
          byRule(operation, "invalid-ciphertext"),
        ),
      ),
      valid(
        "invalid-ciphertext, RSA without its algorithm",
        "an RSA ciphertext",
        operation,
        ({ key, ciphertext }) => request(ciphertext, key.id, { [`${prefix}KeyId`]: key.id }),
        byRule(operation, "invalid-ciphertext"),
      ),
      valid(
        "key-of-an-asymmetric-ciphertext",
        "an RSA ciphertext",
        operation,
        ({ key, ciphertext }) =>
          request(ciphertext, key.id, { [`${prefix}EncryptionAlgorithm`]: "RSAES_OAEP_SHA_256" }),
        byRule(operation, "key-of-an-asymmetric-ciphertext"),
      ),
      valid(
        "ciphertext-of-no-key",
        "a ciphertext of a key in another Region",
        operation,
        ({ key, ciphertext }) => request(ciphertext, key.id),
        byRule(operation, "ciphertext-of-no-key"),
      ),
      valid(
        "ciphertext-missing",
        "an enabled symmetric key",
        operation,
        ({ key }) => ({ [operation === "Decrypt" ? "KeyId" : "DestinationKeyId"]: key.id }) as never,
        byRule(operation, "ciphertext-missing"),
      ),
      valid(
        "ignore-ciphertext",
        "a ciphertext",
        operation,
        ({ key, ciphertext }) => request(ciphertext, key.id, { DryRunModifiers: ["IGNORE_CIPHERTEXT"] }),
        byRule(operation, "ignore-ciphertext"),
      ),
      valid(
        "dry-run, without a ciphertext",
        "an enabled symmetric key",
        operation,
        ({ key }) =>
          ({
            [operation === "Decrypt" ? "KeyId" : "SourceKeyId"]: key.id,
            ...(operation === "ReEncrypt" && { DestinationKeyId: key.id }),
            DryRun: true,
            DryRunModifiers: ["IGNORE_CIPHERTEXT"],
          }) as never,
        byRule(operation, "dry-run"),
      ),
      valid(
        "algorithm-of-key-spec",
        "an enabled symmetric key",
        operation,
        ({ key }) =>
          request(bytes(256), key.id, {
            [`${prefix}KeyId`]: key.id,
            [`${prefix}EncryptionAlgorithm`]: "RSAES_OAEP_SHA_256",
          }),
        byRule(operation, "algorithm-of-key-spec", () => ({
          algorithm: "RSAES_OAEP_SHA_256",
          keySpec: "SYMMETRIC_DEFAULT",
        })),
      ),
      valid(
        "context-when-decrypting",
        "an RSA ciphertext",
        operation,
        ({ key, ciphertext }) =>
          request(ciphertext, key.id, {
            [`${prefix}KeyId`]: key.id,
            [`${prefix}EncryptionAlgorithm`]: "RSAES_OAEP_SHA_256",
            [`${prefix}EncryptionContext`]: CONTEXT,
          }),
        byRule(operation, "context-when-decrypting"),
      ),
      valid(
        "key-usage, an HMAC key",
        "an HMAC key",
        operation,
        ({ key }) =>
          request(bytes(256), key.id, {
            [`${prefix}KeyId`]: key.id,
            [`${prefix}EncryptionAlgorithm`]: "RSAES_OAEP_SHA_256",
          }),
        byRule(operation, "key-usage", () => ({
          keyUsage: "GENERATE_VERIFY_MAC",
          operation: operation === "Decrypt" ? "Decrypt" : "ReEncryptFrom",
        })),
      ),
    ];
  }),
];
