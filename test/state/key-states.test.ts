import { generateKeyPairSync } from "node:crypto";
import type { TrentOperation } from "../../generated/types";
import { OTHER_REGION, said, World } from "./world";

/** A key in each state, by fixture; the table's columns (docs/evidence/key-states.md#table). */
const UUID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const MRK = "mrk-1234abcd12ab34cd56ef1234567890ab";
const related = (state: string, more = "") => `
keys:
  - { id: ${MRK}, state: ${state}, ${more} multiRegion: { primary: home, replicas: [other] } }
  - { id: ${MRK}, region: other, ${more} multiRegion: { primary: home, replicas: [other] } }`;

const COLUMNS = {
  Enabled: { id: UUID, fixture: `keys: [{ id: ${UUID} }]` },
  Disabled: { id: UUID, fixture: `keys: [{ id: ${UUID}, state: Disabled }]` },
  PendingDeletion: { id: UUID, fixture: `keys: [{ id: ${UUID}, state: PendingDeletion }]` },
  PendingReplicaDeletion: { id: MRK, fixture: related("PendingReplicaDeletion") },
  PendingImport: { id: UUID, fixture: `keys: [{ id: ${UUID}, origin: EXTERNAL, state: PendingImport }]` },
  Unavailable: {
    id: UUID,
    fixture: `
stores: [{ id: cks-1, type: AWS_CLOUDHSM, connected: false }]
keys: [{ id: ${UUID}, origin: AWS_CLOUDHSM, store: cks-1 }]`,
  },
  Creating: { id: MRK, fixture: related("Creating") },
  Updating: { id: MRK, fixture: related("Updating") },
} as const;

type Column = keyof typeof COLUMNS;
const ALL = Object.keys(COLUMNS) as Column[];

/** What a cell wants; ARN stands for the key's. */
const OK = "ok";
const N1 = "DisabledException: ARN is disabled.";
const N3 = "KMSInvalidStateException: ARN is pending deletion.";
const N4 = "KMSInvalidStateException: ARN is not pending deletion.";
const N5 = "KMSInvalidStateException: ARN is pending import.";
const N6 = "UnsupportedOperationException: ARN origin is EXTERNAL which is not valid for this operation.";
const N7 = "UnsupportedOperationException: ARN origin is AWS_CLOUDHSM which is not valid for this operation.";
const N11 = "KMSInvalidStateException: ARN is unavailable.";
const N14 = "KMSInvalidStateException: ARN is creating.";
const N15 = "KMSInvalidStateException: ARN is updating.";
/** Recorded for a key that is no primary: docs/evidence/multi-region.md#primary-comes-first. */
const NOT_PRIMARY = "UnsupportedOperationException: ARN is not a multi-region primary key.";

interface Row {
  readonly operations: readonly TrentOperation[];
  readonly source: string;
  readonly want: Readonly<Record<Column, string>>;
}

const every = (want: string) => Object.fromEntries(ALL.map((column) => [column, want])) as Record<Column, string>;

const TABLE: readonly Row[] = [
  {
    operations: ["EnableKeyRotation", "DisableKeyRotation"],
    source: "docs/evidence/key-states.md#table for Disabled; 5.1 for PendingImport",
    want: {
      Enabled: OK,
      Disabled: N1,
      PendingDeletion: N3,
      PendingReplicaDeletion: N3,
      PendingImport: N6,
      Unavailable: N7,
      Creating: N14,
      Updating: OK,
    },
  },
  {
    operations: ["GetKeyRotationStatus"],
    source: "docs/evidence/key-states.md#table for PendingImport",
    want: { ...every(OK), PendingImport: N6, Unavailable: N7 },
  },
  {
    operations: ["DescribeKey", "ListResourceTags"],
    source: "docs/evidence/key-states.md#table",
    want: every(OK),
  },
  {
    operations: ["EnableKey", "DisableKey"],
    source: "docs/evidence/key-states.md#table for Unavailable",
    want: {
      ...every(OK),
      PendingDeletion: N3,
      PendingReplicaDeletion: N3,
      PendingImport: N5,
      Creating: N14,
      Updating: N15,
    },
  },
  {
    operations: ["ScheduleKeyDeletion"],
    source: "docs/evidence/key-states.md#table",
    want: { ...every(OK), PendingDeletion: N3, PendingReplicaDeletion: N3, Updating: N15 },
  },
  {
    operations: ["CancelKeyDeletion"],
    source: "docs/evidence/key-states.md#table",
    want: { ...every(N4), PendingDeletion: OK, PendingReplicaDeletion: OK },
  },
  {
    operations: ["TagResource", "UntagResource"],
    source: "docs/evidence/key-states.md#table",
    want: { ...every(OK), PendingDeletion: N3, PendingReplicaDeletion: N3 },
  },
  {
    operations: ["ReplicateKey"],
    source: "docs/evidence/multi-region.md#primary-comes-first; the keys of the last three columns are primaries",
    want: { ...every(NOT_PRIMARY), PendingReplicaDeletion: N3, Creating: OK, Updating: N15 },
  },
  {
    operations: ["RotateKeyOnDemand"],
    source:
      "no row in docs/evidence/key-states.md#table: recorded for Disabled and PendingImport (docs/evidence/on-demand-rotation.md#disabled-key), else by analogy",
    want: {
      Enabled: OK,
      Disabled: N1,
      PendingDeletion: N3,
      PendingReplicaDeletion: N3,
      PendingImport: N5,
      Unavailable: N7,
      Creating: N14,
      Updating: OK,
    },
  },
  {
    operations: ["ListKeyRotations"],
    source: "no row in docs/evidence/key-states.md#table: inferred, the key's state does not matter",
    want: { ...every(OK), Unavailable: N7 },
  },
  {
    operations: ["CreateAlias", "UpdateKeyDescription"],
    source: "no row in docs/evidence/key-states.md#table: rule pending-deletion of the document",
    want: { ...every(OK), PendingDeletion: N3, PendingReplicaDeletion: N3 },
  },
  {
    operations: ["GetKeyPolicy", "PutKeyPolicy"],
    source: "no row in docs/evidence/key-states.md#table: the document has no rule on the state",
    want: every(OK),
  },
  {
    operations: [
      "Encrypt",
      "GenerateDataKey",
      "GenerateDataKeyWithoutPlaintext",
      "GenerateDataKeyPairWithoutPlaintext",
    ],
    source: "docs/evidence/key-states.md#table; measured for PendingDeletion (docs/evidence/encryption.md#key-states)",
    want: {
      Enabled: OK,
      Disabled: N1,
      PendingDeletion: N3,
      PendingReplicaDeletion: N3,
      PendingImport: N5,
      Unavailable: N11,
      Creating: N14,
      Updating: OK,
    },
  },
];

