import type { CreateKeyRequest } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { answers, byRule, holds } from "../expectations";
import { shown } from "../finding";
import { caseFamily, NOT_DOCUMENTED, SECOND_CALLER } from "./case-family";
import { type ExpectedMetadata, metadataFinding, SYMMETRIC, SYMMETRIC_METADATA } from "./key-metadata";
import { minimalRequests, refusalsOf } from "./minimal-request";
import { POLICY_FAULTS, withFault } from "./policy-faults";
import { TAG_FAULTS } from "./tag-faults";

const MINIMAL = minimalRequests({ CreateKey: { given: "an account", body: () => ({}) } });

const refusal = refusalsOf(MINIMAL);

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

/** Making keys. */
export const CREATE_KEY = caseFamily({
  minimal: MINIMAL,
  cases: [
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
    refusal("CreateKey", "one-key-spec", "an account", () => ({
      KeySpec: "SYMMETRIC_DEFAULT",
      CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    })),
    refusal("CreateKey", "unknown-store", "an account", () => ({
      Origin: "AWS_CLOUDHSM",
      CustomKeyStoreId: "cks-00000000000000000",
    })),
    refusal("CreateKey", "store-with-its-origin", "an account", () => ({ CustomKeyStoreId: "cks-00000000000000000" })),
    ...POLICY_FAULTS.map((fault) =>
      valid(
        `${fault.rule}, ${fault.form}`,
        "an account",
        "CreateKey",
        ({ location }) => withFault(fault, location),
        byRule("CreateKey", fault.rule),
      ),
    ),
    ...TAG_FAULTS.map(({ rule, Tags }) =>
      valid(
        `${rule}, ${Tags[0].TagKey}`,
        "an account",
        "CreateKey",
        () => ({ Tags: [...Tags] }),
        byRule("CreateKey", rule),
      ),
    ),
  ],
  unproved: {
    "CreateKey.sm2-in-china-only": "inferred only; whether the target is in China decides it",
    "CreateKey.key-quota": "a quota of the account, which a test must not use up",
    "CreateKey.tag-permission": SECOND_CALLER,
    "CreateKey InvalidArnException": NOT_DOCUMENTED,
  },
});
