import type { CreateKeyRequest } from "../../generated/types";
import { listOf, objectOf } from "../../openapi/dialect/document";
import { hasRule } from "../clauses/rule-clauses";
import { valid } from "../contract-case";
import { answers, byRule, holds, succeeds } from "../expectations";
import { type Finding, shown } from "../finding";
import { caseFamily, NOT_DOCUMENTED } from "./case-family";
import { inByteOrder } from "./list-order";
import { LOCKED_OUT } from "./locked-out-policy";
import { minimalRequests, refusalsOf } from "./minimal-request";
import { TAG_FAULTS } from "./tag-faults";

const MINIMAL = minimalRequests({
  CreateKey: { given: "an account", body: () => ({}) },
  DescribeKey: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
  ListKeys: { given: "an account", body: () => ({}) },
  UpdateKeyDescription: {
    given: "an enabled symmetric key",
    body: ({ key }) => ({ KeyId: key.id, Description: "a description" }),
  },
});

const refusal = refusalsOf(MINIMAL);
const { DescribeKey } = MINIMAL;

/** Recorded: exactly these for a fresh symmetric key (kms.md 2.4). */
const COMMON_MEMBERS = [
  "AWSAccountId",
  "Arn",
  "CreationDate",
  "CustomerMasterKeySpec",
  "Description",
  "Enabled",
  "KeyId",
  "KeyManager",
  "KeySpec",
  "KeyState",
  "KeyUsage",
  "MultiRegion",
  "Origin",
];