/** The rows of keys of another kind: their columns, without those in which such a key cannot be. */
const OTHER_KINDS: readonly {
  readonly operations: readonly TrentOperation[];
  readonly kind: string;
  readonly disabled: string;
  /** What the request of this test gets where the state refuses nothing. */
  readonly usable?: string;
}[] = [
  { operations: ["GenerateMac"], kind: "spec: HMAC_256, usage: GENERATE_VERIFY_MAC,", disabled: N1 },
  {
    operations: ["VerifyMac"],
    kind: "spec: HMAC_256, usage: GENERATE_VERIFY_MAC,",
    disabled: N1,
    usable: "KMSInvalidMacException",
  },
  {
    operations: ["Verify"],
    kind: "spec: ECC_NIST_P256, usage: SIGN_VERIFY,",
    disabled: N1,
    usable: "KMSInvalidSignatureException",
  },
  { operations: ["Sign"], kind: "spec: ECC_NIST_P256, usage: SIGN_VERIFY,", disabled: N1 },
  { operations: ["GetPublicKey"], kind: "spec: ECC_NIST_P256, usage: SIGN_VERIFY,", disabled: OK },
  { operations: ["DeriveSharedSecret"], kind: "spec: ECC_NIST_P256, usage: KEY_AGREEMENT,", disabled: N1 },
  {
    operations: ["Encapsulate", "Decapsulate"],
    kind: "spec: ML_KEM_512, usage: ENCAPSULATE_DECAPSULATE,",
    disabled: N1,
  },
];

describe.each(OTHER_KINDS)(
  "$operations ($kind), docs/evidence/signing.md#key-states",
  ({ operations, kind, disabled, usable = OK }) => {
    const want: Partial<Record<Column, string>> = {
      Enabled: usable,
      Disabled: disabled,
      PendingDeletion: N3,
      PendingReplicaDeletion: N3,
      PendingImport: N5,
      Creating: N14,
      Updating: usable,
    };
    const cells = operations.flatMap((operation) =>
      (Object.keys(want) as Column[]).map((column) => ({ operation, column, expected: want[column] })),
    );
    test.each(cells)("$operation of a key in state $column: $expected", ({ operation, column, expected }) => {
      const { id, fixture } = COLUMNS[column];
      const world = new World(fixture.replaceAll("{ id: ", `{ ${kind} id: `));
      const outcome = world.call(operation, { KeyId: id, ...REQUESTS[operation] } as never);
      expect(said(outcome).replace(/arn:\S+/, "ARN")).toBe(expected);
    });
  },
);

const POLICY = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}';

const PEER = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .publicKey.export({ format: "der", type: "spki" })
  .toString("base64");

