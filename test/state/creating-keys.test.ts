import type { CreateKeyRequest } from "../../generated/types";
import { ACCOUNT, arnOf, OTHER_REGION, REGION, START, World } from "./world";

const STORES = `
stores:
  - { id: cks-hsm, type: AWS_CLOUDHSM, cluster: cluster-2a23b4cdefg }
  - { id: cks-off, type: AWS_CLOUDHSM, connected: false }
  - { id: cks-xks, type: EXTERNAL_KEY_STORE }`;

test("a fresh symmetric key: exactly the fifteen members of AWS (recorded, docs/evidence/keys-and-metadata.md#fresh-symmetric-key)", () => {
  const world = new World();
  const { KeyMetadata } = world.ok("CreateKey", {});
  expect(KeyMetadata).toEqual({
    AWSAccountId: ACCOUNT,
    Arn: arnOf(KeyMetadata!.KeyId),
    CreationDate: START / 1000,
    CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    Description: "",
    Enabled: true,
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    KeyId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
    KeyManager: "CUSTOMER",
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyState: "Enabled",
    KeyUsage: "ENCRYPT_DECRYPT",
    MultiRegion: false,
    Origin: "AWS_KMS",
  });
  expect(world.ok("DescribeKey", { KeyId: KeyMetadata!.KeyId }).KeyMetadata).toEqual(KeyMetadata);
});

/** Members of the metadata beyond those that every key has. */
const BASE = new Set(
  "AWSAccountId Arn CreationDate Description Enabled KeyId KeyManager KeySpec KeyState KeyUsage MultiRegion Origin".split(
    " ",
  ),
);

const KINDS: readonly { given: CreateKeyRequest; more: string }[] = [
  { given: { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }, more: "CustomerMasterKeySpec EncryptionAlgorithms" },
  { given: { KeySpec: "RSA_4096", KeyUsage: "SIGN_VERIFY" }, more: "CustomerMasterKeySpec SigningAlgorithms" },
  {
    given: { CustomerMasterKeySpec: "RSA_3072", KeyUsage: "SIGN_VERIFY" },
    more: "CustomerMasterKeySpec SigningAlgorithms",
  },
  {
    given: { KeySpec: "ECC_NIST_P521", KeyUsage: "KEY_AGREEMENT" },
    more: "CustomerMasterKeySpec KeyAgreementAlgorithms",
  },
  { given: { KeySpec: "ECC_SECG_P256K1", KeyUsage: "SIGN_VERIFY" }, more: "CustomerMasterKeySpec SigningAlgorithms" },
  { given: { KeySpec: "ECC_NIST_EDWARDS25519", KeyUsage: "SIGN_VERIFY" }, more: "SigningAlgorithms" },
  { given: { KeySpec: "HMAC_384", KeyUsage: "GENERATE_VERIFY_MAC" }, more: "CustomerMasterKeySpec MacAlgorithms" },
  { given: { KeySpec: "ML_DSA_87", KeyUsage: "SIGN_VERIFY" }, more: "SigningAlgorithms" },
  { given: { KeySpec: "ML_KEM_512", KeyUsage: "ENCAPSULATE_DECAPSULATE" }, more: "EncapsulationAlgorithms" },
  { given: { Origin: "EXTERNAL" }, more: "CustomerMasterKeySpec EncryptionAlgorithms" },
  {
    given: { MultiRegion: true },
    more: "CurrentKeyMaterialId CustomerMasterKeySpec EncryptionAlgorithms MultiRegionConfiguration",
  },
  {
    given: { Origin: "AWS_CLOUDHSM", CustomKeyStoreId: "cks-hsm" },
    more: "CloudHsmClusterId CustomKeyStoreId CustomerMasterKeySpec EncryptionAlgorithms",
  },
  {
    given: { Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: "cks-xks", XksKeyId: "x1" },
    more: "CustomKeyStoreId CustomerMasterKeySpec EncryptionAlgorithms XksKeyConfiguration",
  },
];

test.each(KINDS)("$given has besides the common ones: $more", ({ given, more }) => {
  const { KeyMetadata } = new World(STORES).ok("CreateKey", given);
  const members = Object.keys(KeyMetadata!).filter((name) => !BASE.has(name));
  expect(members.sort().join(" ")).toBe(more);
});

test("EXTERNAL: PendingImport and not enabled (recorded, docs/evidence/keys-and-metadata.md#imported-key-begins)", () => {
  const { KeyMetadata } = new World().ok("CreateKey", { Origin: "EXTERNAL" });
  expect(KeyMetadata).toMatchObject({ KeyState: "PendingImport", Enabled: false });
});

test("multi-Region: mrk- id, and a configuration without replicas (recorded)", () => {
  const { KeyMetadata } = new World().ok("CreateKey", { MultiRegion: true });
  expect(KeyMetadata!.KeyId).toMatch(/^mrk-[0-9a-f]{32}$/);
  expect(KeyMetadata!.MultiRegionConfiguration).toEqual({
    MultiRegionKeyType: "PRIMARY",
    PrimaryKey: { Arn: KeyMetadata!.Arn, Region: REGION },
    ReplicaKeys: [],
  });
});

const tags = (count: number) => Array.from({ length: count }, (_, n) => ({ TagKey: `k${n}`, TagValue: "" }));
const LOCKOUT =
  '{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"kms:*"}}';

