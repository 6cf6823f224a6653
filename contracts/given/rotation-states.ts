import type { KeyHandle, ProviderState, StateApi } from "./case-world";
import { makeKey } from "./key-states";

async function rotating(api: StateApi, RotationPeriodInDays?: number): Promise<KeyHandle> {
  const key = await makeKey(api);
  await enable(api, key, RotationPeriodInDays);
  return key;
}

function enable(api: StateApi, key: KeyHandle, RotationPeriodInDays?: number): Promise<unknown> {
  return api.call("EnableKeyRotation", { KeyId: key.id, ...(RotationPeriodInDays && { RotationPeriodInDays }) });
}

/** Rotates on demand and waits until the rotation is listed and done. */
export async function rotateOnce(api: StateApi, key: KeyHandle, nth: number): Promise<void> {
  await api.call("RotateKeyOnDemand", { KeyId: key.id });
  await settle(api, key, nth);
}

async function settle(api: StateApi, key: KeyHandle, count: number): Promise<void> {
  await api.clock?.advance(60_000);
  await api.until(`${count} rotations of ${key.id} are listed`, async () => {
    const answer = await api.call("ListKeyRotations", { KeyId: key.id, Limit: 1000 });
    return (answer?.Rotations?.length ?? 0) >= count;
  });
}

async function rotated(api: StateApi, times: number): Promise<KeyHandle> {
  const key = await makeKey(api);
  for (let nth = 1; nth <= times; nth++) await rotateOnce(api, key, nth);
  return key;
}

/** Keys with a rotation schedule or a history. */
export const ROTATION_STATES = {
  "rotation on, period left to KMS": async (api) => ({ key: await rotating(api) }),
  "rotation on, every 90 days": async (api) => ({ key: await rotating(api, 90) }),
  "rotation on, every 180 days": async (api) => ({ key: await rotating(api, 180) }),
  "rotation on, every 2560 days": async (api) => ({ key: await rotating(api, 2560) }),
  "rotation on, changed from 180 to 400 days": async (api) => {
    const key = await rotating(api, 180);
    await enable(api, key, 400);
    return { key };
  },
  "rotation on, enabled again without a period": async (api) => {
    const key = await rotating(api, 180);
    await enable(api, key);
    return { key };
  },
  "rotation off again": async (api) => {
    const key = await rotating(api, 180);
    await api.call("DisableKeyRotation", { KeyId: key.id });
    return { key };
  },
  "rotation off and on again": async (api) => {
    const key = await rotating(api, 180);
    await api.call("DisableKeyRotation", { KeyId: key.id });
    await enable(api, key, 90);
    return { key };
  },
  "rotation on, then the key disabled": async (api) => {
    const key = await rotating(api, 180);
    await api.call("DisableKey", { KeyId: key.id });
    return { key };
  },
  "rotation on, then the key disabled and enabled": async (api) => {
    const key = await rotating(api, 180);
    await api.call("DisableKey", { KeyId: key.id });
    await api.call("EnableKey", { KeyId: key.id });
    return { key };
  },
  "rotation on, then pending deletion": async (api) => {
    const key = await rotating(api, 180);
    await api.call("ScheduleKeyDeletion", { KeyId: key.id, PendingWindowInDays: 7 });
    return { key };
  },
  "rotation on, then the deletion cancelled": async (api) => {
    const key = await rotating(api, 180);
    await api.call("ScheduleKeyDeletion", { KeyId: key.id, PendingWindowInDays: 7 });
    await api.call("CancelKeyDeletion", { KeyId: key.id });
    return { key };
  },
  "rotation on, then a rotation on demand": async (api) => {
    const key = await rotating(api, 180);
    const before = await api.call("GetKeyRotationStatus", { KeyId: key.id });
    await rotateOnce(api, key, 1);
    return { key, named: { next: String(before?.NextRotationDate) } };
  },
  "a rotation on demand just asked for": async (api) => {
    const key = await makeKey(api);
    await api.call("RotateKeyOnDemand", { KeyId: key.id });
    return { key };
  },
  "one rotation on demand done": async (api) => ({ key: await rotated(api, 1) }),
  "three rotations on demand done": async (api) => ({ key: await rotated(api, 3) }),
  "three rotations, one page of one read": async (api) => {
    const key = await rotated(api, 3);
    const page = await api.call("ListKeyRotations", { KeyId: key.id, Limit: 1 });
    return { key, named: { ...(page?.NextMarker && { marker: page.NextMarker }) } };
  },
  "25 rotations on demand done": async (api) => ({ key: await rotated(api, 25) }),
  "a year and a day after rotation was turned on": async (api) => {
    const key = await rotating(api);
    await api.clock?.advance(366 * 86_400_000);
    return { key };
  },
  "an automatic rotation is ten minutes away": async (api) => {
    const key = await rotating(api, 90);
    await api.clock?.advance(90 * 86_400_000 - 10 * 60_000);
    return { key };
  },
} as const satisfies Record<string, ProviderState>;
