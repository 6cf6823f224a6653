import { awsAliases } from "../../generated/service";
import type { TrentOperation } from "../../generated/types";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { ACCOUNT, DAY, type Elsewhere, REGION, START, World } from "./world";

/** Every account has them in every Region, most of them without a key until a service first uses one (documented). */
const EVERYWHERE: readonly (Required<Pick<Elsewhere, "account" | "region">> & { partition: string })[] = [
  { account: ACCOUNT, region: REGION, partition: "aws" },
  { account: ACCOUNT, region: "eu-west-1", partition: "aws" },
  { account: "444455556666", region: "ap-southeast-2", partition: "aws" },
  { account: "000000000000", region: "cn-north-1", partition: "aws-cn" },
  { account: ACCOUNT, region: "us-gov-west-1", partition: "aws-us-gov" },
];

/** A whole list, page by page. */
function pages(world: World, Limit: number, where: Elsewhere = {}): string[][] {
  const found: string[][] = [];
  for (let Marker: string | undefined; ; ) {
    const page = world.ok("ListAliases", { Limit, ...(Marker !== undefined && { Marker }) }, where);
    found.push(page.Aliases!.map(({ AliasName }) => AliasName!));
    expect(page.Truncated).toBe(page.NextMarker !== undefined);
    if (page.NextMarker === undefined) return found;
    Marker = page.NextMarker;
  }
}

describe.each(EVERYWHERE)("account $account in $region", ({ account, region, partition }) => {
  const where = { account, region };
  const arn = `arn:${partition}:kms:${region}:${account}:`;

  test("a new state lists them, by name and without a key", () => {
    const { Aliases, Truncated } = new World().ok("ListAliases", {}, where);
    expect(Truncated).toBe(false);
    expect(Aliases!.map(({ AliasName }) => AliasName)).toEqual([...awsAliases].sort());
    // Neither a target nor a date.
    expect(Aliases).toContainEqual({ AliasArn: `${arn}alias/aws/s3`, AliasName: "alias/aws/s3" });
    for (const entry of Aliases!) expect(Object.keys(entry)).toEqual(["AliasArn", "AliasName"]);
  });

  test.each(["alias/aws/s3", `${arn}alias/aws/ebs`])("DescribeKey of %s makes its key, once", (KeyId) => {
    const world = new World();
    const name = KeyId.replace(arn, "");
    const { KeyMetadata } = world.ok("DescribeKey", { KeyId }, where);
    expect(KeyMetadata).toMatchObject({
      AWSAccountId: account,
      Arn: `${arn}key/${KeyMetadata!.KeyId}`,
      KeyManager: "AWS",
      KeyState: "Enabled",
      KeySpec: "SYMMETRIC_DEFAULT",
      CreationDate: START / 1000,
      MultiRegion: false,
    });
    world.pass(DAY);
    for (const again of [name, `${arn}${name}`, KeyMetadata!.KeyId]) {
      expect(world.ok("DescribeKey", { KeyId: again }, where).KeyMetadata).toEqual(KeyMetadata);
    }
    const { Aliases } = world.ok("ListAliases", {}, where);
    expect(Aliases).toHaveLength(awsAliases.length);
    expect(Aliases!.filter(({ TargetKeyId }) => TargetKeyId !== undefined)).toEqual([
      {
        AliasArn: `${arn}${name}`,
        AliasName: name,
        CreationDate: START / 1000,
        LastUpdatedDate: START / 1000,
        TargetKeyId: KeyMetadata!.KeyId,
      },
    ]);
    expect(world.ok("ListKeys", {}, where).Keys).toEqual([{ KeyArn: KeyMetadata!.Arn, KeyId: KeyMetadata!.KeyId }]);
    expect(world.ok("ListAliases", { KeyId: KeyMetadata!.KeyId }, where).Aliases).toHaveLength(1);
  });
});

test("the document names those that people meet most", () => {
  for (const service of ["ebs", "s3", "rds", "ssm", "secretsmanager", "lambda", "dynamodb"]) {
    expect(awsAliases).toContain(`alias/aws/${service}`);
  }
});

test("a key that one account made is not there in another account or Region", () => {
  const world = new World();
  world.ok("DescribeKey", { KeyId: "alias/aws/s3" });
  expect(world.aliasNames()).toEqual(["alias/aws/s3"]);
  expect(world.aliasNames({ region: "eu-west-1" })).toEqual([]);
  expect(world.aliasNames({ account: "444455556666" })).toEqual([]);
});

test("the alias of another account leads to no key, and makes none", () => {
  const world = new World();
  const KeyId = `arn:aws:kms:${REGION}:444455556666:alias/aws/s3`;
  expect(world.fault("DescribeKey", { KeyId })).toBe(`NotFoundException: Alias ${KeyId} is not found.`);
  expect(world.ok("ListKeys", {}, { account: "444455556666" }).Keys).toEqual([]);
});

