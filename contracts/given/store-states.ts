import type { ConnectionStateType, CreateCustomKeyStoreRequest } from "../../generated/types";
import { NotApplicable, NotTestable, StatePassed } from "../suite-errors";
import type { KeyHandle } from "./case-world";
import { defineState, required, type StateApi } from "./define-state";
import { encrypted } from "./encryption-states";
import { makeKey } from "./key-states";
import { cloudHsmStore, externalStore, type StoreHandle, storeNameOf, vpcStore } from "./store-seeds";

/** Longer than connecting takes anywhere, in milliseconds of a clock that can be moved. */
const CONNECTING = 60_000;

/** What an implementation says that looks for the cluster or the proxy, of which the suite has none. */
const LOOKED_FOR = /CloudHsmCluster\w+|IncorrectTrustAnchor\w+|XksProxy\w+|LimitExceeded\w+/;

type StoreRequest = (seed: string) => CreateCustomKeyStoreRequest;

/** @throws NotApplicable where the target looks for a real cluster or proxy, or has as many stores as it may. */
async function makeStore(api: StateApi, request: StoreRequest, seed = api.unique()): Promise<StoreHandle> {
  try {
    const { CustomKeyStoreId } = await api.call("CreateCustomKeyStore", request(seed));
    return { id: required(CustomKeyStoreId, "CustomKeyStoreId"), seed };
  } catch (error) {
    const [why] = error instanceof NotTestable ? (LOOKED_FOR.exec(error.message) ?? []) : [];
    if (why === undefined) throw error;
    throw new NotApplicable(`the suite has neither a cluster nor a proxy: ${why}`);
  }
}

async function connectionOf(api: StateApi, CustomKeyStoreId: string): Promise<ConnectionStateType | undefined> {
  const { CustomKeyStores } = await api.call("DescribeCustomKeyStores", { CustomKeyStoreId });
  return CustomKeyStores?.[0]?.ConnectionState;
}

async function settle(api: StateApi, id: string, wanted: ConnectionStateType): Promise<void> {
  await api.clock?.advance(CONNECTING);
  await api.until(`the store ${id} is ${wanted}`, async () => (await connectionOf(api, id)) === wanted);
}

async function connect(api: StateApi, id: string): Promise<void> {
  await api.call("ConnectCustomKeyStore", { CustomKeyStoreId: id });
  await settle(api, id, "CONNECTED");
}

async function disconnect(api: StateApi, id: string): Promise<void> {
  await api.call("DisconnectCustomKeyStore", { CustomKeyStoreId: id });
  await settle(api, id, "DISCONNECTED");
}

/** Deletes a store without keys, in whatever state it is. @throws NotTestable where that cannot be. */
export async function deleteStore(api: StateApi, id: string): Promise<void> {
  const connection = await connectionOf(api, id);
  if (connection === "DISCONNECTING") await settle(api, id, "DISCONNECTED");
  else if (connection !== "DISCONNECTED") await disconnect(api, id);
  await api.call("DeleteCustomKeyStore", { CustomKeyStoreId: id });
}

/**
 * A connected store that stays when the run is over: its keys hold it for a week. Each run after the first finds it by its
 * name, so that there are never more.
 */
async function keptStore(api: StateApi, seed: string, request: StoreRequest): Promise<StoreHandle> {
  const { CustomKeyStores = [] } = await api.call("DescribeCustomKeyStores", { Limit: 1000 });
  const kept = CustomKeyStores.find(({ CustomKeyStoreName }) => CustomKeyStoreName === storeNameOf(seed));
  const store = kept
    ? { id: required(kept.CustomKeyStoreId, "CustomKeyStoreId"), seed }
    : await makeStore(api, request, seed);
  if (kept?.ConnectionState !== "CONNECTED") await connect(api, store.id);
  return store;
}

/** The seeds of the stores that stay. */
const KEPT = { connected: "kept-connected", disconnected: "kept-disconnected", external: "kept-external" } as const;

/** Whether a store stays when the run is over. */
export function isKept(name: unknown): boolean {
  return Object.values(KEPT).some((seed) => storeNameOf(seed) === name);
}

/** A state with stores of its own, which are deleted when its case is over. */
function storeState<const Name extends string>(
  name: Name,
  request: StoreRequest,
  change: (api: StateApi, id: string) => Promise<unknown> = async () => {},
) {
  return defineState({
    name,
    gives: ["store"],
    alone: true,
    shareable: "never",
    setup: async (api) => {
      const store = await makeStore(api, request);
      await change(api, store.id);
      return { store };
    },
  });
}

/** A state with a key in a store that stays. */
function keyInStore<const Name extends string>(
  name: Name,
  makeIn: (api: StateApi) => Promise<{ readonly store: StoreHandle; readonly key: KeyHandle }>,
) {
  return defineState({ name, gives: ["store", "key"], alone: true, shareable: "always", setup: makeIn });
}

