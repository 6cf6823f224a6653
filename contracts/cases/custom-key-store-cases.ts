import type { ConnectionStateType, CreateCustomKeyStoreRequest, TrentOperation } from "../../generated/types";
import { listOf, objectOf } from "../../openapi/dialect/document";
import { hasRule } from "../clauses/rule-clauses";
import { type ContractCase, valid } from "../contract-case";
import { OPERATIONS } from "../contract-document";
import { answers, byRule, holds, refusedSomehow } from "../expectations";
import { type Finding, shown } from "../finding";
import type { StateName } from "../given/provider-states";
import {
  CREDENTIAL,
  cloudHsmStore,
  endpointOf,
  externalStore,
  storeNameOf,
  vpcServiceOf,
  vpcStore,
} from "../given/store-seeds";
import { BACKING, caseFamily } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";

const MINIMAL = minimalRequests({
  CreateCustomKeyStore: { given: "a free custom key store name", body: ({ seed }) => cloudHsmStore(seed) },
  DescribeCustomKeyStores: { given: "an account", body: () => ({}) },
  UpdateCustomKeyStore: { given: "a custom key store", body: ({ store }) => ({ CustomKeyStoreId: store.id }) },
  DeleteCustomKeyStore: { given: "a custom key store", body: ({ store }) => ({ CustomKeyStoreId: store.id }) },
  ConnectCustomKeyStore: { given: "a custom key store", body: ({ store }) => ({ CustomKeyStoreId: store.id }) },
  DisconnectCustomKeyStore: {
    given: "a connected custom key store",
    body: ({ store }) => ({ CustomKeyStoreId: store.id }),
  },
});

const refusal = refusalsOf(MINIMAL);
const { UpdateCustomKeyStore, DeleteCustomKeyStore, ConnectCustomKeyStore, DisconnectCustomKeyStore } = MINIMAL;

/** Well-formed, and no store has it. */
const NOBODYS_STORE = "cks-00000000000000000";

const storesOf = (body: Record<string, unknown>) => listOf(body.CustomKeyStores).map(objectOf);

/** The body of a success is an object, and has no members. */
const isEmptyObject = (operation: TrentOperation) =>
  holds(`${operation}.answers-empty-object`, (body, _world, { received }) =>
    received.bytes.length > 0 && Object.keys(body).length === 0
      ? undefined
      : { expected: "{}", actual: shown(received.bytes.toString("utf8")) },
  );

type WithStore =
  | "a custom key store"
  | "an external key store"
  | "an external key store behind a VPC endpoint service"
  | "a connected custom key store"
  | "a connected custom key store with another name"
  | "a custom key store that is being connected"
  | "a custom key store that is being disconnected"
  | "a custom key store disconnected again";

/** What DescribeCustomKeyStores says of the store of a state. */
const shows = (
  clause: string,
  given: WithStore & StateName,
  about: string,
  find: (entry: Record<string, unknown>, location: { readonly account: string }) => Finding | undefined,
) =>
  valid(about, given, "DescribeCustomKeyStores", ({ store }) => ({ CustomKeyStoreId: store.id }), [
    holds(clause, (body, { location }) => {
      const [entry, ...more] = storesOf(body);
      if (!entry || more.length > 0)
        return { expected: "one store", actual: `${storesOf(body).length}`, pointer: "/CustomKeyStores" };
      return find(entry, location);
    }),
  ]);

const memberIs = (entry: Record<string, unknown>, member: string, wanted: unknown): Finding | undefined =>
  entry[member] === wanted
    ? undefined
    : { expected: shown(wanted), actual: shown(entry[member]), pointer: `/CustomKeyStores/0/${member}` };

const isConnection = (clause: string, given: WithStore & StateName, wanted: ConnectionStateType) =>
  shows(clause, given, `${clause}, ${given}`, (entry) => memberIs(entry, "ConnectionState", wanted));

const lacksMember = (entry: Record<string, unknown>, ...members: readonly string[]): Finding | undefined => {
  const found = members.find((member) => member in entry);
  return found === undefined
    ? undefined
    : { expected: `no ${found}`, actual: shown(entry[found]), pointer: `/CustomKeyStores/0/${found}` };
};

/** A request for a store that lacks a member, or has one more. */
const without = (request: CreateCustomKeyStoreRequest, member: keyof CreateCustomKeyStoreRequest) => {
  const { [member]: _, ...rest } = request;
  return rest as CreateCustomKeyStoreRequest;
};