test("a name that AWS does not have is not found", () => {
  expect(new World().fault("DescribeKey", { KeyId: "alias/aws/nothing" })).toBe(
    `NotFoundException: Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/aws/nothing is not found.`,
  );
});

test("the key rotates every year (documented)", () => {
  const world = new World();
  const KeyId = world.ok("DescribeKey", { KeyId: "alias/aws/s3" }).KeyMetadata!.KeyId;
  expect(world.ok("GetKeyRotationStatus", { KeyId })).toMatchObject({
    KeyRotationEnabled: true,
    NextRotationDate: (START + 365 * DAY) / 1000,
    RotationPeriodInDays: 365,
  });
});

describe("nobody changes them", () => {
  const DENIED = "AccessDeniedException";
  const calls: readonly { operation: TrentOperation; request: object; used: string; unused: string }[] = [
    { operation: "DeleteAlias", request: {}, used: DENIED, unused: DENIED },
    { operation: "UpdateAlias", request: { TargetKeyId: "" }, used: DENIED, unused: DENIED },
    {
      operation: "CreateAlias",
      request: { TargetKeyId: "" },
      used: "InvalidAliasNameException",
      unused: "InvalidAliasNameException",
    },
  ];
  test.each(calls)("$operation: $unused while it has no key, $used later", ({ operation, request, used, unused }) => {
    const world = new World();
    const sent = { ...request, AliasName: "alias/aws/s3" };
    if ("TargetKeyId" in sent) sent.TargetKeyId = world.createKey();
    expect(world.fault(operation, sent as never).split(":")[0]).toBe(unused);
    world.ok("DescribeKey", { KeyId: "alias/aws/s3" });
    expect(world.fault(operation, sent as never).split(":")[0]).toBe(used);
    expect(world.aliasNames()).toEqual(["alias/aws/s3"]);
  });

  test("their key neither", () => {
    const world = new World();
    const KeyId = world.ok("DescribeKey", { KeyId: "alias/aws/s3" }).KeyMetadata!.KeyId;
    world.ok("GetKeyPolicy", { KeyId });
    for (const [operation, more] of [
      ["TagResource", { Tags: [] }],
      ["DisableKey", {}],
      ["EnableKeyRotation", {}],
      ["ScheduleKeyDeletion", {}],
    ] as const) {
      expect(world.fault(operation, { KeyId, ...more } as never)).toContain(`${DENIED}: User: `);
    }
  });
});

describe("in pages", () => {
  const sorted = [...awsAliases].sort();

  test.each([1, 2, 5, awsAliases.length - 1, awsAliases.length, 100])("of %d", (limit) => {
    const found = pages(new World(), limit);
    expect(found.flat()).toEqual(sorted);
    expect(found).toHaveLength(Math.ceil(sorted.length / limit));
  });

  test("between those of the account, used or not", () => {
    const world = new World();
    const TargetKeyId = world.createKey();
    for (const AliasName of ["alias/aa", "alias/zz", "alias/aws-not", "alias/AWS/s3"]) {
      world.ok("CreateAlias", { AliasName, TargetKeyId });
    }
    world.ok("DescribeKey", { KeyId: "alias/aws/s3" });
    const want = ["alias/AWS/s3", "alias/aa", "alias/aws-not", ...sorted, "alias/zz"];
    for (const limit of [1, 3, 100]) expect(pages(world, limit).flat()).toEqual(want);
  });

  test("one that gets its key between two pages is listed once", () => {
    const world = new World();
    const first = world.ok("ListAliases", { Limit: 3 });
    world.ok("DescribeKey", { KeyId: sorted[1]! });
    world.ok("DescribeKey", { KeyId: sorted[7]! });
    const rest = world.ok("ListAliases", { Limit: 100, Marker: first.NextMarker! });
    const names = [...first.Aliases!, ...rest.Aliases!].map(({ AliasName }) => AliasName);
    expect(names).toEqual(sorted);
    expect(world.aliasNames()).toEqual([sorted[1], sorted[7]]);
  });
});

test("a snapshot holds those that are used, and a restored state has all", () => {
  const world = new World();
  const { KeyMetadata } = world.ok("DescribeKey", { KeyId: "alias/aws/s3" });
  world.ok("DescribeKey", { KeyId: "alias/aws/ebs" });
  const json = JSON.parse(JSON.stringify(snapshot(world.state)));
  expect(json.aliases).toHaveLength(2);
  const restored = restore(json);
  expect(restored.aliasesAfter(ACCOUNT, REGION, "", 100)).toHaveLength(awsAliases.length);
  expect(restored.alias(ACCOUNT, REGION, "alias/aws/s3")!.target).toBe(KeyMetadata!.KeyId);
});

test("an alias of AWS of a fixture is the same one", () => {
  const world = new World("aliases: [{ name: alias/aws/s3 }]");
  expect(pages(world, 100).flat()).toEqual([...awsAliases].sort());
  world.ok("DescribeKey", { KeyId: "alias/aws/s3" });
  expect(pages(world, 100).flat()).toEqual([...awsAliases].sort());
});
