import type { CreateKeyRequest } from "../../generated/types";
import { NotTestable } from "../suite-errors";
import type { KeyHandle, ProviderState, StateApi } from "./case-world";

/** Marks every key that the suite makes, so that a person can find what was left behind. */
export const TAG = { TagKey: "trent-contract", TagValue: "made by a test, may be deleted" };

/** Makes a key and tells both of its names. */
export async function makeKey(api: StateApi, request: CreateKeyRequest = {}): Promise<KeyHandle> {
  const Tags = [...(request.Tags ?? []), TAG];
  const answer = await api.call("CreateKey", { ...request, Tags });
  const { KeyId, Arn } = answer?.KeyMetadata ?? {};
  if (typeof KeyId !== "string" || typeof Arn !== "string") throw new NotTestable("CreateKey answers no KeyId and Arn");
  return { id: KeyId, arn: Arn };
}

const made =
  (request: CreateKeyRequest): ProviderState =>
  async (api) => ({ key: await makeKey(api, request) });

async function disabled(api: StateApi, request: CreateKeyRequest = {}): Promise<{ key: KeyHandle }> {
  const key = await makeKey(api, request);
  await api.call("DisableKey", { KeyId: key.id });
  return { key };
}

async function pendingDeletion(api: StateApi, request: CreateKeyRequest = {}): Promise<{ key: KeyHandle }> {
  const key = await makeKey(api, request);
  await api.call("ScheduleKeyDeletion", { KeyId: key.id, PendingWindowInDays: 7 });
  return { key };
}

/** Keys of each kind, in each state that a few calls reach. */
export const KEY_STATES = {
  "an enabled symmetric key": made({}),
  "an RSA key": made({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }),
  "an RSA key for encryption": made({ KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }),
  "an elliptic curve key": made({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }),
  "an HMAC key": made({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }),
  "a key without its imported material": made({ Origin: "EXTERNAL" }),
  "an RSA key without its imported material": made({
    Origin: "EXTERNAL",
    KeySpec: "RSA_2048",
    KeyUsage: "SIGN_VERIFY",
  }),
  "a disabled symmetric key": (api) => disabled(api),
  "a disabled RSA key": (api) => disabled(api, { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }),
  "a key pending deletion": (api) => pendingDeletion(api),
  "a key pending deletion without its imported material": (api) => pendingDeletion(api, { Origin: "EXTERNAL" }),
  "a disabled key, pending deletion": async (api) => {
    const { key } = await disabled(api);
    await api.call("ScheduleKeyDeletion", { KeyId: key.id, PendingWindowInDays: 7 });
    return { key };
  },
  "a key enabled again": async (api) => {
    const { key } = await disabled(api);
    await api.call("EnableKey", { KeyId: key.id });
    return { key };
  },
  "a key whose deletion is cancelled": async (api) => {
    const { key } = await pendingDeletion(api);
    await api.call("CancelKeyDeletion", { KeyId: key.id });
    return { key };
  },
  "a key enabled after its deletion was cancelled": async (api) => {
    const { key } = await pendingDeletion(api);
    await api.call("CancelKeyDeletion", { KeyId: key.id });
    await api.call("EnableKey", { KeyId: key.id });
    return { key };
  },
  "a described key": made({ Description: "as it was" }),
  "a key described anew": async (api) => {
    const key = await makeKey(api, { Description: "as it was" });
    await api.call("UpdateKeyDescription", { KeyId: key.id, Description: "as it is now" });
    return { key };
  },
  "a key with another policy": async (api) => {
    const key = await makeKey(api);
    await api.call("PutKeyPolicy", { KeyId: key.id, Policy: policyOf(api.place, "another policy") });
    return { key, named: { policy: "another policy" } };
  },
} as const satisfies Record<string, ProviderState>;

/** A policy that keeps the account in charge, told from others by its id. */
export function policyOf({ partition, account }: StateApi["place"], Id: string): string {
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
