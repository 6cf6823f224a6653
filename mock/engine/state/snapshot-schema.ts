import { KEY_ID } from "./arn";
import { GRANT_ID } from "./grants/grant";
import { KEY_SPECS } from "./key-specs";

/** The shapes of the document that a state holds texts and numbers of, by their names there. */
export const SHAPES = [
  "AccountIdType",
  "AliasNameType",
  "CloudHsmClusterIdType",
  "ConnectionErrorCodeType",
  "ConnectionStateType",
  "CustomKeyStoreIdType",
  "CustomKeyStoreNameType",
  "CustomKeyStoreType",
  "DescriptionType",
  "GrantNameType",
  "GrantOperation",
  "KeyLastUsageTrackingOperation",
  "KeyMaterialDescriptionType",
  "PendingWindowInDaysType",
  "PolicyType",
  "PrincipalIdType",
  "RegionType",
  "RotationPeriodInDaysType",
  "ServicePrincipalType",
  "SourceArnType",
  "TagKeyType",
  "TagValueType",
  "TrustAnchorCertificateType",
  "XksKeyIdType",
  "XksProxyAuthenticationAccessKeyIdType",
  "XksProxyConnectivityType",
  "XksProxyUriEndpointType",
  "XksProxyUriPathType",
  "XksProxyVpcEndpointServiceNameType",
] as const;

const shape = (name: (typeof SHAPES)[number]) => ({ $ref: `/components/schemas/${name}` });

/** The id of the schema of a moment in epoch milliseconds, up to the latest that an answer can name. */
export const MOMENT = "/moment";

const time = { $ref: MOMENT } as const;
/** So far below the largest whole number that counting on from it is exact. */
const serial = { type: "integer", minimum: 1, maximum: 2 ** 52 } as const;
const count = { type: "integer", minimum: 0 } as const;
const place = {
  account: { type: "string", pattern: "^\\d{12}$" },
  region: shape("RegionType"),
} as const;

function closed(properties: Record<string, unknown>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

const tag = closed({ TagKey: shape("TagKeyType"), TagValue: shape("TagValueType") });
const material = closed(
  {
    id: { type: "string", pattern: "^[0-9a-f]{64}$" },
    imported: { type: "string", contentEncoding: "base64", maxLength: 8192 },
    rotated: time,
    rotation: { enum: ["AUTOMATIC", "ON_DEMAND"] },
    description: shape("KeyMaterialDescriptionType"),
    validTo: time,
    pending: { const: true },
    gone: { const: true },
  },
  ["imported", "rotated", "rotation", "description", "validTo", "pending", "gone"],
);
const state = {
  enum: ["Creating", "Enabled", "Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Updating"],
};

const key = closed(
  {
    ...place,
    id: { type: "string", pattern: KEY_ID.source },
    serial,
    created: time,
    description: shape("DescriptionType"),
    spec: { enum: KEY_SPECS },
    usage: {
      enum: ["SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"],
    },
    origin: { enum: ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"] },
    manager: { enum: ["AWS", "CUSTOMER"] },
    state,
    tags: { type: "array", items: tag },
    materials: { type: "array", items: material },
    seed: { type: "string", pattern: "^[0-9a-f]{64}$" },
    onDemandCount: count,
    settles: closed({ at: time, to: { enum: ["Enabled", "PendingImport"] } }),
    policy: shape("PolicyType"),
    rotation: closed({ periodInDays: shape("RotationPeriodInDaysType"), next: time }),
    onDemand: closed({ started: time, done: time }),
    deletion: closed({ windowInDays: shape("PendingWindowInDaysType"), date: time }, ["date"]),
    multiRegion: closed({ primary: shape("RegionType"), replicas: { type: "array", items: shape("RegionType") } }),
    storeId: shape("CustomKeyStoreIdType"),
    xksKeyId: shape("XksKeyIdType"),
  },
  ["seed", "settles", "policy", "rotation", "onDemand", "deletion", "multiRegion", "storeId", "xksKeyId"],
);

const alias = closed(
  {
    ...place,
    name: { allOf: [shape("AliasNameType"), { type: "string", pattern: "^alias/." }] },
    serial,
    target: { type: "string" },
    created: time,
    updated: time,
  },
  ["target", "created", "updated"],
);

const pairs = { type: "object", additionalProperties: { type: "string" } } as const;
const constraints = closed(
  { EncryptionContextSubset: pairs, EncryptionContextEquals: pairs, SourceArn: shape("SourceArnType") },
  ["EncryptionContextSubset", "EncryptionContextEquals", "SourceArn"],
);

const grant = closed(
  {
    ...place,
    keyId: { type: "string", pattern: KEY_ID.source },
    id: { type: "string", pattern: GRANT_ID.source },
    secret: { type: "string", pattern: "^[0-9a-f]{32}$" },
    created: time,
    issuer: place.account,
    name: shape("GrantNameType"),
    grantee: shape("PrincipalIdType"),
    granteeService: shape("ServicePrincipalType"),
    retiring: shape("PrincipalIdType"),
    retiringService: shape("ServicePrincipalType"),
    operations: { type: "array", items: shape("GrantOperation") },
    constraints,
  },
  ["name", "grantee", "granteeService", "retiring", "retiringService", "constraints"],
);

const proxyMembers = {
  Connectivity: shape("XksProxyConnectivityType"),
  AccessKeyId: shape("XksProxyAuthenticationAccessKeyIdType"),
  UriEndpoint: shape("XksProxyUriEndpointType"),
  UriPath: shape("XksProxyUriPathType"),
  VpcEndpointServiceName: shape("XksProxyVpcEndpointServiceNameType"),
  VpcEndpointServiceOwner: shape("AccountIdType"),
};

/** With `connected` it is a store as an older Trent saved it ({@link "./custom-store".SavedStore}). */
const store = closed(
  {
    ...place,
    id: shape("CustomKeyStoreIdType"),
    name: shape("CustomKeyStoreNameType"),
    type: shape("CustomKeyStoreType"),
    created: time,
    connection: shape("ConnectionStateType"),
    connected: { type: "boolean" },
    error: shape("ConnectionErrorCodeType"),
    settles: closed({ at: time, to: shape("ConnectionStateType"), error: shape("ConnectionErrorCodeType") }, ["error"]),
    clusterId: shape("CloudHsmClusterIdType"),
    certificate: shape("TrustAnchorCertificateType"),
    proxy: closed(proxyMembers, Object.keys(proxyMembers)),
  },
  ["name", "created", "connection", "connected", "error", "settles", "clusterId", "certificate", "proxy"],
);

const eventId = { type: "string", minLength: 1, maxLength: 128 } as const;
const usage = closed({
  ...place,
  id: { type: "string", pattern: KEY_ID.source },
  operation: shape("KeyLastUsageTrackingOperation"),
  at: time,
  eventId,
  requestId: eventId,
});

/** JSON Schema 2020-12 of a snapshot: what `restore` accepts. */
export const SNAPSHOT_SCHEMA = closed(
  {
    version: { const: 1 },
    nextSerial: serial,
    stores: { type: "array", items: store },
    keys: { type: "array", items: key },
    aliases: { type: "array", items: alias },
    usages: { type: "array", items: usage },
    grants: { type: "array", items: grant },
  },
  ["usages", "grants"],
);
