import type { KeyHandle } from "./case-world";
import { defineState, required, type StateApi } from "./define-state";
import { makeKey, SHORTEST_WINDOW } from "./key-states";

const DAY = 86_400_000;

/** A state that is one key with automatic rotation, after some more calls about it. */
function rotatingKey<const Name extends string>(
  name: Name,
  RotationPeriodInDays: number | undefined,
  change: (api: StateApi, KeyId: string) => Promise<unknown> = async () => {},
) {
  return defineState({
    name,
    gives: ["key"],
    setup: async (api) => {
      const key = await makeKey(api);
      await enable(api, key.id, RotationPeriodInDays);
      await change(api, key.id);
      return { key };
    },
  });
}

/** A state that is one key after so many rotations on demand. */
function rotatedKey<const Name extends string>(name: Name, times: number) {
  return defineState({
    name,
    gives: ["key"],
    slow: true,
    setup: async (api) => ({ key: await rotated(api, times) }),
  });
}

function enable(api: StateApi, KeyId: string, RotationPeriodInDays?: number): Promise<unknown> {
  return api.call("EnableKeyRotation", { KeyId, ...(RotationPeriodInDays && { RotationPeriodInDays }) });
}

const disable = (api: StateApi, KeyId: string) => api.call("DisableKeyRotation", { KeyId });
const schedule = (api: StateApi, KeyId: string) =>
  api.call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: SHORTEST_WINDOW });

/** Rotates on demand and waits until the list has `count` rotations. */
export async function rotateOnDemand(api: StateApi, KeyId: string, count: number): Promise<void> {
  await api.call("RotateKeyOnDemand", { KeyId });
  await api.clock?.advance(60_000);
  await api.until(`${count} rotations of ${KeyId} are listed`, async () => {
    const answer = await api.call("ListKeyRotations", { KeyId, Limit: 1000 });
    return (answer.Rotations?.length ?? 0) >= count;
  });
}

async function rotated(api: StateApi, times: number): Promise<KeyHandle> {
  const key = await makeKey(api);
  for (let nth = 1; nth <= times; nth++) await rotateOnDemand(api, key.id, nth);
  return key;
}

/** Keys with a rotation schedule or a history. */
export const ROTATION_STATES = [
  rotatingKey("rotation on, period left to KMS", undefined),
  rotatingKey("rotation on, every 90 days", 90),
  rotatingKey("rotation on, every 180 days", 180),
  rotatingKey("rotation on, every 2560 days", 2560),
  rotatingKey("rotation on, changed from 180 to 400 days", 180, (api, KeyId) => enable(api, KeyId, 400)),
  rotatingKey("rotation on, enabled again without a period", 180, (api, KeyId) => enable(api, KeyId)),
  rotatingKey("rotation off again", 180, disable),
  rotatingKey("rotation off and on again", 180, async (api, KeyId) => {
    await disable(api, KeyId);
    await enable(api, KeyId, 90);
  }),
  rotatingKey("rotation on, then the key disabled", 180, (api, KeyId) => api.call("DisableKey", { KeyId })),
  rotatingKey("rotation on, then the key disabled and enabled", 180, async (api, KeyId) => {
    await api.call("DisableKey", { KeyId });
    await api.call("EnableKey", { KeyId });
  }),
  rotatingKey("rotation on, then pending deletion", 180, schedule),
  rotatingKey("rotation on, then the deletion cancelled", 180, async (api, KeyId) => {
    await schedule(api, KeyId);
    await api.call("CancelKeyDeletion", { KeyId });
  }),
  rotatingKey("a year and a day after rotation was turned on", undefined, async (api) => api.clock?.advance(366 * DAY)),
  rotatingKey("an automatic rotation is ten minutes away", 90, async (api) =>
    api.clock?.advance(90 * DAY - 10 * 60_000),
  ),
  rotatedKey("one rotation on demand done", 1),
  rotatedKey("three rotations on demand done", 3),
  rotatedKey("25 rotations on demand done", 25),
  defineState({
    name: "a rotation on demand just asked for",
    gives: ["key"],
    slow: true,
    shareable: "never",
    setup: async (api) => {
      const key = await makeKey(api);
      await api.call("RotateKeyOnDemand", { KeyId: key.id });
      return { key };
    },
  }),
  defineState({
    name: "rotation on, then a rotation on demand",
    gives: ["key", "nextRotation"],
    slow: true,
    setup: async (api) => {
      const key = await makeKey(api);
      await enable(api, key.id, 180);
      const before = await api.call("GetKeyRotationStatus", { KeyId: key.id });
      await rotateOnDemand(api, key.id, 1);
      return { key, nextRotation: required(before.NextRotationDate, "NextRotationDate") };
    },
  }),
  defineState({
    name: "three rotations, one page of one read",
    gives: ["key", "marker"],
    slow: true,
    setup: async (api) => {
      const key = await rotated(api, 3);
      const page = await api.call("ListKeyRotations", { KeyId: key.id, Limit: 1 });
      return { key, marker: required(page.NextMarker, "NextMarker") };
    },
  }),
] as const;
