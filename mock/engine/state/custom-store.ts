import type {
  ConnectionErrorCodeType,
  ConnectionStateType,
  CustomKeyStoreType,
  XksProxyConfigurationType,
} from "../../../generated/types";
import type { KeyRef } from "./key";

/** What a store that is CONNECTING or DISCONNECTING comes to. */
type Settled = Exclude<ConnectionStateType, "CONNECTING" | "DISCONNECTING">;

/**
 * A custom key store, with plain JSON members only. Its password and its secret access key are not among them: nothing
 * asks for them, so they are nowhere.
 *
 * Its connection is a member that the agenda changes when it is due, and not a function of the moment: what a key shows
 * depends on it in places that know no moment, and a page over the mock learns of the change as of every other.
 */
export interface CustomStore extends KeyRef {
  readonly name: string;
  readonly type: CustomKeyStoreType;
  /** Epoch milliseconds. Absent where a state of an older Trent did not say. */
  readonly created?: number;
  readonly connection: ConnectionStateType;
  /** Why it is FAILED. */
  readonly error?: ConnectionErrorCodeType;
  /** When a CONNECTING or DISCONNECTING store settles, and how; without it the state stays. */
  readonly settles?: { readonly at: number; readonly to: Settled; readonly error?: ConnectionErrorCodeType };
  /** Of a CloudHSM key store. */
  readonly clusterId?: string;
  readonly certificate?: string;
  /** Of an external key store. */
  readonly proxy?: XksProxyConfigurationType;
}

/** A store as a saved state may have it: an older Trent knew only whether it is connected, and no name. */
export type SavedStore = Omit<CustomStore, "name" | "connection"> &
  Partial<Pick<CustomStore, "name" | "connection">> & { readonly connected?: boolean };

/** A saved store in today's form. */
export function currentStore({ connected = true, ...saved }: SavedStore): CustomStore {
  return { name: saved.id, connection: connected ? "CONNECTED" : "DISCONNECTED", ...saved };
}

/** The store once it has settled. */
export function settledStore({ settles, ...store }: CustomStore): CustomStore {
  if (!settles) return store;
  return { ...store, connection: settles.to, ...(settles.error !== undefined && { error: settles.error }) };
}

/** What has to hold for a store besides its schema: the first fault, as it goes after the store's name; undefined if none. */
export function storeFault({ type, connection, error, settles, clusterId, certificate, proxy }: CustomStore) {
  const isExternal = type === "EXTERNAL_KEY_STORE";
  if (isExternal && (clusterId ?? certificate) !== undefined) return "an external key store has no cluster";
  if (!isExternal && proxy) return "a CloudHSM key store has no proxy";
  if ((error !== undefined) !== (connection === "FAILED"))
    return "a store has an error code while it is FAILED, and only then";
  if (!settles) return undefined;
  if ((settles.error !== undefined) !== (settles.to === "FAILED"))
    return "it settles with an error code in FAILED, and only there";
  const ends = connection === "CONNECTING" ? ["CONNECTED", "FAILED"] : ["DISCONNECTED"];
  if (!/ING$/.test(connection) || !ends.includes(settles.to)) return `a store that is ${connection} does not settle so`;
  return undefined;
}

/** How the agenda names a store: no key has such an id. */
const PREFIX = "store/";

/** The name of a store in the agenda of what happens by itself, in which the keys are too. */
export function agendaRef({ account, region, id }: KeyRef): KeyRef {
  return { account, region, id: PREFIX + id };
}

/** The id of the store that an entry of the agenda is about; undefined where it is about a key. */
export function storeIdOf({ id }: KeyRef): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}
