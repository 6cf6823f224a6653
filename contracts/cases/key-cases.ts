import type { CreateKeyRequest } from "../../generated/types";
import { listOf, objectOf } from "../../openapi/dialect/document";
import { type Case, valid } from "../contract-case";
import { answers, holds, succeeds } from "../expectations";
import { type Finding, shown } from "../finding";
import { named } from "../given/case-world";
import { policyOf } from "../given/key-states";
import { refusal } from "./refusal";

const KEY = ({ key }: { key: { id: string } }) => ({ KeyId: key.id });

/** Recorded: exactly these for a fresh symmetric key (kms.md 2.4). */
const COMMON = [
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

/** The metadata of a kind of key: which members it has besides the common ones, and their values. */
interface ExpectedMetadata {
  readonly request: CreateKeyRequest;
  readonly more: readonly string[];
  readonly values: Record<string, unknown>;
}

const SYMMETRIC = {
  KeySpec: "SYMMETRIC_DEFAULT",
  CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
  KeyUsage: "ENCRYPT_DECRYPT",
};

const KINDS: Readonly<Record<string, ExpectedMetadata>> = {
  symmetric: {
    request: {},
    more: ["CurrentKeyMaterialId", "EncryptionAlgorithms"],
    values: { ...SYMMETRIC, EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"] },
  },
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

function members(body: Record<string, unknown>, { more, values }: ExpectedMetadata): Finding | undefined {
  const metadata = objectOf(body.KeyMetadata);
  const expected = [...COMMON, ...more].sort().join(", ");
  const actual = Object.keys(metadata).sort().join(", ");
  if (actual !== expected) return { expected, actual, pointer: "/KeyMetadata" };
  const wrong = Object.entries(values).find(
    ([name, value]) => JSON.stringify(metadata[name]) !== JSON.stringify(value),
  );
  return wrong && { expected: shown(wrong[1]), actual: shown(metadata[wrong[0]]), pointer: `/KeyMetadata/${wrong[0]}` };
}

const KEYS_OF = (body: Record<string, unknown>) => listOf(body.Keys).map(objectOf);

const LOCKED_OUT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:DescribeKey", Resource: "*" }],
});

/** Making, describing and listing keys, and their policies. */
export const KEYS: readonly Case[] = [
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
    holds("CreateKey.defaults", (body, { place: { partition, region, account } }) => {
      const { KeyId, Arn, AWSAccountId } = objectOf(body.KeyMetadata);
      const fits =
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(KeyId)) &&
        Arn === `arn:${partition}:kms:${region}:${account}:key/${KeyId}` &&
        AWSAccountId === account;
      return fits
        ? undefined
        : {
            expected: "a UUID, and the ARN that it makes",
            actual: shown({ KeyId, Arn, AWSAccountId }),
            pointer: "/KeyMetadata",
          };
    }),
  ]),
  ...Object.entries(KINDS).map(([name, kind]) =>
    valid(`members-of-the-answer, ${name}`, "an account", "CreateKey", () => kind.request, [
      holds("CreateKey.members-of-the-answer", (body) => members(body, kind)),
    ]),
  ),
  valid("members-of-the-answer", "an enabled symmetric key", "DescribeKey", KEY, [
    holds("DescribeKey.members-of-the-answer", (body) =>
      members(body, { request: {}, more: ["CurrentKeyMaterialId", "EncryptionAlgorithms"], values: SYMMETRIC }),
    ),
  ]),
  valid("by ARN", "an enabled symmetric key", "DescribeKey", ({ key }) => ({ KeyId: key.arn }), [
    answers("DescribeKey.members-of-the-answer", ({ key }) => ({ KeyMetadata: { KeyId: key.id, Arn: key.arn } })),
  ]),
  valid("finding-the-key", "an enabled symmetric key", "DescribeKey", KEY, [
    answers("EnableKeyRotation.finding-the-key", ({ key }) => ({ KeyMetadata: { KeyId: key.id, Arn: key.arn } })),
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
  refusal(
    "CreateKey",
    "usage-fits-spec",
    "an account",
    () => ({ KeySpec: "RSA_2048", KeyUsage: "KEY_AGREEMENT" }),
    () => ({ KeyUsage: "KEY_AGREEMENT", KeySpec: "RSA_2048" }),
  ),
  refusal("CreateKey", "policy-lockout", "an account", () => ({ Policy: LOCKED_OUT })),
  refusal("PutKeyPolicy", "policy-lockout", "any key", ({ key }) => ({ KeyId: key.id, Policy: LOCKED_OUT })),
  valid(
    "success",
    "an enabled symmetric key",
    "PutKeyPolicy",
    ({ key, place }) => ({ KeyId: key.id, Policy: policyOf(place, "mine") }),
    [succeeds("PutKeyPolicy.success-is-empty")],
  ),
  refusal("PutKeyPolicy", "only-default", "any key", ({ key, place }) => ({
    KeyId: key.id,
    PolicyName: "AWS_RAM",
    Policy: policyOf(place, "mine"),
  })),
  valid("read back", "a key with another policy", "GetKeyPolicy", KEY, [
    holds("PutKeyPolicy.success-is-empty", (body, world) =>
      String(body.Policy).includes(named(world, "policy"))
        ? undefined
        : { expected: `the policy "${world.named.policy}"`, actual: shown(body.Policy), pointer: "/Policy" },
    ),
  ]),
  ...[undefined, "default"].map((PolicyName) =>
    valid(
      `policy-name, ${PolicyName ?? "left out"}`,
      "any key",
      "GetKeyPolicy",
      ({ key }) => ({ KeyId: key.id, ...(PolicyName && { PolicyName }) }),
      [answers("GetKeyPolicy.policy-name", () => ({ PolicyName: "default" }))],
    ),
  ),
  refusal("GetKeyPolicy", "policy-name", "any key", ({ key }) => ({ KeyId: key.id, PolicyName: "AWS_RAM" })),
  valid("success", "a described key", "UpdateKeyDescription", ({ key }) => ({ KeyId: key.id, Description: "" }), [
    succeeds("UpdateKeyDescription.success-is-empty"),
  ]),
  valid("described anew", "a key described anew", "DescribeKey", KEY, [
    answers("UpdateKeyDescription.success-is-empty", () => ({ KeyMetadata: { Description: "as it is now" } })),
  ]),
  valid("own keys", "an enabled symmetric key", "ListKeys", () => ({ Limit: 1000 }), [
    holds("ListKeys.own-account", (body, { key, place }) => {
      const foreign = KEYS_OF(body).find(
        ({ KeyArn }) => !String(KeyArn).includes(`:${place.region}:${place.account}:key/`),
      );
      if (foreign)
        return { expected: `keys of ${place.account} in ${place.region}`, actual: shown(foreign), pointer: "/Keys" };
      const there = KEYS_OF(body).some(({ KeyId, KeyArn }) => KeyId === key.id && KeyArn === key.arn);
      return there || body.Truncated === true
        ? undefined
        : { expected: `${key.id} with its ARN`, actual: `${KEYS_OF(body).length} others`, pointer: "/Keys" };
    }),
  ]),
  valid("first page", "two keys, one of them listed", "ListKeys", () => ({ Limit: 1 }), [
    holds("ListKeys.paging", (body) =>
      KEYS_OF(body).length <= 1 && body.Truncated === true && typeof body.NextMarker === "string"
        ? undefined
        : { expected: "at most 1 key, Truncated true, and a NextMarker", actual: shown(body), pointer: "" },
    ),
  ]),
  valid(
    "second page",
    "two keys, one of them listed",
    "ListKeys",
    ({ named: { marker } }) => ({ Limit: 1, Marker: marker ?? "none" }),
    [
      holds("ListKeys.paging", (body, { named: { first } }) =>
        KEYS_OF(body).length === 1 && KEYS_OF(body)[0]?.KeyId !== first
          ? undefined
          : { expected: "another key than on the first page", actual: shown(body), pointer: "/Keys" },
      ),
    ],
  ),
  refusal("ListKeys", "foreign-marker", "an account", () => ({ Marker: "not a marker" })),
];
