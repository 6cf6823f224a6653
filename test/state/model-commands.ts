import * as fc from "fast-check";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { ROLE, ROOT } from "./model-grants";
import { ALLOW_ALL, NOBODY, READ_ONLY, WITHOUT_RESOURCE } from "./model-policies";
import { ANY_FORM } from "./model-signing";
import { NEW_STORE, STORE_CHANGE } from "./model-stores";

export const REGIONS = ["us-east-1", "us-west-2", "eu-west-1"] as const;
const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const tag = fc.record({ TagKey: fc.constantFrom("a", "b", "aws:c"), TagValue: fc.constantFrom("", "1", "2") });
const alias = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("alias/a", "alias/b", "alias/B") },
  { weight: 1, arbitrary: fc.constantFrom("bare", "alias/a:b", "alias/", "alias/aws/mine", "alias/aws/s3") },
);

const ODD_FORMS = [
  "malformed",
  "unknown",
  "elsewhere",
  "of-s3",
  "alias/a",
  "alias/none",
  "alias/aws/s3",
  "alias/aws/ebs",
];

/** How a call names its key: the n-th that there is, in one of its forms, or something that is none. */
const naming = fc.record({
  n: fc.nat(30),
  form: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("id", "arn") },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_FORMS) },
  ),
});

const none = fc.constant({});
const dryRun = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const grantId = fc.constantFrom("#0", "#1", "0".repeat(64), "bad");

const DryRun = fc.constantFrom(true, false, false);
const Message = fc.constantFrom("QQ==", Buffer.alloc(32).toString("base64"));
const ofMac = { Message, MacAlgorithm: fc.constantFrom("HMAC_SHA_256", "HMAC_SHA_256", "HMAC_SHA_512"), DryRun };
const ofSignature = {
  Message,
  MessageType: fc.constantFrom("RAW", "DIGEST"),
  SigningAlgorithm: fc.constantFrom("ECDSA_SHA_256", "ECDSA_SHA_256", "RSASSA_PSS_SHA_256"),
  DryRun,
};
const ofPair = { KeyPairSpec: fc.constant("ECC_NIST_P256"), DryRun };

const SIGNING_MEMBERS = {
  GenerateMac: fc.record(ofMac),
  VerifyMac: fc.record({ ...ofMac, Mac: fc.constant("QQ==") }),
  Sign: fc.record(ofSignature),
  Verify: fc.record({ ...ofSignature, Signature: fc.constant("QQ==") }),
  DeriveSharedSecret: fc.record({
    KeyAgreementAlgorithm: fc.constant("ECDH"),
    PublicKey: fc.constant("QQ=="),
    DryRun,
  }),
  Encapsulate: fc.record({ EncapsulationAlgorithm: fc.constant("ML_KEM"), DryRun }),
  Decapsulate: fc.record({
    EncapsulationAlgorithm: fc.constant("ML_KEM"),
    SharedSecretCiphertextBlob: fc.constantFrom("QQ==", ANY_FORM),
    DryRun,
  }),
  GenerateDataKeyPair: fc.record(ofPair),
  GenerateDataKeyPairWithoutPlaintext: fc.record(ofPair),
};

const context = fc.constantFrom<Record<string, string>>({}, {}, { a: "1" });
const seldom = fc.constantFrom(true, false, false, false, false);
const dataKey = fc
  .record({
    EncryptionContext: context,
    DryRun: seldom,
  })
  .chain((more) =>
    fc
      .constantFrom<Record<string, unknown>>(
        { KeySpec: "AES_256" },
        { KeySpec: "AES_128" },
        { NumberOfBytes: 64 },
        {},
        { KeySpec: "AES_256", NumberOfBytes: 32 },
      )
      .map((size) => ({ ...more, ...size })),
  );
/** Which of the ciphertexts so far, what was done to it, and whether the request names a key: the one of the command. */
const ofCiphertext = {
  ciphertext: fc.nat(30),
  changed: fc.constantFrom(true, false, false, false, false),
  named: fc.constantFrom(true, false, false),
};