const REFUSED: readonly { given: CreateKeyRequest; want: string; source: string }[] = [
  {
    given: { KeySpec: "HMAC_256" },
    want: "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    source: "recorded, docs/evidence/keys-and-metadata.md#usage-required",
  },
  {
    given: { KeySpec: "RSA_2048", KeyUsage: "KEY_AGREEMENT" },
    want: "ValidationException: KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048",
    source: "recorded, docs/evidence/keys-and-metadata.md#usage-and-spec",
  },
  {
    given: { KeyUsage: "SIGN_VERIFY" },
    want: "ValidationException: KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT",
    source: "as row 26",
  },
  {
    given: { Tags: [...tags(1), ...tags(1)] },
    want: "TagException: Duplicate tag keys",
    source: "recorded, docs/evidence/tags.md#refusals-of-tags",
  },
  {
    given: { Tags: tags(51) },
    want: "TagException: Too many tags",
    source: "recorded, docs/evidence/tags.md#refusals-of-tags",
  },
  ...["aws:x", "AWS:x"].map((TagKey) => ({
    given: { Tags: [{ TagKey, TagValue: "" }] },
    want: "TagException: Tags beginning with aws: are reserved",
    source: "recorded, docs/evidence/tags.md#refusals-of-tags",
  })),
  { given: { Policy: "no JSON" }, want: "MalformedPolicyDocumentException", source: "model; text not known" },
  { given: { Policy: "{}" }, want: "MalformedPolicyDocumentException", source: "model; text not known" },
  {
    given: { Policy: LOCKOUT },
    want: "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
    source: "recorded, terraform-provider-aws",
  },
  {
    given: { Policy: `{"Statement":[],"Id":"${"x".repeat(33_000)}"}` },
    want: "LimitExceededException",
    source: "inferred",
  },
  { given: { KeySpec: "SM2", KeyUsage: "SIGN_VERIFY" }, want: "UnsupportedOperationException", source: "inferred" },
  { given: { Origin: "AWS_CLOUDHSM" }, want: "ValidationException", source: "inferred" },
  { given: { CustomKeyStoreId: "cks-hsm" }, want: "ValidationException", source: "inferred" },
  {
    given: { Origin: "AWS_CLOUDHSM", CustomKeyStoreId: "cks-none" },
    want: "CustomKeyStoreNotFoundException",
    source: "model",
  },
  {
    given: { Origin: "AWS_CLOUDHSM", CustomKeyStoreId: "cks-off" },
    want: "CustomKeyStoreInvalidStateException",
    source: "model",
  },
  {
    given: { Origin: "AWS_CLOUDHSM", CustomKeyStoreId: "cks-hsm", MultiRegion: true },
    want: "UnsupportedOperationException",
    source: "documented; error inferred",
  },
];

test.each(REFUSED)("refused: $want ($source) %#", ({ given, want }) => {
  const world = new World(STORES);
  expect(world.fault("CreateKey", given)).toBe(want);
  expect(world.ok("ListKeys", {}).Keys).toEqual([]);
});

test("an external key is used once in its store (model)", () => {
  const world = new World(STORES);
  const given = { Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: "cks-xks", XksKeyId: "x1" } as const;
  world.createKey(given);
  expect(world.fault("CreateKey", given)).toBe("XksKeyAlreadyInUseException");
});

describe("replicas", () => {
  test("share id, material and kind; have their own policy, tags and description (documented)", () => {
    const world = new World();
    const id = world.createKey({ MultiRegion: true, Description: "first", Tags: [{ TagKey: "a", TagValue: "b" }] });
    const made = world.ok("ReplicateKey", { KeyId: id, ReplicaRegion: OTHER_REGION, Description: "second" });
    expect(made.ReplicaTags).toEqual([]);
    expect(made.ReplicaPolicy).toContain(`arn:aws:iam::${ACCOUNT}:root`);
    const first = world.ok("DescribeKey", { KeyId: id }).KeyMetadata!;
    expect(made.ReplicaKeyMetadata).toMatchObject({
      KeyId: id,
      Arn: arnOf(id, OTHER_REGION),
      Description: "second",
      CurrentKeyMaterialId: first.CurrentKeyMaterialId,
      MultiRegionConfiguration: { MultiRegionKeyType: "REPLICA", PrimaryKey: { Region: REGION } },
    });
    expect(first.MultiRegionConfiguration!.ReplicaKeys).toEqual([
      { Arn: arnOf(id, OTHER_REGION), Region: OTHER_REGION },
    ]);
  });

  test("refusals", () => {
    const world = new World();
    const id = world.createKey({ MultiRegion: true });
    const single = world.createKey();
    const to = (KeyId: string, ReplicaRegion: string, where = {}) =>
      world.fault("ReplicateKey", { KeyId, ReplicaRegion }, where);
    const notPrimary = (arn: string) => `UnsupportedOperationException: ${arn} is not a multi-region primary key.`;
    world.ok("ReplicateKey", { KeyId: id, ReplicaRegion: OTHER_REGION });
    expect(to(id, OTHER_REGION)).toBe("AlreadyExistsException");
    expect(to(id, REGION)).toBe("AlreadyExistsException");
    expect(to(id, "cn-north-1")).toBe("UnsupportedOperationException");
    expect(to(single, OTHER_REGION)).toBe(notPrimary(arnOf(single)));
    world.pass(1000);
    // Recorded: docs/evidence/multi-region.md#not-a-primary.
    expect(to(id, "eu-west-1", { region: OTHER_REGION })).toBe(notPrimary(arnOf(id, OTHER_REGION)));
    expect(world.fault("UpdatePrimaryRegion", { KeyId: id, PrimaryRegion: "eu-west-1" })).toBe(
      `NotFoundException: Key '${arnOf(id, "eu-west-1")}' does not exist`,
    );
  });
});