const REQUESTS: Partial<Record<TrentOperation, Readonly<Record<string, unknown>>>> = {
  TagResource: { Tags: [{ TagKey: "Purpose", TagValue: "Test" }] },
  UntagResource: { TagKeys: ["Purpose"] },
  ReplicateKey: { ReplicaRegion: "eu-west-1" },
  UpdateKeyDescription: { Description: "new" },
  PutKeyPolicy: { Policy: POLICY },
  Encrypt: { Plaintext: "QQ==" },
  GenerateDataKeyPairWithoutPlaintext: { KeyPairSpec: "ECC_NIST_P256" },
  GenerateMac: { Message: "QQ==", MacAlgorithm: "HMAC_SHA_256" },
  Verify: { Message: "QQ==", SigningAlgorithm: "ECDSA_SHA_256", Signature: "QQ==" },
  VerifyMac: { Message: "QQ==", MacAlgorithm: "HMAC_SHA_256", Mac: "QQ==" },
  Sign: { Message: "QQ==", SigningAlgorithm: "ECDSA_SHA_256" },
  DeriveSharedSecret: { KeyAgreementAlgorithm: "ECDH", PublicKey: PEER },
  Encapsulate: { EncapsulationAlgorithm: "ML_KEM" },
  Decapsulate: { EncapsulationAlgorithm: "ML_KEM", SharedSecretCiphertextBlob: Buffer.alloc(768).toString("base64") },
  GenerateDataKey: { KeySpec: "AES_256" },
  GenerateDataKeyWithoutPlaintext: { KeySpec: "AES_256" },
};

describe.each(TABLE)("$operations ($source)", ({ operations, want }) => {
  const cells = operations.flatMap((operation) => ALL.map((column) => ({ operation, column, want: want[column] })));

  test.each(cells)("$operation of a key in state $column: $want", ({ operation, column, want: expected }) => {
    const { id, fixture } = COLUMNS[column];
    const world = new World(fixture);
    expect(world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.KeyState).toBe(column);
    const request =
      operation === "CreateAlias"
        ? { AliasName: "alias/new", TargetKeyId: id }
        : { KeyId: id, ...(REQUESTS[operation] ?? {}) };
    const before = JSON.stringify(world.ok("DescribeKey", { KeyId: id }));
    const outcome = world.call(operation, request as never);
    expect(said(outcome).replace(/arn:\S+/, "ARN")).toBe(expected);
    if (outcome.kind === "refusal") expect(JSON.stringify(world.ok("DescribeKey", { KeyId: id }))).toBe(before);
  });
});

describe("ReplicateKey of a primary, by its state", () => {
  const cells = [
    { state: "Enabled", want: OK },
    { state: "Disabled", want: N1 },
    { state: "PendingDeletion", want: N3 },
    { state: "PendingReplicaDeletion", want: N3 },
    { state: "PendingImport", want: N5, more: "origin: EXTERNAL," },
    { state: "Updating", want: N15 },
  ];
  test.each(cells)("$state: $want", ({ state, want, more }) => {
    const outcome = new World(related(state, more)).call("ReplicateKey", { KeyId: MRK, ReplicaRegion: "eu-west-1" });
    expect(said(outcome).replace(/arn:\S+/, "ARN")).toBe(want);
  });
});

test("note 12: an unavailable key that is disabled and enabled stays unavailable", () => {
  const { id, fixture } = COLUMNS.Unavailable;
  const world = new World(fixture);
  world.ok("DisableKey", { KeyId: id });
  world.ok("EnableKey", { KeyId: id });
  expect(world.ok("DescribeKey", { KeyId: id }).KeyMetadata).toMatchObject({ KeyState: "Unavailable", Enabled: false });
});

describe("states that pass by themselves", () => {
  test("a replica is Creating, then Enabled", () => {
    const world = new World();
    const id = world.createKey({ MultiRegion: true });
    const { ReplicaKeyMetadata } = world.ok("ReplicateKey", { KeyId: id, ReplicaRegion: OTHER_REGION });
    expect(ReplicaKeyMetadata).toMatchObject({ KeyState: "Creating", Enabled: false, MultiRegion: true });
    const state = () => world.ok("DescribeKey", { KeyId: id }, { region: OTHER_REGION }).KeyMetadata!.KeyState;
    world.pass(999);
    expect(state()).toBe("Creating");
    world.pass(1);
    expect(state()).toBe("Enabled");
  });

  test("UpdatePrimaryRegion: both keys are Updating, then Enabled with their parts changed", () => {
    const world = new World();
    const id = world.createKey({ MultiRegion: true });
    world.ok("ReplicateKey", { KeyId: id, ReplicaRegion: OTHER_REGION });
    world.pass(1000);
    world.ok("UpdatePrimaryRegion", { KeyId: id, PrimaryRegion: OTHER_REGION });
    const states = () =>
      [{}, { region: OTHER_REGION }].map((where) => {
        const { KeyState, MultiRegionConfiguration } = world.ok("DescribeKey", { KeyId: id }, where).KeyMetadata!;
        return `${KeyState} ${MultiRegionConfiguration!.MultiRegionKeyType}`;
      });
    expect(states()).toEqual(["Updating REPLICA", "Updating PRIMARY"]);
    world.pass(1000);
    expect(states()).toEqual(["Enabled REPLICA", "Enabled PRIMARY"]);
  });
});