/** The members of an operation's request beside the key; none where it is not listed. */
const MEMBERS: Readonly<Partial<Record<TrentOperation, fc.Arbitrary<Record<string, unknown>>>>> = {
  CreateKey: fc.oneof(
    none,
    fc.constantFrom<Record<string, unknown>>(
      { MultiRegion: true },
      { MultiRegion: true },
      { Origin: "EXTERNAL" },
      { Origin: "EXTERNAL", MultiRegion: true },
      { Origin: "EXTERNAL", KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" },
      { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" },
      { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" },
      { KeySpec: "HMAC_256" },
      { Origin: "AWS_CLOUDHSM" },
      { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY", MultiRegion: true },
      { KeySpec: "ECC_NIST_P256", KeyUsage: "KEY_AGREEMENT" },
      { KeySpec: "ML_KEM_512", KeyUsage: "ENCAPSULATE_DECAPSULATE" },
    ),
    fc.record({ Tags: fc.array(tag, { maxLength: 3 }) }),
  ),
  UpdateKeyDescription: fc.record({ Description: fc.constantFrom("", "one", "two") }),
  EnableKeyRotation: fc.constantFrom({}, { RotationPeriodInDays: 90 }, { RotationPeriodInDays: 200 }),
  ScheduleKeyDeletion: fc.constantFrom({}, { PendingWindowInDays: 7 }),
  ReplicateKey: fc.record(
    { ReplicaRegion: fc.constantFrom(...REGIONS), Tags: fc.array(tag, { maxLength: 2 }) },
    { requiredKeys: ["ReplicaRegion"] },
  ),
  UpdatePrimaryRegion: fc.record({ PrimaryRegion: fc.constantFrom(...REGIONS) }),
  TagResource: fc.record({ Tags: fc.array(tag, { maxLength: 3 }) }),
  UntagResource: fc.record({ TagKeys: fc.array(fc.constantFrom("a", "b", "x"), { maxLength: 2 }) }),
  CreateAlias: fc.record({ AliasName: alias }),
  UpdateAlias: fc.record({ AliasName: alias }),
  DeleteAlias: fc.record({ AliasName: alias }),
  CreateCustomKeyStore: NEW_STORE,
  UpdateCustomKeyStore: STORE_CHANGE,
  Encrypt: fc.record(
    { Plaintext: fc.constantFrom("QQ==", "Qg=="), EncryptionContext: context, DryRun: seldom },
    { requiredKeys: ["Plaintext"] },
  ),
  ...SIGNING_MEMBERS,
  CreateGrant: fc.record(
    {
      GranteePrincipal: fc.constantFrom(ROOT, ROLE, ROLE, "nobody"),
      Operations: fc.constantFrom(
        ["Decrypt"],
        ["DescribeKey", "RetireGrant"],
        ["CreateGrant", "DescribeKey"],
        ["GenerateMac"],
        ["CreateGrant"],
      ),
      RetiringPrincipal: fc.constantFrom(ROLE, ROOT),
      Name: fc.constantFrom("one", "two"),
      Constraints: fc.constant({ EncryptionContextSubset: { a: "b" } }),
      DryRun: dryRun,
    },
    { requiredKeys: ["GranteePrincipal", "Operations"] },
  ),
  // A grant is the n-th of its key, or of all; which id it has, the mock has chosen.
  RetireGrant: fc.oneof(
    fc.record({ GrantId: grantId, DryRun: dryRun }),
    fc.record({ GrantToken: fc.constantFrom("#0", "#1", "#2", "bad"), DryRun: dryRun }),
  ),
  RevokeGrant: fc.record({ GrantId: grantId, DryRun: dryRun }),
  ListRetirableGrants: fc.constantFrom({}, { RetiringPrincipal: ROLE }, { RetiringPrincipal: ROOT }),
  GetParametersForImport: fc.record({
    WrappingAlgorithm: fc.constantFrom(
      "RSAES_OAEP_SHA_256",
      "RSAES_OAEP_SHA_1",
      "RSAES_PKCS1_V1_5",
      "RSA_AES_KEY_WRAP_SHA_1",
    ),
    WrappingKeySpec: fc.constantFrom("RSA_2048"),
  }),
  // What is about material and its wrapping, the pair of the world and the model puts into its place.
  ImportKeyMaterial: fc.record(
    {
      material: fc.constantFrom("a", "a", "b", "c"),
      isStale: fc.constantFrom(false, false, false, true),
      days: fc.constantFrom(1, 200, 365, 366, 0),
      ExpirationModel: fc.constantFrom(
        "KEY_MATERIAL_DOES_NOT_EXPIRE",
        "KEY_MATERIAL_DOES_NOT_EXPIRE",
        "KEY_MATERIAL_EXPIRES",
      ),
      ImportType: fc.constantFrom("NEW_KEY_MATERIAL", "EXISTING_KEY_MATERIAL"),
    },
    { requiredKeys: ["material", "isStale"] },
  ),
  DeleteImportedKeyMaterial: fc.oneof(none, fc.record({ material: fc.constantFrom("a", "b", "c") })),
  Decrypt: fc.record({ ...ofCiphertext, EncryptionContext: context, DryRun: seldom }),
  ReEncrypt: fc.record({
    ...ofCiphertext,
    SourceEncryptionContext: context,
    DestinationEncryptionContext: context,
    DryRun: seldom,
  }),
  GenerateDataKey: dataKey,
  GenerateDataKeyWithoutPlaintext: dataKey,
  GenerateRandom: fc.constantFrom<Record<string, unknown>>({ NumberOfBytes: 1 }, { NumberOfBytes: 1024 }, {}),
  PutKeyPolicy: fc.record({
    Policy: fc.constantFrom(ALLOW_ALL, ALLOW_ALL, READ_ONLY, WITHOUT_RESOURCE, NOBODY, "{"),
    BypassPolicyLockoutSafetyCheck: fc.boolean(),
  }),
};

export interface Calling {
  readonly operation: TrentOperation;
  readonly region: number;
  readonly key: { readonly n: number; readonly form: string };
  readonly members: Readonly<Record<string, unknown>>;
}
export type Command = Calling | { readonly pass: number } | { readonly exhaust: number };

const OPERATIONS = Object.keys(operations) as TrentOperation[];
/** Keys have to be there before anything happens to them, and rotation is what this is about. */
const WEIGHTS: Partial<Record<TrentOperation, number>> = {
  CreateKey: 5,
  ConnectCustomKeyStore: 3,
  DescribeCustomKeyStores: 1,
  ReplicateKey: 5,
  UpdatePrimaryRegion: 6,
  EnableKeyRotation: 5,
  EnableKey: 4,
  RotateKeyOnDemand: 3,
  ImportKeyMaterial: 12,
  ScheduleKeyDeletion: 3,
  CancelKeyDeletion: 6,
  CreateGrant: 6,
  Encrypt: 5,
  Decrypt: 8,
  ReEncrypt: 4,
};

const calling = fc.oneof(
  ...OPERATIONS.map((operation) => ({
    weight: WEIGHTS[operation] ?? 2,
    arbitrary: fc.record({
      operation: fc.constant(operation),
      region: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
      key: naming,
      members: MEMBERS[operation] ?? none,
    }),
  })),
);
const passing = fc.record({
  pass: fc.constantFrom(
    0,
    1,
    999,
    1000,
    20 * 60_000,
    DAY,
    7 * DAY,
    30 * DAY,
    90 * DAY - HOUR / 3,
    90 * DAY,
    366 * DAY,
    800 * DAY,
  ),
});
/** As many on-demand rotations as a key can have, and one more. */
const exhausting = fc.record({ exhaust: fc.nat(30) });
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 60, arbitrary: calling },
  { weight: 12, arbitrary: passing },
  { weight: 1, arbitrary: exhausting },
);
