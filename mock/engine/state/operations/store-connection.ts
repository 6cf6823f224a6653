import type { CustomStore } from "../custom-store";
import type { Transitions } from "../operation-call";
import { resolveStore } from "../resolve-store";

/** Connecting and disconnecting custom key stores. Both answer before they are done. */
export const storeConnectionTransitions = {
  /** A store that is connected, or being connected, stays as it is (documented). */
  ConnectCustomKeyStore: (draft, call, { now, timing }, refuse) => {
    const store = resolveStore(draft, call, call.request.CustomKeyStoreId, refuse);
    const { connection, name, clusterId } = store;
    if (connection === "FAILED" || connection === "DISCONNECTING") refuse("not-connectable");
    draft.use = { data: { customKeyStoreName: name, ...(clusterId !== undefined && { clusterId }) } };
    if (connection !== "DISCONNECTED") return {};
    const error = call.connectionError;
    const at = now + timing.connecting;
    draft.putStore({
      ...idle(store),
      connection: "CONNECTING",
      settles: error === undefined ? { at, to: "CONNECTED" } : { at, to: "FAILED", error },
    });
    return {};
  },

  /** Ends an attempt to connect too, and a failure. */
  DisconnectCustomKeyStore: (draft, call, { now, timing }, refuse) => {
    const store = resolveStore(draft, call, call.request.CustomKeyStoreId, refuse);
    if (store.connection === "DISCONNECTED" || store.connection === "DISCONNECTING") refuse("not-disconnectable");
    const settles = { at: now + timing.disconnecting, to: "DISCONNECTED" } as const;
    draft.putStore({ ...idle(store), connection: "DISCONNECTING", settles });
    return {};
  },
} satisfies Partial<Transitions>;

/** A store without what belongs to its connection alone. */
function idle({ error: _error, settles: _settles, ...store }: CustomStore): CustomStore {
  return store;
}
