import type { CustomKeyStoresListEntry, UpdateCustomKeyStoreRequest } from "../../../../generated/types";
import type { CustomStore } from "../custom-store";
import { seconds } from "../metadata";
import type { Transitions } from "../operation-call";
import { pageOf } from "../paging";
import { resolveStore } from "../resolve-store";
import {
  lacksMember,
  otherStores,
  proxyOf,
  refuseNameInUse,
  refuseOtherType,
  refuseProxyInUse,
} from "../store-members";

/** Custom key stores. What a cluster or a proxy would say of a request, a planned fault says here: there is none. */
export const customKeyStoreTransitions = {
  /** A new store is disconnected (documented). */
  CreateCustomKeyStore: (draft, call, { now, ids }, refuse) => {
    const { account, region, request } = call;
    const type = request.CustomKeyStoreType ?? "AWS_CLOUDHSM";
    if (lacksMember(request, type)) refuse("required-members");
    refuseOtherType(request, type, refuse);
    const { CloudHsmClusterId: clusterId, TrustAnchorCertificate: certificate } = request;
    const isExternal = type === "EXTERNAL_KEY_STORE";
    const store: CustomStore = {
      account,
      region,
      // Documented form.
      id: `cks-${ids.hex(17)}`,
      name: request.CustomKeyStoreName,
      type,
      created: now,
      connection: "DISCONNECTED",
      ...(clusterId !== undefined && !isExternal && { clusterId }),
      ...(certificate !== undefined && !isExternal && { certificate }),
      ...(isExternal && { proxy: proxyOf(request, {}, account, refuse) }),
    };
    const others = otherStores(draft, store);
    refuseNameInUse(others, store.name, refuse);
    if (clusterId !== undefined && others.some((other) => other.clusterId === clusterId)) refuse("cluster-in-use");
    if (store.proxy) refuseProxyInUse(others, store.proxy, refuse);
    if (others.length >= refuse.quota("store-quota")) refuse("store-quota");
    draft.putStore(store);
    return { CustomKeyStoreId: store.id };
  },

  /** In every connection state (documented), by id: the order is not known. */
  DescribeCustomKeyStores: (draft, call, _context, refuse) => {
    const { account, region, request } = call;
    const { CustomKeyStoreId: id, CustomKeyStoreName: name } = request;
    if (id !== undefined && name !== undefined) refuse("id-or-name");
    const wanted = draft
      .storesOf(account, region)
      .filter((store) => (id ?? store.id) === store.id && (name ?? store.name) === store.name)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    if ((id ?? name) !== undefined && wanted.length === 0) refuse("unknown-store");
    const list = {
      scope: JSON.stringify([account, region, id, name]),
      read: (after: string, most: number) => wanted.filter((store) => store.id > after).slice(0, most),
      positionOf: (store: CustomStore) => store.id,
    };
    const { items, more } = pageOf(call, list, refuse);
    return { CustomKeyStores: items.map(entryOf), ...more };
  },

  /** The connection is looked at first, then the members, then the other stores (inferred). */
  UpdateCustomKeyStore: (draft, call, _context, refuse) => {
    const { account, request } = call;
    const store = resolveStore(draft, call, request.CustomKeyStoreId, refuse);
    if (!isChangeable(store, request)) refuse("not-updatable");
    refuseOtherType(request, store.type, refuse);
    const { XksProxyConnectivity: connectivity, XksProxyUriEndpoint: endpoint } = request;
    const isOtherWay = connectivity !== undefined && connectivity !== store.proxy?.Connectivity;
    if (isOtherWay && (endpoint === undefined || endpoint === store.proxy?.UriEndpoint))
      refuse("endpoint-with-connectivity");
    const proxy =
      store.type === "EXTERNAL_KEY_STORE" ? proxyOf(request, store.proxy ?? {}, account, refuse) : undefined;
    const { NewCustomKeyStoreName: name = store.name, CloudHsmClusterId: clusterId = store.clusterId } = request;
    const others = otherStores(draft, store);
    refuseNameInUse(others, name, refuse);
    if (clusterId !== undefined && others.some((other) => other.clusterId === clusterId)) refuse("cluster-not-related");
    if (proxy) refuseProxyInUse(others, proxy, refuse);
    const isKnown = proxy !== undefined && Object.keys(proxy).length > 0;
    draft.putStore({ ...store, name, ...(clusterId !== undefined && { clusterId }), ...(isKnown && { proxy }) });
    return {};
  },

  /** Cluster, proxy and their keys stay (documented). */
  DeleteCustomKeyStore: (draft, call, _context, refuse) => {
    const store = resolveStore(draft, call, call.request.CustomKeyStoreId, refuse);
    if (store.connection !== "DISCONNECTED") refuse("not-disconnected");
    if (draft.keysInStore(store.account, store.region, store.id) > 0) refuse("store-has-keys");
    draft.deleteStore(store);
    return {};
  },
} satisfies Partial<Transitions>;

/** What cannot be changed of a store that is connected (documented). */
const NOT_WHILE_CONNECTED = [
  "KeyStorePassword",
  "CloudHsmClusterId",
  "XksProxyConnectivity",
  "XksProxyUriEndpoint",
  "XksProxyVpcEndpointServiceName",
  "XksProxyVpcEndpointServiceOwner",
] as const satisfies readonly (keyof UpdateCustomKeyStoreRequest)[];

function isChangeable({ connection }: CustomStore, request: UpdateCustomKeyStoreRequest): boolean {
  if (connection === "DISCONNECTED") return true;
  return connection === "CONNECTED" && NOT_WHILE_CONNECTED.every((member) => request[member] === undefined);
}

/** Each member where the store has it: which those are follows from its type and its connection. */
function entryOf(store: CustomStore): CustomKeyStoresListEntry {
  const { id, name, type, connection, created, error, clusterId, certificate, proxy } = store;
  return {
    CustomKeyStoreId: id,
    CustomKeyStoreName: name,
    CustomKeyStoreType: type,
    ...(clusterId !== undefined && { CloudHsmClusterId: clusterId }),
    ...(certificate !== undefined && { TrustAnchorCertificate: certificate }),
    ConnectionState: connection,
    ...(error !== undefined && { ConnectionErrorCode: error }),
    ...(created !== undefined && { CreationDate: seconds(created) }),
    ...(proxy && { XksProxyConfiguration: proxy }),
  };
}
