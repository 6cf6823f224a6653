import { type KeyHandle, otherRegion } from "./case-world";
import { defineState, inKeyState, required, type StateApi } from "./define-state";
import { makeAlias, makeKey, SHORTEST_WINDOW } from "./key-states";
import { mustBeCreating, replicated, settled } from "./multi-region-states";
import { rotateOnDemand } from "./rotation-states";

/** What the states encrypt, in base64. */
export const PLAINTEXT = btoa("trent-contract plaintext");

/** The encryption context of the states that have one. Its names are not in the order of the alphabet. */
export const CONTEXT = { purpose: "test", department: "Example" };

/** {@link PLAINTEXT} under a key, in base64. */
export async function encrypted(api: StateApi, key: KeyHandle, more: object = {}): Promise<string> {
  const answer = await api.call("Encrypt", { KeyId: key.id, Plaintext: PLAINTEXT, ...more }, key.region);
  return required(answer.CiphertextBlob, "CiphertextBlob");
}

async function keyWithCiphertext(api: StateApi, more: object = {}): Promise<{ key: KeyHandle; ciphertext: string }> {
  const key = await makeKey(api);
  return { key, ciphertext: await encrypted(api, key, more) };
}

/** The material that a key encrypts with, as DescribeKey names it. */
async function currentMaterial(api: StateApi, { id }: KeyHandle): Promise<string> {
  const { KeyMetadata } = await api.call("DescribeKey", { KeyId: id });
  return required(KeyMetadata?.CurrentKeyMaterialId, "CurrentKeyMaterialId");
}

/** A state that is a ciphertext, whose key then is no longer enabled. */
function withdrawn<const Name extends string>(name: Name, change: (api: StateApi, KeyId: string) => Promise<unknown>) {
  return defineState({
    name,
    gives: ["key", "ciphertext"],
    setup: async (api) => {
      const given = await keyWithCiphertext(api);
      await change(api, given.key.id);
      return given;
    },
  });
}

