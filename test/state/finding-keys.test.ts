import { ACCOUNT, arnOf, OTHER_REGION, REGION, World } from "./world";

const UNKNOWN = "00000000-0000-4000-8000-00000000abcd";
const MRK = "mrk-00000000000040008000000000000001";

/** A call of each operation that takes a KeyId, on the key given. */
const CALLS = {
  DescribeKey: {},
  EnableKey: {},
  DisableKey: {},
  EnableKeyRotation: {},
  DisableKeyRotation: {},
  GetKeyRotationStatus: {},
  ListKeyRotations: {},
  RotateKeyOnDemand: {},
  ScheduleKeyDeletion: {},
  CancelKeyDeletion: {},
  ReplicateKey: { ReplicaRegion: "eu-west-1" },
  UpdatePrimaryRegion: { PrimaryRegion: "eu-west-1" },
  TagResource: { Tags: [] },
  UntagResource: { TagKeys: ["a"] },
  ListResourceTags: {},
  ListAliases: {},
  GetKeyPolicy: {},
  PutKeyPolicy: { Policy: "{}" },
  UpdateKeyDescription: { Description: "" },
} as const;

type Called = keyof typeof CALLS;
const OPERATIONS = Object.keys(CALLS) as Called[];

function fault(world: World, operation: Called, KeyId: string, where = {}): string {
  return world.fault(operation, { KeyId, ...CALLS[operation] } as never, where);
}

describe.each(OPERATIONS)("%s", (operation) => {
  test.each([
    { KeyId: UNKNOWN, want: `NotFoundException: Key '${arnOf(UNKNOWN)}' does not exist`, source: "row 11" },
    { KeyId: arnOf(UNKNOWN), want: `NotFoundException: Key '${arnOf(UNKNOWN)}' does not exist`, source: "row 11" },
    { KeyId: arnOf(MRK), want: `NotFoundException: Key '${arnOf(MRK)}' does not exist`, source: "row 11" },
    { KeyId: "fake-key-id", want: "NotFoundException: Invalid keyId 'fake-key-id'", source: "row 10" },
    {
      KeyId: "1234abcd12ab34cd56ef1234567890ab",
      want: "NotFoundException: Invalid keyId '1234abcd12ab34cd56ef1234567890ab'",
      source: "row 10",
    },
    { KeyId: "mrk-fake-key-id", want: "NotFoundException: Invalid keyId 'mrk-fake-key-id'", source: "row 10" },
    { KeyId: arnOf(UNKNOWN, "us-west-1"), want: "NotFoundException: Invalid arn us-west-1", source: "row 12" },
    { KeyId: "arn:aws:s3:::bucket", want: "InvalidArnException", source: "model" },
    { KeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:store/x`, want: "InvalidArnException", source: "model" },
  ])("$KeyId: $want (docs/evidence/finding-keys.md $source)", ({ KeyId, want }) => {
    expect(fault(new World(), operation, KeyId)).toBe(want);
  });

  test("a key of another Region does not exist here (row 12)", () => {
    const world = new World();
    const id = world.createKey({}, { region: OTHER_REGION });
    expect(fault(world, operation, id)).toBe(`NotFoundException: Key '${arnOf(id)}' does not exist`);
  });

  test("an alias", () => {
    const world = new World();
    world.ok("CreateAlias", { AliasName: "alias/mine", TargetKeyId: world.createKey() });
    const refused = "InvalidArnException: Key Aliases are not supported for this operation.";
    const sent = ["alias/mine", `arn:aws:kms:${REGION}:${ACCOUNT}:alias/mine`];
    // DescribeKey takes one (documented); the others refuse it (recorded on sister operations, docs/evidence/finding-keys.md#alias-where-a-key-is-needed).
    if (operation === "DescribeKey") for (const KeyId of sent) world.ok("DescribeKey", { KeyId });
    else expect(sent.map((KeyId) => fault(world, operation, KeyId))).toEqual([refused, refused]);
  });
});

describe("keys of another account", () => {
  const OTHER = "444455556666";
  const POLICY = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: "kms:*", Resource: "*" },
      {
        Effect: "Allow",
        Principal: { AWS: ACCOUNT },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });

  test.each(OPERATIONS)("%s by ARN: only where it has cross-account use and the policy allows it", (operation) => {
    const world = new World();
    const shared = world.createKey({ Policy: POLICY }, { account: OTHER });
    const own = world.createKey({}, { account: OTHER });
    const reach = operation === "DescribeKey" || operation === "GetKeyRotationStatus";
    if (reach) world.ok(operation, { KeyId: arnOf(shared, REGION, OTHER) });
    for (const id of reach ? [own] : [own, shared]) {
      expect(fault(world, operation, arnOf(id, REGION, OTHER))).toBe(
        `AccessDeniedException: User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: kms:${operation} on resource: ${arnOf(id, REGION, OTHER)} because no resource-based policy allows the kms:${operation} action`,
      );
    }
    // Its bare id names no key of the caller's account.
    expect(fault(world, operation, shared)).toBe(`NotFoundException: Key '${arnOf(shared)}' does not exist`);
  });

  test("an alias ARN of another account is accepted by DescribeKey (documented)", () => {
    const world = new World();
    const id = world.createKey({ Policy: POLICY }, { account: OTHER });
    world.ok("CreateAlias", { AliasName: "alias/shared", TargetKeyId: id }, { account: OTHER });
    const found = world.ok("DescribeKey", { KeyId: `arn:aws:kms:${REGION}:${OTHER}:alias/shared` });
    expect(found.KeyMetadata).toMatchObject({ KeyId: id, AWSAccountId: OTHER });
  });
});

test("an unknown alias (recorded on DescribeKey: cloudposse/docs#152)", () => {
  expect(new World().fault("DescribeKey", { KeyId: "alias/none" })).toBe(
    `NotFoundException: Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/none is not found.`,
  );
});

test.each([
  { region: "cn-north-1", partition: "aws-cn" },
  { region: "us-gov-west-1", partition: "aws-us-gov" },
])("ARNs of $region are in $partition", ({ region, partition }) => {
  const world = new World();
  const { KeyMetadata } = world.ok("CreateKey", {}, { region });
  expect(KeyMetadata!.Arn).toBe(`arn:${partition}:kms:${region}:${ACCOUNT}:key/${KeyMetadata!.KeyId}`);
  world.ok("DescribeKey", { KeyId: KeyMetadata!.Arn! }, { region });
  expect(world.fault("DescribeKey", { KeyId: KeyMetadata!.Arn!.replace(partition, "aws") }, { region })).toBe(
    "InvalidArnException",
  );
});
