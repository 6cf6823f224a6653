import { KEY_SPECS } from "./key-specs";

const text = { type: "string" } as const;
const time = { type: "integer", minimum: 0 } as const;
const count = { type: "integer", minimum: 0 } as const;
const place = {
  account: { type: "string", pattern: "^\\d{12}$" },
  region: { type: "string", pattern: "^([a-z]+-){2,3}\\d+$" },
} as const;

function closed(properties: Record<string, unknown>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

const tag = closed({ TagKey: text, TagValue: text });
const material = closed(
  {
    id: { type: "string", pattern: "^[0-9a-f]{64}$" },
    rotated: time,
    rotation: { enum: ["AUTOMATIC", "ON_DEMAND"] },
    description: text,
    validTo: time,
    pending: { const: true },
    gone: { const: true },
  },
  ["rotated", "rotation", "description", "validTo", "pending", "gone"],
);
const state = {
  enum: ["Creating", "Enabled", "Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Updating"],
};

const key = closed(
  {
    ...place,
    id: text,
    serial: { type: "integer", minimum: 1 },
    created: time,
    description: text,
    spec: { enum: KEY_SPECS },
    usage: {
      enum: ["SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"],
    },
    origin: { enum: ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"] },
    manager: { enum: ["AWS", "CUSTOMER"] },
    state,
    tags: { type: "array", items: tag },
    materials: { type: "array", items: material },
    onDemandCount: count,
    settles: closed({ at: time, to: state }),
    policy: text,
    rotation: closed({ periodInDays: { type: "integer", minimum: 1 }, next: time }),
    onDemand: closed({ started: time, done: time }),
    deletion: closed({ windowInDays: count, date: time }, ["date"]),
    multiRegion: closed({ primary: text, replicas: { type: "array", items: text } }),
    storeId: text,
    xksKeyId: text,
  },
  ["settles", "policy", "rotation", "onDemand", "deletion", "multiRegion", "storeId", "xksKeyId"],
);

const alias = closed(
  { ...place, name: { type: "string", pattern: "^alias/" }, serial: count, target: text, created: time, updated: time },
  ["target", "created", "updated"],
);

const store = closed(
  {
    ...place,
    id: text,
    type: { enum: ["AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"] },
    connected: { type: "boolean" },
    clusterId: text,
  },
  ["clusterId"],
);

/** JSON Schema 2020-12 of a snapshot: what `restore` accepts. */
export const SNAPSHOT_SCHEMA = closed({
  version: { const: 1 },
  nextSerial: { type: "integer", minimum: 1 },
  stores: { type: "array", items: store },
  keys: { type: "array", items: key },
  aliases: { type: "array", items: alias },
});
