import type { KeyHandle } from "./case-world";
import { defineState, required, type StateApi } from "./define-state";
import { makeKey } from "./key-states";

/** What the states encrypt, in base64. */
export const PLAINTEXT = btoa("trent-contract plaintext");

async function encrypted(api: StateApi, key: KeyHandle, context?: Readonly<Record<string, string>>): Promise<string> {
  const answer = await api.call(
    "Encrypt",
    { KeyId: key.id, Plaintext: PLAINTEXT, ...(context && { EncryptionContext: context }) },
    key.region,
  );
  return required(answer.CiphertextBlob, "CiphertextBlob");
}

/** Keys with a ciphertext. */
export const ENCRYPTION_STATES = [
  defineState({
    name: "a ciphertext",
    gives: ["key", "ciphertext"],
    setup: async (api) => {
      const key = await makeKey(api);
      return { key, ciphertext: await encrypted(api, key) };
    },
  }),
] as const;
