import { type ContractCase, valid } from "../../contract-case";
import { cloudHsmStore, endpointOf, storeNameOf, vpcServiceOf } from "../../given/store-seeds";
import { isEmptyObject, MINIMAL, memberIs, NOBODYS_STORE, refusal, shows } from "./store-requests";

/** Cases of UpdateCustomKeyStore. */
export const UPDATE: readonly ContractCase[] = [
  valid("success", "a custom key store", "UpdateCustomKeyStore", MINIMAL.UpdateCustomKeyStore.body, [
    isEmptyObject("UpdateCustomKeyStore"),
  ]),
  valid(
    "a password",
    "a custom key store",
    "UpdateCustomKeyStore",
    ({ store }) => ({ CustomKeyStoreId: store.id, KeyStorePassword: "trent-contract-2" }),
    [isEmptyObject("UpdateCustomKeyStore")],
  ),
  shows(
    "UpdateCustomKeyStore.absent-stays",
    "a connected custom key store with another name",
    "absent-stays",
    (entry) =>
      memberIs(entry, "ConnectionState", "CONNECTED") ??
      memberIs(entry, "CustomKeyStoreName", `${storeNameOf(String(entry.CustomKeyStoreId))}-new`),
  ),
  refusal("UpdateCustomKeyStore", "unknown-store", "an account", () => ({ CustomKeyStoreId: NOBODYS_STORE })),
  refusal("UpdateCustomKeyStore", "not-updatable", "a connected custom key store", ({ store }) => ({
    CustomKeyStoreId: store.id,
    KeyStorePassword: "trent-contract-2",
  })),
  refusal("UpdateCustomKeyStore", "not-updatable", "a connected external key store", ({ store }) => ({
    CustomKeyStoreId: store.id,
    XksProxyUriEndpoint: endpointOf(`${store.seed}-2`),
  })),
  refusal("UpdateCustomKeyStore", "not-updatable", "a custom key store that is being disconnected", ({ store }) => ({
    CustomKeyStoreId: store.id,
    NewCustomKeyStoreName: storeNameOf(`${store.seed}-2`),
  })),
  refusal("UpdateCustomKeyStore", "members-of-another-type", "a custom key store", ({ store }) => ({
    CustomKeyStoreId: store.id,
    XksProxyUriPath: "/kms/xks/v1",
  })),
  refusal("UpdateCustomKeyStore", "members-of-another-type", "an external key store", ({ store }) => ({
    CustomKeyStoreId: store.id,
    KeyStorePassword: "trent-contract-2",
  })),
  refusal("UpdateCustomKeyStore", "vpc-members", "an external key store", ({ store }) => ({
    CustomKeyStoreId: store.id,
    XksProxyVpcEndpointServiceName: vpcServiceOf(store.seed),
  })),
  refusal("UpdateCustomKeyStore", "endpoint-with-connectivity", "an external key store", ({ store }) => ({
    CustomKeyStoreId: store.id,
    XksProxyConnectivity: "VPC_ENDPOINT_SERVICE",
    XksProxyVpcEndpointServiceName: vpcServiceOf(store.seed),
  })),
  refusal("UpdateCustomKeyStore", "name-in-use", "two custom key stores", ({ store, otherStore }) => ({
    CustomKeyStoreId: store.id,
    NewCustomKeyStoreName: storeNameOf(otherStore.seed),
  })),
  refusal("UpdateCustomKeyStore", "cluster-not-related", "two custom key stores", ({ store, otherStore }) => ({
    CustomKeyStoreId: store.id,
    CloudHsmClusterId: String(cloudHsmStore(otherStore.seed).CloudHsmClusterId),
  })),
  refusal(
    "UpdateCustomKeyStore",
    "uri-in-use",
    "an external key store, and one behind a VPC endpoint service",
    ({ store, otherStore }) => ({ CustomKeyStoreId: store.id, XksProxyUriEndpoint: endpointOf(otherStore.seed) }),
  ),
  refusal(
    "UpdateCustomKeyStore",
    "endpoint-in-use",
    "an external key store, and one behind a VPC endpoint service",
    ({ store, otherStore }) => ({
      CustomKeyStoreId: store.id,
      XksProxyUriEndpoint: endpointOf(otherStore.seed),
      XksProxyUriPath: "/prefix/kms/xks/v1",
    }),
  ),
  refusal(
    "UpdateCustomKeyStore",
    "vpc-service-in-use",
    "an external key store, and one behind a VPC endpoint service",
    ({ store, otherStore }) => ({
      CustomKeyStoreId: store.id,
      XksProxyConnectivity: "VPC_ENDPOINT_SERVICE",
      XksProxyUriEndpoint: endpointOf(`${store.seed}-2`),
      XksProxyVpcEndpointServiceName: vpcServiceOf(otherStore.seed),
    }),
  ),
];
