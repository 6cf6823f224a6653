import { type ContractCase, valid } from "../../contract-case";
import { byRule } from "../../expectations";
import { cloudHsmStore, endpointOf, externalStore, storeNameOf, vpcServiceOf, vpcStore } from "../../given/store-seeds";
import { isConnection, memberIs, refusal, shows, without } from "./store-requests";

/** Cases of CreateCustomKeyStore. */
export const CREATE: readonly ContractCase[] = [
  ...(["CloudHsmClusterId", "TrustAnchorCertificate", "KeyStorePassword"] as const).map((member) =>
    valid(
      `required-members, ${member}`,
      "a free custom key store name",
      "CreateCustomKeyStore",
      ({ seed }) => without(cloudHsmStore(seed), member),
      byRule("CreateCustomKeyStore", "required-members"),
    ),
  ),
  ...(
    ["XksProxyConnectivity", "XksProxyUriEndpoint", "XksProxyUriPath", "XksProxyAuthenticationCredential"] as const
  ).map((member) =>
    valid(
      `required-members, ${member}`,
      "a free custom key store name",
      "CreateCustomKeyStore",
      ({ seed }) => without(externalStore(seed), member),
      byRule("CreateCustomKeyStore", "required-members"),
    ),
  ),
  refusal("CreateCustomKeyStore", "members-of-another-type", "a free custom key store name", ({ seed }) => ({
    ...cloudHsmStore(seed),
    XksProxyUriPath: "/kms/xks/v1",
  })),
  valid(
    "members-of-another-type, of a cluster",
    "a free custom key store name",
    "CreateCustomKeyStore",
    ({ seed }) => ({ ...externalStore(seed), KeyStorePassword: "trent-contract" }),
    byRule("CreateCustomKeyStore", "members-of-another-type"),
  ),
  refusal("CreateCustomKeyStore", "vpc-members", "a free custom key store name", ({ seed }) =>
    without(vpcStore(seed), "XksProxyVpcEndpointServiceName"),
  ),
  valid(
    "vpc-members, with a public endpoint",
    "a free custom key store name",
    "CreateCustomKeyStore",
    ({ seed }) => ({ ...externalStore(seed), XksProxyVpcEndpointServiceName: vpcServiceOf(seed) }),
    byRule("CreateCustomKeyStore", "vpc-members"),
  ),
  refusal("CreateCustomKeyStore", "name-in-use", "a custom key store", ({ store }) => ({
    ...cloudHsmStore(`${store.seed}-2`),
    CustomKeyStoreName: storeNameOf(store.seed),
    CloudHsmClusterId: "cluster-trentnobody2",
  })),
  refusal("CreateCustomKeyStore", "cluster-in-use", "a custom key store", ({ store }) => ({
    ...cloudHsmStore(store.seed),
    CustomKeyStoreName: storeNameOf(`${store.seed}-2`),
  })),
  refusal("CreateCustomKeyStore", "uri-in-use", "an external key store", ({ store }) => ({
    ...externalStore(store.seed),
    CustomKeyStoreName: storeNameOf(`${store.seed}-2`),
  })),
  refusal(
    "CreateCustomKeyStore",
    "endpoint-in-use",
    "an external key store behind a VPC endpoint service",
    ({ store }) => ({
      ...externalStore(`${store.seed}-2`),
      XksProxyUriEndpoint: endpointOf(store.seed),
      XksProxyUriPath: "/prefix/kms/xks/v1",
    }),
  ),
  refusal(
    "CreateCustomKeyStore",
    "vpc-service-in-use",
    "an external key store behind a VPC endpoint service",
    ({ store }) => ({
      ...vpcStore(`${store.seed}-2`),
      XksProxyVpcEndpointServiceName: vpcServiceOf(store.seed),
    }),
  ),
  isConnection("CreateCustomKeyStore.new-store-disconnected", "a custom key store", "DISCONNECTED"),
  isConnection("CreateCustomKeyStore.new-store-disconnected", "an external key store", "DISCONNECTED"),
  shows("CreateCustomKeyStore.type-by-default", "a custom key store", "type-by-default", (entry) =>
    memberIs(entry, "CustomKeyStoreType", "AWS_CLOUDHSM"),
  ),
];