const inCluster = (api: StateApi, { id }: StoreHandle) =>
  makeKey(api, { Origin: "AWS_CLOUDHSM", CustomKeyStoreId: id });

/** Custom key stores of both types, in each connection state that a few calls reach, and keys in them. */
export const STORE_STATES = [
  defineState({
    name: "a free custom key store name",
    gives: ["seed"],
    alone: true,
    shareable: "never",
    setup: async (api) => ({ seed: api.unique() }),
  }),
  storeState("a custom key store", cloudHsmStore),
  storeState("an external key store", externalStore),
  storeState("an external key store behind a VPC endpoint service", vpcStore),
  storeState("a connected custom key store", cloudHsmStore, connect),
  storeState("a connected external key store", externalStore, connect),
  storeState("a custom key store that is being connected", cloudHsmStore, async (api, id) => {
    await api.call("ConnectCustomKeyStore", { CustomKeyStoreId: id });
    await mustBe(api, id, "CONNECTING");
  }),
  storeState("a custom key store that is being disconnected", cloudHsmStore, async (api, id) => {
    await connect(api, id);
    await api.call("DisconnectCustomKeyStore", { CustomKeyStoreId: id });
    await mustBe(api, id, "DISCONNECTING");
  }),
  storeState("a custom key store disconnected again", cloudHsmStore, async (api, id) => {
    await connect(api, id);
    await disconnect(api, id);
  }),
  storeState("a connected custom key store with another name", cloudHsmStore, async (api, id) => {
    await connect(api, id);
    await api.call("UpdateCustomKeyStore", { CustomKeyStoreId: id, NewCustomKeyStoreName: `${storeNameOf(id)}-new` });
  }),
  storeState("a custom key store that was deleted", cloudHsmStore, (api, CustomKeyStoreId) =>
    api.call("DeleteCustomKeyStore", { CustomKeyStoreId }),
  ),
  defineState({
    name: "two custom key stores",
    gives: ["store", "otherStore"],
    alone: true,
    shareable: "never",
    setup: async (api) => ({
      store: await makeStore(api, cloudHsmStore),
      otherStore: await makeStore(api, cloudHsmStore),
    }),
  }),
  defineState({
    name: "two custom key stores, one of them listed",
    gives: ["marker", "first"],
    alone: true,
    shareable: "never",
    setup: async (api) => {
      await makeStore(api, cloudHsmStore);
      await makeStore(api, externalStore);
      const page = await api.call("DescribeCustomKeyStores", { Limit: 1 });
      return {
        marker: required(page.NextMarker, "NextMarker"),
        first: required(page.CustomKeyStores?.[0]?.CustomKeyStoreId, "CustomKeyStoreId"),
      };
    },
  }),
  defineState({
    name: "an external key store, and one behind a VPC endpoint service",
    gives: ["store", "otherStore"],
    alone: true,
    shareable: "never",
    setup: async (api) => ({ store: await makeStore(api, externalStore), otherStore: await makeStore(api, vpcStore) }),
  }),
  keyInStore("a key in a custom key store", async (api) => {
    const store = await keptStore(api, KEPT.connected, cloudHsmStore);
    return { store, key: await inCluster(api, store) };
  }),
  keyInStore("a key in a disconnected custom key store", async (api) => {
    const store = await keptStore(api, KEPT.disconnected, cloudHsmStore);
    const key = await inCluster(api, store);
    await disconnect(api, store.id);
    return { store, key };
  }),
  defineState({
    name: "a ciphertext of a key in a disconnected custom key store",
    gives: ["store", "key", "ciphertext"],
    alone: true,
    shareable: "always",
    setup: async (api) => {
      const store = await keptStore(api, KEPT.disconnected, cloudHsmStore);
      const key = await inCluster(api, store);
      const ciphertext = await encrypted(api, key);
      await disconnect(api, store.id);
      return { store, key, ciphertext };
    },
  }),
  defineState({
    name: "a key in an external key store",
    gives: ["store", "key", "xksKeyId"],
    alone: true,
    shareable: "always",
    setup: async (api) => {
      const store = await keptStore(api, KEPT.external, externalStore);
      const xksKeyId = `trent-contract-${api.unique()}`;
      const request = { Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: store.id, XksKeyId: xksKeyId } as const;
      return { store, xksKeyId, key: await makeKey(api, request) };
    },
  }),
] as const;

/** @throws StatePassed where a state that passes by itself has passed, or is never there. */
async function mustBe(api: StateApi, id: string, wanted: ConnectionStateType): Promise<void> {
  const found = await connectionOf(api, id);
  if (found !== wanted) throw new StatePassed(`the store is ${found} at once, and not ${wanted} for a while`);
}
