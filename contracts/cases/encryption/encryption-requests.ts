import { answers } from "../../expectations";
import { CONTEXT, PLAINTEXT } from "../../given/encryption-states";
import { minimalRequests } from "../minimal-request";
import type { UnusableKeys, WorldWithKey } from "../use-cases";

export type WorldWithCiphertext = WorldWithKey & { readonly ciphertext: string };

export const MINIMAL = minimalRequests({
  Decrypt: { given: "a ciphertext", body: ({ ciphertext }: WorldWithCiphertext) => ({ CiphertextBlob: ciphertext }) },
  ReEncrypt: {
    given: "a ciphertext",
    body: ({ key, ciphertext }: WorldWithCiphertext) => ({ CiphertextBlob: ciphertext, DestinationKeyId: key.id }),
  },
  Encrypt: {
    given: "an enabled symmetric key",
    body: ({ key }: WorldWithKey) => ({ KeyId: key.id, Plaintext: PLAINTEXT }),
  },
});

/** Base64 of so many bytes. */
export const bytes = (length: number) => btoa("a".repeat(length));

/** Keys that encrypt nothing. The last one has two faults, whose order is measured. */
export const OTHER_USAGES = [
  { given: "an RSA key", keyUsage: "SIGN_VERIFY" },
  { given: "an HMAC key", keyUsage: "GENERATE_VERIFY_MAC" },
  { given: "a disabled RSA key", keyUsage: "SIGN_VERIFY" },
] as const;

export const OAEP = [
  { algorithm: "RSAES_OAEP_SHA_1", limit: 214 },
  { algorithm: "RSAES_OAEP_SHA_256", limit: 190 },
] as const;

/** Keys of a ciphertext, one for each key state. */
export const CIPHERTEXTS: UnusableKeys = {
  usable: "a ciphertext",
  disabled: "a ciphertext of a disabled key",
  pendingDeletion: "a ciphertext of a key pending deletion",
  pendingImport: "a ciphertext of a key whose imported material was deleted",
  creating: "a ciphertext of a primary key, and a replica that is being made",
  unavailable: "a ciphertext of a key in a disconnected custom key store",
};

export const RSA_256 = { EncryptionAlgorithm: "RSAES_OAEP_SHA_256" } as const;

/** What can be wrong with a ciphertext. */
export const BROKEN: readonly { readonly what: string; readonly blob: (bytes: Buffer) => Buffer }[] = [
  {
    what: "its last bit changed",
    blob: (all) => Buffer.from(all.map((byte, i) => (i === all.length - 1 ? byte ^ 1 : byte))),
  },
  { what: "cut by a byte", blob: (all) => all.subarray(0, -1) },
  { what: "a byte longer", blob: (all) => Buffer.concat([all, Buffer.from([0])]) },
  { what: "a single byte", blob: (all) => all.subarray(0, 1) },
  { what: "no ciphertext at all", blob: () => Buffer.from("this is no ciphertext") },
];

/** Other encryption contexts than that of the ciphertext. */
export const OTHER_CONTEXTS = [
  { what: "none", context: undefined },
  { what: "an empty one", context: {} },
  { what: "a pair less", context: { purpose: "test" } },
  { what: "a pair more", context: { ...CONTEXT, more: "" } },
  { what: "another value", context: { ...CONTEXT, purpose: "production" } },
  { what: "another case", context: { ...CONTEXT, department: "example" } },
] as const;

/** Ways to open a ciphertext, and the clause that says so. */
export const opens = (rule: string) => answers(rule, () => ({ Plaintext: PLAINTEXT }));
