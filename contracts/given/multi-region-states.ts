import type { KeyHandle, ProviderState, StateApi } from "./case-world";
import { makeKey } from "./key-states";

/** A Region that the target is not in, for replicas. */
export function otherRegion(region: string): string {
  return region === "us-west-2" ? "eu-west-1" : "us-west-2";
}

async function replicated(api: StateApi): Promise<{ primary: KeyHandle; replica: KeyHandle; region: string }> {
  const primary = await makeKey(api, { MultiRegion: true });
  const region = otherRegion(api.place.region);
  await api.call("ReplicateKey", { KeyId: primary.id, ReplicaRegion: region });
  return {
    primary,
    replica: { id: primary.id, arn: primary.arn.replace(`:${api.place.region}:`, `:${region}:`) },
    region,
  };
}

async function settled(api: StateApi, { id }: KeyHandle, region: string): Promise<void> {
  await api.until(`the key ${id} in ${region} is Enabled`, async () => {
    const answer = await api.call("DescribeKey", { KeyId: id }, region);
    return answer?.KeyMetadata?.KeyState === "Enabled";
  });
}

/** Multi-Region keys. `region` names the Region to call for the key of the case. */
export const MULTI_REGION_STATES = {
  "a multi-Region primary key": async (api) => ({
    key: await makeKey(api, { MultiRegion: true }),
    named: { other: otherRegion(api.place.region) },
  }),
  "a multi-Region primary with a replica": async (api) => {
    const { primary, replica, region } = await replicated(api);
    await settled(api, replica, region);
    return { key: primary, named: { other: region, replica: replica.arn } };
  },
  "a replica of a multi-Region key": async (api) => {
    const { primary, replica, region } = await replicated(api);
    await settled(api, replica, region);
    return { key: replica, named: { region, primary: primary.arn } };
  },
  "a replica that is being made": async (api) => {
    const { replica, region } = await replicated(api);
    return { key: replica, named: { region } };
  },
  "a replica whose primary rotates every 180 days": async (api) => {
    const { primary, replica, region } = await replicated(api);
    await settled(api, replica, region);
    await api.call("EnableKeyRotation", { KeyId: primary.id, RotationPeriodInDays: 180 });
    return { key: replica, named: { region } };
  },
  "a primary that just gave up its place": async (api) => {
    const { primary, replica, region } = await replicated(api);
    await settled(api, replica, region);
    await api.call("UpdatePrimaryRegion", { KeyId: primary.id, PrimaryRegion: region });
    return { key: primary, named: { other: region } };
  },
  "a primary waiting for its replica's deletion": async (api) => {
    const { primary, replica, region } = await replicated(api);
    await settled(api, replica, region);
    await api.call("ScheduleKeyDeletion", { KeyId: primary.id, PendingWindowInDays: 7 });
    return { key: primary };
  },
} as const satisfies Record<string, ProviderState>;
