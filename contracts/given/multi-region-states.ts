import type { CreateKeyRequest } from "../../generated/types";
import { StatePassed } from "../suite-errors";
import { type KeyHandle, otherRegion } from "./case-world";
import { defineState, type StateApi } from "./define-state";
import { makeKey, SHORTEST_WINDOW } from "./key-states";

/** A primary key with a replica in another Region, which may still be in the key state Creating. */
export async function replicated(
  api: StateApi,
  request: CreateKeyRequest = {},
): Promise<{ primary: KeyHandle; replica: KeyHandle }> {
  const primary = await makeKey(api, { ...request, MultiRegion: true });
  const region = otherRegion(api.location);
  await api.call("ReplicateKey", { KeyId: primary.id, ReplicaRegion: region });
  const arn = primary.arn.replace(`:${primary.region}:`, `:${region}:`);
  return { primary, replica: { id: primary.id, arn, region } };
}

/** The key state that DescribeKey shows. */
async function keyStateOf(api: StateApi, { id, region }: KeyHandle): Promise<string | undefined> {
  const answer = await api.call("DescribeKey", { KeyId: id }, region);
  return answer.KeyMetadata?.KeyState;
}

/** @throws StatePassed where a new replica is Creating no longer, or never was. */
export async function mustBeCreating(api: StateApi, replica: KeyHandle): Promise<void> {
  const state = await keyStateOf(api, replica);
  if (state !== "Creating") throw new StatePassed(`a new replica is ${state} at once, never Creating`);
}

/** A primary key with a replica that is Enabled. */
export async function settled(api: StateApi): Promise<{ primary: KeyHandle; replica: KeyHandle }> {
  const pair = await replicated(api);
  const { replica } = pair;
  await api.until(`the key ${replica.id} in ${replica.region} is Enabled`, async () => {
    return (await keyStateOf(api, replica)) === "Enabled";
  });
  return pair;
}

async function exchanged(api: StateApi): Promise<{ formerPrimary: KeyHandle; newPrimary: KeyHandle }> {
  const { primary, replica } = await settled(api);
  await api.call("UpdatePrimaryRegion", { KeyId: primary.id, PrimaryRegion: replica.region });
  return { formerPrimary: primary, newPrimary: replica };
}

/** Multi-Region keys. */
export const MULTI_REGION_STATES = [
  defineState({
    name: "a multi-Region primary key",
    gives: ["key"],
    setup: async (api) => ({ key: await makeKey(api, { MultiRegion: true }) }),
  }),
  defineState({
    name: "a multi-Region primary with a replica",
    gives: ["key", "replica"],
    slow: true,
    setup: async (api) => {
      const { primary, replica } = await settled(api);
      return { key: primary, replica };
    },
  }),
  defineState({
    name: "a replica of a multi-Region key",
    gives: ["key", "primary"],
    slow: true,
    setup: async (api) => {
      const { primary, replica } = await settled(api);
      return { key: replica, primary };
    },
  }),
  defineState({
    name: "a replica that is being made",
    keyState: "Creating",
    gives: ["key"],
    slow: true,
    shareable: "never",
    setup: async (api) => {
      const { replica } = await replicated(api);
      await mustBeCreating(api, replica);
      return { key: replica };
    },
  }),
  defineState({
    name: "a replica whose primary rotates every 180 days",
    gives: ["key"],
    slow: true,
    setup: async (api) => {
      const { primary, replica } = await settled(api);
      await api.call("EnableKeyRotation", { KeyId: primary.id, RotationPeriodInDays: 180 });
      return { key: replica };
    },
  }),
  defineState({
    name: "a primary that just gave up its place",
    keyState: "Updating",
    gives: ["key"],
    slow: true,
    shareable: "never",
    setup: async (api) => ({ key: (await exchanged(api)).formerPrimary }),
  }),
  defineState({
    name: "a replica that just became the primary",
    keyState: "Updating",
    gives: ["key"],
    slow: true,
    shareable: "never",
    setup: async (api) => ({ key: (await exchanged(api)).newPrimary }),
  }),
  defineState({
    name: "a primary waiting for its replica's deletion",
    keyState: "PendingReplicaDeletion",
    gives: ["key"],
    slow: true,
    setup: async (api) => {
      const { primary } = await settled(api);
      await api.call("ScheduleKeyDeletion", { KeyId: primary.id, PendingWindowInDays: SHORTEST_WINDOW });
      return { key: primary };
    },
  }),
] as const;