/** Keys with a ciphertext. */
export const ENCRYPTION_STATES = [
  defineState({ name: "a ciphertext", gives: ["key", "ciphertext"], setup: (api) => keyWithCiphertext(api) }),
  defineState({
    name: "a ciphertext with an encryption context",
    gives: ["key", "ciphertext"],
    setup: (api) => keyWithCiphertext(api, { EncryptionContext: CONTEXT }),
  }),
  defineState({
    name: "an RSA ciphertext",
    gives: ["key", "ciphertext"],
    setup: async (api) => {
      const key = await makeKey(api, { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" });
      return { key, ciphertext: await encrypted(api, key, { EncryptionAlgorithm: "RSAES_OAEP_SHA_256" }) };
    },
  }),
  defineState({
    name: "a ciphertext, and another key",
    gives: ["key", "ciphertext", "otherKey"],
    setup: async (api) => ({ ...(await keyWithCiphertext(api)), otherKey: await makeKey(api) }),
  }),
  defineState({
    name: "a ciphertext, and an HMAC key",
    gives: ["key", "ciphertext", "otherKey"],
    setup: async (api) => ({
      ...(await keyWithCiphertext(api)),
      otherKey: await makeKey(api, { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }),
    }),
  }),
  defineState({
    name: "a ciphertext, and an RSA key for encryption",
    gives: ["key", "ciphertext", "otherKey"],
    setup: async (api) => ({
      ...(await keyWithCiphertext(api)),
      otherKey: await makeKey(api, { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }),
    }),
  }),
  defineState({
    name: "a long ciphertext, and an RSA key for encryption",
    gives: ["key", "ciphertext", "otherKey"],
    setup: async (api) => ({
      ...(await keyWithCiphertext(api, { Plaintext: btoa("a".repeat(215)) })),
      otherKey: await makeKey(api, { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }),
    }),
  }),
  defineState({
    name: "a ciphertext, and a key without its imported material",
    gives: ["key", "ciphertext", "otherKey"],
    setup: async (api) => ({
      ...(await keyWithCiphertext(api)),
      otherKey: await makeKey(api, { Origin: "EXTERNAL" }),
    }),
  }),
  defineState({
    name: "a ciphertext, and an alias of its key",
    gives: ["key", "ciphertext", "alias", "aliasArn"],
    setup: async (api) => {
      const given = await keyWithCiphertext(api);
      return { ...given, ...(await makeAlias(api, given.key)) };
    },
  }),
  defineState({
    name: "a ciphertext, and the alias of its key moved to another",
    gives: ["key", "ciphertext", "alias"],
    setup: async (api) => {
      const given = await keyWithCiphertext(api);
      const { alias } = await makeAlias(api, given.key);
      await api.call("UpdateAlias", { AliasName: alias, TargetKeyId: (await makeKey(api)).id });
      return { ...given, alias };
    },
  }),
  defineState({
    name: "a ciphertext of a key in another Region",
    gives: ["key", "ciphertext"],
    setup: async (api) => {
      const region = otherRegion(api.location);
      const answer = await api.call("CreateKey", {}, region);
      const id = required(answer.KeyMetadata?.KeyId, "KeyId");
      const there = { id, arn: required(answer.KeyMetadata?.Arn, "Arn"), region };
      const ciphertext = await encrypted(api, there);
      await api.call("ScheduleKeyDeletion", { KeyId: id, PendingWindowInDays: SHORTEST_WINDOW }, region);
      return { key: await makeKey(api), ciphertext };
    },
  }),
  inKeyState(
    "Disabled",
    withdrawn("a ciphertext of a disabled key", (api, KeyId) => api.call("DisableKey", { KeyId })),
  ),
  inKeyState(
    "PendingDeletion",
    withdrawn("a ciphertext of a key pending deletion", (api, KeyId) =>
      api.call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: SHORTEST_WINDOW }),
    ),
  ),
  defineState({
    name: "a ciphertext from before a rotation",
    gives: ["key", "ciphertext", "materialId"],
    slow: true,
    setup: async (api) => {
      const given = await keyWithCiphertext(api);
      const materialId = await currentMaterial(api, given.key);
      await rotateOnDemand(api, given.key.id, 1);
      return { ...given, materialId };
    },
  }),
  defineState({
    name: "a ciphertext from after a rotation",
    gives: ["key", "ciphertext", "materialId"],
    slow: true,
    setup: async (api) => {
      const key = await makeKey(api);
      await rotateOnDemand(api, key.id, 1);
      return { key, ciphertext: await encrypted(api, key), materialId: await currentMaterial(api, key) };
    },
  }),
  defineState({
    name: "a ciphertext of a primary key, and its replica",
    gives: ["key", "ciphertext"],
    slow: true,
    setup: async (api) => {
      const { primary, replica } = await settled(api);
      return { key: replica, ciphertext: await encrypted(api, primary) };
    },
  }),
  defineState({
    name: "a ciphertext of a primary key, and a replica that is being made",
    keyState: "Creating",
    gives: ["key", "ciphertext"],
    slow: true,
    shareable: "never",
    setup: async (api) => {
      const { primary, replica } = await replicated(api);
      const ciphertext = await encrypted(api, primary);
      await mustBeCreating(api, replica);
      return { key: replica, ciphertext };
    },
  }),
  defineState({
    name: "a ciphertext that was encrypted anew",
    gives: ["key", "ciphertext"],
    setup: async (api) => {
      const { ciphertext } = await keyWithCiphertext(api, { EncryptionContext: CONTEXT });
      const key = await makeKey(api);
      const answer = await api.call("ReEncrypt", {
        CiphertextBlob: ciphertext,
        SourceEncryptionContext: CONTEXT,
        DestinationKeyId: key.id,
      });
      return { key, ciphertext: required(answer.CiphertextBlob, "CiphertextBlob") };
    },
  }),
  defineState({
    name: "a data key",
    gives: ["key", "ciphertext", "plaintext"],
    setup: async (api) => {
      const key = await makeKey(api);
      const answer = await api.call("GenerateDataKey", { KeyId: key.id, KeySpec: "AES_256" });
      return {
        key,
        ciphertext: required(answer.CiphertextBlob, "CiphertextBlob"),
        plaintext: required(answer.Plaintext, "Plaintext"),
      };
    },
  }),
  defineState({
    name: "a data key of 128 bits without its plaintext",
    gives: ["key", "ciphertext"],
    setup: async (api) => {
      const key = await makeKey(api);
      const answer = await api.call("GenerateDataKeyWithoutPlaintext", { KeyId: key.id, KeySpec: "AES_128" });
      return { key, ciphertext: required(answer.CiphertextBlob, "CiphertextBlob") };
    },
  }),
] as const;