/** The metadata of a kind of key: which members it has besides the common ones, and the values of some. */
interface ExpectedMetadata {
  readonly more: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

const SYMMETRIC = {
  KeySpec: "SYMMETRIC_DEFAULT",
  CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
  KeyUsage: "ENCRYPT_DECRYPT",
};

const SYMMETRIC_METADATA: ExpectedMetadata = {
  more: ["CurrentKeyMaterialId", "EncryptionAlgorithms"],
  values: { ...SYMMETRIC, EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"] },
};

const KINDS: Readonly<Record<string, ExpectedMetadata & { readonly request: CreateKeyRequest }>> = {
  symmetric: { request: {}, ...SYMMETRIC_METADATA },
  "RSA for signing": {
    request: { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" },
    more: ["SigningAlgorithms"],
    values: { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" },
  },
  "RSA for encryption": {
    request: { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" },
    more: ["EncryptionAlgorithms"],
    values: { EncryptionAlgorithms: ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"] },
  },
  "elliptic curve": {
    request: { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" },
    more: ["SigningAlgorithms"],
    values: { SigningAlgorithms: ["ECDSA_SHA_256"] },
  },
  HMAC: {
    request: { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" },
    more: ["MacAlgorithms"],
    values: { MacAlgorithms: ["HMAC_SHA_256"] },
  },
};

function metadataFinding(body: Record<string, unknown>, { more, values }: ExpectedMetadata): Finding | undefined {
  const metadata = objectOf(body.KeyMetadata);
  const expected = [...COMMON_MEMBERS, ...more].sort().join(", ");
  const actual = Object.keys(metadata).sort().join(", ");
  if (actual !== expected) return { expected, actual, pointer: "/KeyMetadata" };
  const wrong = Object.entries(values).find(
    ([name, value]) => JSON.stringify(metadata[name]) !== JSON.stringify(value),
  );
  return wrong && { expected: shown(wrong[1]), actual: shown(metadata[wrong[0]]), pointer: `/KeyMetadata/${wrong[0]}` };
}

const keysOf = (body: Record<string, unknown>) => listOf(body.Keys).map(objectOf);

const ANY_STATE = [
  "an enabled symmetric key",
  "a disabled symmetric key",
  "a key pending deletion",
  "a key without its imported material",
  "a replica that is being made",
] as const;

const CREATE_KEY = [
  valid("defaults", "an account", "CreateKey", () => ({}), [
    answers("CreateKey.defaults", () => ({
      KeyMetadata: {
        ...SYMMETRIC,
        Origin: "AWS_KMS",
        MultiRegion: false,
        Enabled: true,
        KeyState: "Enabled",
        KeyManager: "CUSTOMER",
        Description: "",
      },
    })),
  ]),
  valid("a form of id", "an account", "CreateKey", () => ({}), [
    holds("CreateKey.defaults", (body, { location: { partition, region, account } }) => {
      const { KeyId, Arn, AWSAccountId } = objectOf(body.KeyMetadata);
      const fits =
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(KeyId)) &&
        Arn === `arn:${partition}:kms:${region}:${account}:key/${KeyId}` &&
        AWSAccountId === account;
      return fits
        ? undefined
        : {
            expected: "a UUID, and the ARN with this UUID",
            actual: shown({ KeyId, Arn, AWSAccountId }),
            pointer: "/KeyMetadata",
          };
    }),
  ]),
  ...Object.entries(KINDS).map(([name, kind]) =>
    valid(`members-of-the-answer, ${name}`, "an account", "CreateKey", () => kind.request, [
      holds("CreateKey.members-of-the-answer", (body) => metadataFinding(body, kind)),
    ]),
  ),
  valid("a multi-Region key", "an account", "CreateKey", () => ({ MultiRegion: true }), [
    holds("CreateKey.members-of-the-answer", (body) => {
      const { KeyId, MultiRegion, MultiRegionConfiguration } = objectOf(body.KeyMetadata);
      const fits =
        /^mrk-[0-9a-f]{32}$/.test(String(KeyId)) &&
        MultiRegion === true &&
        objectOf(MultiRegionConfiguration).MultiRegionKeyType === "PRIMARY";
      return fits
        ? undefined
        : {
            expected: "mrk- and 32 hexadecimal digits, a PRIMARY",
            actual: shown({ KeyId, MultiRegion, MultiRegionConfiguration }),
            pointer: "/KeyMetadata",
          };
    }),
  ]),
  valid("external-pending-import", "an account", "CreateKey", () => ({ Origin: "EXTERNAL" }), [
    answers("CreateKey.external-pending-import", () => ({
      KeyMetadata: { KeyState: "PendingImport", Enabled: false, Origin: "EXTERNAL" },
    })),
    holds("CreateKey.external-pending-import", (body) => {
      const extra = ["CurrentKeyMaterialId", "ExpirationModel"].find((name) => name in objectOf(body.KeyMetadata));
      return extra === undefined
        ? undefined
        : {
            expected: `no ${extra}`,
            actual: shown(objectOf(body.KeyMetadata)[extra]),
            pointer: `/KeyMetadata/${extra}`,
          };
    }),
  ]),
  refusal("CreateKey", "usage-required", "an account", () => ({ KeySpec: "RSA_2048" })),
  refusal("CreateKey", "usage-required", "any key", () => ({ KeySpec: "HMAC_256" })),
  refusal("CreateKey", "usage-fits-spec", "an account", () => ({ KeySpec: "RSA_2048", KeyUsage: "KEY_AGREEMENT" })),
  refusal("CreateKey", "policy-lockout", "an account", () => ({ Policy: LOCKED_OUT })),
  ...TAG_FAULTS.map(({ rule, Tags }) =>
    valid(
      `${rule}, ${Tags[0].TagKey}`,
      "an account",
      "CreateKey",
      () => ({ Tags: [...Tags] }),
      byRule("CreateKey", rule),
    ),
  ),
];

const LIST_KEYS = [
  valid("own keys", "an enabled symmetric key", "ListKeys", () => ({ Limit: 1000 }), [
    holds("ListKeys.own-account", (body, { key, location }) => {
      const foreign = keysOf(body).find(
        ({ KeyArn }) => !String(KeyArn).includes(`:${location.region}:${location.account}:key/`),
      );
      if (foreign)
        return {
          expected: `keys of ${location.account} in ${location.region}`,
          actual: shown(foreign),
          pointer: "/Keys",
        };
      const listed = keysOf(body).some(({ KeyId, KeyArn }) => KeyId === key.id && KeyArn === key.arn);
      return listed || body.Truncated === true
        ? undefined
        : { expected: `${key.id} with its ARN`, actual: `${keysOf(body).length} others`, pointer: "/Keys" };
    }),
  ]),
  valid("first page", "two keys", "ListKeys", () => ({ Limit: 1 }), [
    holds("ListKeys.paging", (body) =>
      keysOf(body).length <= 1 && body.Truncated === true && typeof body.NextMarker === "string"
        ? undefined
        : { expected: "at most 1 key, Truncated true, and a NextMarker", actual: shown(body), pointer: "" },
    ),
  ]),
  valid("second page", "two keys, one of them listed", "ListKeys", ({ marker }) => ({ Limit: 1, Marker: marker }), [
    holds("ListKeys.paging", (body, { first }) =>
      keysOf(body).length === 1 && keysOf(body)[0]?.KeyId !== first
        ? undefined
        : { expected: "another key than on the first page", actual: shown(body), pointer: "/Keys" },
    ),
  ]),
  ...(hasRule("ListKeys", "order")
    ? [
        valid("order", "two keys", "ListKeys", () => ({ Limit: 1000 }), [
          holds("ListKeys.order", (body) =>
            inByteOrder(
              keysOf(body).map(({ KeyId }) => KeyId),
              "/Keys",
            ),
          ),
        ]),
      ]
    : []),
  refusal("ListKeys", "foreign-marker", "an account", () => ({ Marker: "not a marker" })),
];

/** Making, describing and listing keys. */
export const KEYS = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...CREATE_KEY,
    ...LIST_KEYS,
    valid("members-of-the-answer", "an enabled symmetric key", "DescribeKey", DescribeKey.body, [
      holds("DescribeKey.members-of-the-answer", (body) => metadataFinding(body, SYMMETRIC_METADATA)),
    ]),
    valid("by ARN", "an enabled symmetric key", "DescribeKey", ({ key }) => ({ KeyId: key.arn }), [
      answers("DescribeKey.members-of-the-answer", ({ key }) => ({ KeyMetadata: { KeyId: key.id, Arn: key.arn } })),
    ]),
    valid("finding-the-key", "an enabled symmetric key", "DescribeKey", DescribeKey.body, [
      answers("EnableKeyRotation.finding-the-key", ({ key }) => ({ KeyMetadata: { KeyId: key.id, Arn: key.arn } })),
    ]),
    ...ANY_STATE.map((given) =>
      valid(`any-state, ${given}`, given, "DescribeKey", DescribeKey.body, [succeeds("DescribeKey.any-state")]),
    ),
    valid("success", "a described key", "UpdateKeyDescription", ({ key }) => ({ KeyId: key.id, Description: "" }), [
      succeeds("UpdateKeyDescription.success-is-empty"),
    ]),
    valid("described anew", "a key described anew", "DescribeKey", DescribeKey.body, [
      answers("UpdateKeyDescription.success-is-empty", () => ({ KeyMetadata: { Description: "as it is now" } })),
    ]),
    refusal("UpdateKeyDescription", "pending-deletion", "a key pending deletion"),
  ],
  unproved: {
    "CreateKey InvalidArnException": NOT_DOCUMENTED,
    "CreateKey UnsupportedOperationException": NOT_DOCUMENTED,
  },
});
