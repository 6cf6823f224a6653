import type { CreateKeyRequest } from "../../generated/types";
import { arnOf, type KeyHandle, type TargetLocation } from "./case-world";
import { defineState, inKeyState, required, type StateApi } from "./define-state";

/** Marks every key that the suite makes, so that a person can find what was left behind. */
export const TAG = { TagKey: "trent-contract", TagValue: "made by a test, may be deleted" };

/** The shortest waiting period that the service allows, in days. */
export const SHORTEST_WINDOW = 7;

/** Makes a key with the suite's tag. */
export async function makeKey(api: StateApi, request: CreateKeyRequest = {}): Promise<KeyHandle> {
  const answer = await api.call("CreateKey", { ...request, Tags: [...(request.Tags ?? []), TAG] });
  return {
    id: required(answer.KeyMetadata?.KeyId, "KeyId"),
    arn: required(answer.KeyMetadata?.Arn, "Arn"),
    region: api.location.region,
  };
}

/** Makes an alias of a key: its name, and its ARN. */
export async function makeAlias(api: StateApi, { id }: KeyHandle): Promise<{ alias: string; aliasArn: string }> {
  const alias = `alias/trent-contract-${api.unique()}`;
  await api.call("CreateAlias", { AliasName: alias, TargetKeyId: id });
  return { alias, aliasArn: arnOf(api.location, alias) };
}

/** A state that is one new key. */
function madeKey<const Name extends string>(name: Name, request: CreateKeyRequest = {}) {
  return defineState({ name, gives: ["key"], setup: async (api) => ({ key: await makeKey(api, request) }) });
}

/** A state that is one new key after some calls about it. */
function changedKey<const Name extends string>(
  name: Name,
  request: CreateKeyRequest,
  change: (api: StateApi, KeyId: string) => Promise<unknown>,
) {
  return defineState({
    name,
    gives: ["key"],
    setup: async (api) => {
      const key = await makeKey(api, request);
      await change(api, key.id);
      return { key };
    },
  });
}

const RSA = { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" } as const;

const disable = (api: StateApi, KeyId: string) => api.call("DisableKey", { KeyId });
const enable = (api: StateApi, KeyId: string) => api.call("EnableKey", { KeyId });
const cancel = (api: StateApi, KeyId: string) => api.call("CancelKeyDeletion", { KeyId });
const schedule = (api: StateApi, KeyId: string) =>
  api.call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: SHORTEST_WINDOW });

/** Keys of each kind, in each state that a few calls reach. */
export const KEY_STATES = [
  madeKey("an enabled symmetric key"),
  madeKey("an RSA key", RSA),
  madeKey("an RSA key for encryption", { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }),
  madeKey("an elliptic curve key", { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }),
  madeKey("an HMAC key", { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }),
  inKeyState("PendingImport", madeKey("a key without its imported material", { Origin: "EXTERNAL" })),
  inKeyState("PendingImport", madeKey("an RSA key without its imported material", { Origin: "EXTERNAL", ...RSA })),
  madeKey("a described key", { Description: "as it was" }),
  inKeyState("Disabled", changedKey("a disabled symmetric key", {}, disable)),
  inKeyState("Disabled", changedKey("a disabled RSA key", RSA, disable)),
  inKeyState("PendingDeletion", changedKey("a key pending deletion", {}, schedule)),
  // Whether a key is a primary may be checked before its key state, so these are primaries.
  inKeyState("Disabled", changedKey("a disabled multi-Region primary key", { MultiRegion: true }, disable)),
  inKeyState(
    "PendingDeletion",
    changedKey("a multi-Region primary key pending deletion", { MultiRegion: true }, schedule),
  ),
  inKeyState(
    "PendingImport",
    madeKey("a multi-Region primary key without its imported material", { MultiRegion: true, Origin: "EXTERNAL" }),
  ),
  changedKey("a key enabled again", {}, async (api, KeyId) => {
    await disable(api, KeyId);
    await enable(api, KeyId);
  }),
  changedKey("a key whose deletion is cancelled", {}, async (api, KeyId) => {
    await schedule(api, KeyId);
    await cancel(api, KeyId);
  }),
  changedKey("a key enabled after its deletion was cancelled", {}, async (api, KeyId) => {
    await schedule(api, KeyId);
    await cancel(api, KeyId);
    await enable(api, KeyId);
  }),
  changedKey("a key described anew", { Description: "as it was" }, (api, KeyId) =>
    api.call("UpdateKeyDescription", { KeyId, Description: "as it is now" }),
  ),
  defineState({
    name: "a key with another policy",
    gives: ["key", "policyId"],
    setup: async (api) => {
      const key = await makeKey(api);
      const policyId = "another policy";
      await api.call("PutKeyPolicy", { KeyId: key.id, Policy: policyOf(api.location, policyId) });
      return { key, policyId };
    },
  }),
] as const;

/** A policy that lets the account do everything. `Id` distinguishes it from other policies. */
export function policyOf({ partition, account }: TargetLocation, Id: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id,
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

/** The provider states that give a key, one for each state that a key can be in. */
export const A_KEY_OF_EACH_STATE = [
  "an enabled symmetric key",
  "a disabled symmetric key",
  "a key pending deletion",
  "a key without its imported material",
  "a replica that is being made",
] as const;
