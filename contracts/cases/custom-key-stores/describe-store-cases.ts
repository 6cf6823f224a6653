import { objectOf } from "../../../openapi/dialect/document";
import { type ContractCase, valid } from "../../contract-case";
import { answers, byRule, holds } from "../../expectations";
import { shown } from "../../finding";
import { CREDENTIAL, storeNameOf } from "../../given/store-seeds";
import { lacksMember, NOBODYS_STORE, refusal, shows, storesOf } from "./store-requests";

/** Cases of DescribeCustomKeyStores. */
export const DESCRIBE: readonly ContractCase[] = [
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