const CREATE: readonly ContractCase[] = [
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

const DESCRIBE: readonly ContractCase[] = [
  refusal("DescribeCustomKeyStores", "unknown-store", "an account", () => ({ CustomKeyStoreId: NOBODYS_STORE })),
  valid(
    "unknown-store, a name",
    "an account",
    "DescribeCustomKeyStores",
    () => ({ CustomKeyStoreName: "trent-contract-nobody" }),
    byRule("DescribeCustomKeyStores", "unknown-store"),
  ),
  refusal("DescribeCustomKeyStores", "id-or-name", "a custom key store", ({ store }) => ({
    CustomKeyStoreId: store.id,
    CustomKeyStoreName: storeNameOf(store.seed),
  })),
  refusal("DescribeCustomKeyStores", "foreign-marker", "an account", () => ({ Marker: "not a marker" })),
  valid(
    "by name",
    "two custom key stores",
    "DescribeCustomKeyStores",
    ({ otherStore }) => ({ CustomKeyStoreName: storeNameOf(otherStore.seed) }),
    [
      answers("DescribeCustomKeyStores.one-store", ({ otherStore }) => ({
        CustomKeyStores: [{ CustomKeyStoreId: otherStore.id, CustomKeyStoreName: storeNameOf(otherStore.seed) }],
      })),
    ],
  ),
  shows("DescribeCustomKeyStores.members-by-type", "a custom key store", "members of a CloudHSM key store", (entry) =>
    "CloudHsmClusterId" in entry && "TrustAnchorCertificate" in entry
      ? lacksMember(entry, "XksProxyConfiguration")
      : { expected: "its cluster and its certificate", actual: shown(entry), pointer: "/CustomKeyStores/0" },
  ),
  shows("DescribeCustomKeyStores.members-by-type", "an external key store", "members of an external one", (entry) =>
    objectOf(entry.XksProxyConfiguration).AccessKeyId === CREDENTIAL.AccessKeyId
      ? lacksMember(entry, "CloudHsmClusterId", "TrustAnchorCertificate")
      : { expected: "its proxy", actual: shown(entry), pointer: "/CustomKeyStores/0/XksProxyConfiguration" },
  ),
  shows(
    "DescribeCustomKeyStores.owner-by-default",
    "an external key store behind a VPC endpoint service",
    "owner-by-default",
    (entry, { account }) => {
      const { VpcEndpointServiceOwner: owner } = objectOf(entry.XksProxyConfiguration);
      const pointer = "/CustomKeyStores/0/XksProxyConfiguration/VpcEndpointServiceOwner";
      return owner === account ? undefined : { expected: account, actual: shown(owner), pointer };
    },
  ),
  ...(["a custom key store", "an external key store"] as const).map((given) =>
    shows("DescribeCustomKeyStores.no-secrets", given, `no-secrets, ${given}`, (entry) => {
      const text = JSON.stringify(entry);
      const secret = ["trent-contract", CREDENTIAL.RawSecretAccessKey].find((value) => text.includes(`"${value}"`));
      return secret === undefined
        ? lacksMember(entry, "KeyStorePassword", "XksProxyAuthenticationCredential")
        : { expected: "no secret", actual: shown(entry), pointer: "/CustomKeyStores/0" };
    }),
  ),
  ...(["a custom key store", "a connected custom key store"] as const).map((given) =>
    shows("DescribeCustomKeyStores.error-code-when-failed", given, `error-code-when-failed, ${given}`, (entry) =>
      lacksMember(entry, "ConnectionErrorCode"),
    ),
  ),
  valid("first page", "two custom key stores", "DescribeCustomKeyStores", () => ({ Limit: 1 }), [
    holds("DescribeCustomKeyStores.paging", (body) =>
      storesOf(body).length <= 1 && body.Truncated === true && typeof body.NextMarker === "string"
        ? undefined
        : { expected: "at most 1 store, Truncated true, and a NextMarker", actual: shown(body), pointer: "" },
    ),
  ]),
  valid(
    "second page",
    "two custom key stores, one of them listed",
    "DescribeCustomKeyStores",
    ({ marker }) => ({ Marker: marker }),
    [
      holds("DescribeCustomKeyStores.paging", (body, { first }) =>
        storesOf(body).length > 0 && storesOf(body).every(({ CustomKeyStoreId }) => CustomKeyStoreId !== first)
          ? undefined
          : { expected: "other stores than on the first page", actual: shown(body), pointer: "/CustomKeyStores" },
      ),
    ],
  ),
];

const UPDATE: readonly ContractCase[] = [
  valid("success", "a custom key store", "UpdateCustomKeyStore", UpdateCustomKeyStore.body, [
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

const DELETE: readonly ContractCase[] = [
  valid("success", "a custom key store", "DeleteCustomKeyStore", DeleteCustomKeyStore.body, [
    isEmptyObject("DeleteCustomKeyStore"),
  ]),
  valid(
    "store-is-gone",
    "a custom key store that was deleted",
    "DescribeCustomKeyStores",
    ({ store }) => ({ CustomKeyStoreId: store.id }),
    [refusedSomehow("DeleteCustomKeyStore.store-is-gone")],
  ),
  refusal("DeleteCustomKeyStore", "unknown-store", "an account", () => ({ CustomKeyStoreId: NOBODYS_STORE })),
  refusal("DeleteCustomKeyStore", "not-disconnected", "a connected custom key store"),
  refusal("DeleteCustomKeyStore", "not-disconnected", "a custom key store that is being connected"),
  refusal("DeleteCustomKeyStore", "store-has-keys", "a key in a disconnected custom key store"),
];

const CONNECT: readonly ContractCase[] = [
  valid("success", "a custom key store", "ConnectCustomKeyStore", ConnectCustomKeyStore.body, [
    isEmptyObject("ConnectCustomKeyStore"),
  ]),
  isConnection("ConnectCustomKeyStore.connects-later", "a custom key store that is being connected", "CONNECTING"),
  isConnection("ConnectCustomKeyStore.connects-later", "a connected custom key store", "CONNECTED"),
  ...(["a connected custom key store", "a custom key store that is being connected"] as const).map((given) =>
    valid(`connected-stays, ${given}`, given, "ConnectCustomKeyStore", ConnectCustomKeyStore.body, [
      answers("ConnectCustomKeyStore.connected-stays", () => ({})),
    ]),
  ),
  refusal("ConnectCustomKeyStore", "unknown-store", "an account", () => ({ CustomKeyStoreId: NOBODYS_STORE })),
  refusal("ConnectCustomKeyStore", "not-connectable", "a custom key store that is being disconnected"),
];

const DISCONNECT: readonly ContractCase[] = [
  valid("success", "a connected custom key store", "DisconnectCustomKeyStore", DisconnectCustomKeyStore.body, [
    isEmptyObject("DisconnectCustomKeyStore"),
  ]),
  valid(
    "while it is being connected",
    "a custom key store that is being connected",
    "DisconnectCustomKeyStore",
    DisconnectCustomKeyStore.body,
    [answers("DisconnectCustomKeyStore.failed-can-be-disconnected", () => ({}))],
  ),
  isConnection(
    "DisconnectCustomKeyStore.disconnects-later",
    "a custom key store that is being disconnected",
    "DISCONNECTING",
  ),
  isConnection("DisconnectCustomKeyStore.disconnects-later", "a custom key store disconnected again", "DISCONNECTED"),
  valid(
    "keys-unavailable",
    "a key in a disconnected custom key store",
    "DescribeKey",
    ({ key }) => ({ KeyId: key.id }),
    [
      answers("DisconnectCustomKeyStore.keys-unavailable", () => ({
        KeyMetadata: { KeyState: "Unavailable", Enabled: false },
      })),
    ],
  ),
  refusal("DisconnectCustomKeyStore", "unknown-store", "an account", () => ({ CustomKeyStoreId: NOBODYS_STORE })),
  refusal("DisconnectCustomKeyStore", "not-disconnectable", "a custom key store"),
  refusal("DisconnectCustomKeyStore", "not-disconnectable", "a custom key store that is being disconnected"),
];

/** The operations on rotation that refuse a key in a store. Data key pairs have cases of their own. */
const ROTATION = OPERATIONS.filter(
  (name) => hasRule(name, "custom-key-store") && !name.startsWith("GenerateDataKeyPair"),
);

/** What other operations say to a store, and to a key in one. */
const KEYS_IN_STORES: readonly ContractCase[] = [
  valid(
    "store-not-connected",
    "a custom key store",
    "CreateKey",
    ({ store }) => ({ Origin: "AWS_CLOUDHSM", CustomKeyStoreId: store.id }),
    byRule("CreateKey", "store-not-connected"),
  ),
  valid(
    "store-of-another-type",
    "a connected custom key store",
    "CreateKey",
    ({ store }) => ({ Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: store.id, XksKeyId: "trent-contract" }),
    byRule("CreateKey", "store-of-another-type"),
  ),
  valid(
    "store-takes-symmetric-keys",
    "a connected custom key store",
    "CreateKey",
    ({ store }) => ({ Origin: "AWS_CLOUDHSM", CustomKeyStoreId: store.id, MultiRegion: true }),
    byRule("CreateKey", "store-takes-symmetric-keys"),
  ),
  valid(
    "xks-key-in-use",
    "a key in an external key store",
    "CreateKey",
    ({ store, xksKeyId }) => ({ Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: store.id, XksKeyId: xksKeyId }),
    byRule("CreateKey", "xks-key-in-use"),
  ),
  ...ROTATION.map((operation) =>
    valid(
      "custom-key-store, a key in a custom key store",
      "a key in a custom key store",
      operation,
      ({ key }) => ({ KeyId: key.id }) as never,
      byRule(operation, "custom-key-store", () => ({ origin: "AWS_CLOUDHSM" })),
    ),
  ),
  valid(
    "unavailable, a key in a disconnected custom key store",
    "a key in a disconnected custom key store",
    "EnableKeyRotation",
    ({ key }) => ({ KeyId: key.id }),
    byRule("EnableKeyRotation", "unavailable"),
  ),
];

/** Custom key stores, and what they mean for keys. */
export const CUSTOM_KEY_STORES = caseFamily({
  minimal: MINIMAL,
  cases: [...CREATE, ...DESCRIBE, ...UPDATE, ...DELETE, ...CONNECT, ...DISCONNECT, ...KEYS_IN_STORES],
  unproved: {
    "CreateCustomKeyStore.store-quota": "a quota of the account, which a test must not use up",
    "ConnectCustomKeyStore.fails-later": BACKING,
  },
});
