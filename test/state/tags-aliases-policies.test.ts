import { ACCOUNT, arnOf, DAY, REGION, START, World } from "./world";

const tag = (TagKey: string, TagValue = "") => ({ TagKey, TagValue });

describe("tags", () => {
  test("added, replaced and taken away; an unknown key is passed over (documented)", () => {
    const world = new World();
    const KeyId = world.createKey({ Tags: [tag("a", "1"), tag("b", "2")] });
    world.ok("TagResource", { KeyId, Tags: [tag("a", "3"), tag("c", "4")] });
    expect(world.ok("ListResourceTags", { KeyId }).Tags).toEqual([tag("a", "3"), tag("b", "2"), tag("c", "4")]);
    world.ok("UntagResource", { KeyId, TagKeys: ["b", "x"] });
    expect(world.ok("ListResourceTags", { KeyId })).toEqual({ Tags: [tag("a", "3"), tag("c", "4")], Truncated: false });
  });

  test("limits, counted over calls (recorded texts, docs/evidence/tags.md#refusals-of-tags)", () => {
    const world = new World();
    const KeyId = world.createKey({ Tags: Array.from({ length: 50 }, (_, n) => tag(`k${n}`)) });
    expect(world.fault("TagResource", { KeyId, Tags: [tag("one more")] })).toBe("TagException: Too many tags");
    world.ok("TagResource", { KeyId, Tags: [tag("k0", "new")] });
    expect(world.fault("TagResource", { KeyId, Tags: [tag("x"), tag("x")] })).toBe("TagException: Duplicate tag keys");
    expect(world.fault("TagResource", { KeyId, Tags: [tag("Aws:x")] })).toBe(
      "TagException: Tags beginning with aws: are reserved",
    );
  });

  test("a list that just fits its page is not truncated", () => {
    const world = new World();
    const KeyId = world.createKey({ Tags: [tag("a"), tag("b")] });
    const want = { Tags: [tag("a"), tag("b")], Truncated: false };
    expect(world.ok("ListResourceTags", { KeyId, Limit: 2 })).toEqual(want);
  });

  test("pages; a marker of another key is refused", () => {
    const world = new World();
    const KeyId = world.createKey({ Tags: ["a", "b", "c"].map((key) => tag(key)) });
    const page = world.ok("ListResourceTags", { KeyId, Limit: 2 });
    expect(page).toMatchObject({ Tags: [tag("a"), tag("b")], Truncated: true });
    const Marker = page.NextMarker!;
    expect(world.ok("ListResourceTags", { KeyId, Marker })).toEqual({ Tags: [tag("c")], Truncated: false });
    expect(world.fault("ListResourceTags", { KeyId: world.createKey(), Marker })).toBe("InvalidMarkerException");
  });
});

describe("aliases", () => {
  const PREFIX =
    'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html';
  const ALIAS_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:alias/a`;

  test("made, listed, moved and deleted", () => {
    const world = new World();
    const [one, two] = [world.createKey(), world.createKey()];
    expect(world.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: arnOf(one) })).toBeUndefined();
    world.pass(DAY);
    world.ok("UpdateAlias", { AliasName: "alias/a", TargetKeyId: two });
    expect(world.ok("ListAliases", {})).toEqual({
      Aliases: [
        {
          AliasArn: ALIAS_ARN,
          AliasName: "alias/a",
          CreationDate: START / 1000,
          LastUpdatedDate: (START + DAY) / 1000,
          TargetKeyId: two,
        },
      ],
      Truncated: false,
    });
    expect(world.ok("ListAliases", { KeyId: one }).Aliases).toEqual([]);
    expect(world.ok("ListAliases", { KeyId: two }).Aliases).toHaveLength(1);
    expect(world.ok("DescribeKey", { KeyId: "alias/a" }).KeyMetadata!.KeyId).toBe(two);
    world.ok("DeleteAlias", { AliasName: "alias/a" });
    expect(world.ok("ListAliases", {}).Aliases).toEqual([]);
    world.ok("DescribeKey", { KeyId: two });
  });

  test("refusals", () => {
    const world = new World("aliases: [{ name: alias/aws/s3 }]");
    const TargetKeyId = world.createKey();
    const create = (AliasName: string, target = TargetKeyId) =>
      world.fault("CreateAlias", { AliasName, TargetKeyId: target });
    // Recorded: docs/evidence/aliases.md#prefix.
    expect(create("a")).toBe(PREFIX);
    expect(create("alias/aws/mine")).toBe("InvalidAliasNameException");
    world.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId });
    expect(create("alias/a")).toBe(`AlreadyExistsException: An alias with the name ${ALIAS_ARN} already exists`);
    expect(create("alias/b", "alias/a")).toBe("ValidationException");
    expect(world.fault("DeleteAlias", { AliasName: "alias/none" })).toBe(
      `NotFoundException: Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/none is not found.`,
    );
    expect(world.fault("UpdateAlias", { AliasName: "alias/none", TargetKeyId })).toContain("NotFoundException: Alias");
    expect(world.fault("DeleteAlias", { AliasName: "alias/aws/s3" })).toBe("AccessDeniedException");
    const other = world.createKey({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
    expect(world.fault("UpdateAlias", { AliasName: "alias/a", TargetKeyId: other })).toBe("ValidationException");
  });

  test("at most 50 for a key (documented quota)", () => {
    const world = new World();
    const TargetKeyId = world.createKey();
    for (let n = 0; n < 50; n++) world.ok("CreateAlias", { AliasName: `alias/${n}`, TargetKeyId });
    expect(world.fault("CreateAlias", { AliasName: "alias/50", TargetKeyId })).toBe("LimitExceededException");
  });

  test("AWS's own: listed without a target until DescribeKey wakes them (documented)", () => {
    const world = new World("aliases: [{ name: alias/aws/s3 }]");
    expect(world.ok("ListAliases", {}).Aliases).toEqual([
      { AliasArn: `arn:aws:kms:${REGION}:${ACCOUNT}:alias/aws/s3`, AliasName: "alias/aws/s3" },
    ]);
    const { KeyMetadata } = world.ok("DescribeKey", { KeyId: "alias/aws/s3" });
    expect(world.ok("DescribeKey", { KeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:alias/aws/s3` }).KeyMetadata).toEqual(
      KeyMetadata,
    );
    expect(world.ok("ListAliases", {}).Aliases).toMatchObject([{ TargetKeyId: KeyMetadata!.KeyId }]);
    world.ok("GetKeyPolicy", { KeyId: KeyMetadata!.KeyId });
    expect(world.fault("TagResource", { KeyId: KeyMetadata!.KeyId, Tags: [] })).toContain("AccessDeniedException");
  });
});

describe("policies", () => {
  const allow = (principal: unknown, action: unknown = "kms:*") =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: action, Resource: "*" }],
    });
  const ALICE = { arn: `arn:aws:iam::${ACCOUNT}:user/Alice` };

  test("the default one, and one that was put, come back as text", () => {
    const world = new World();
    const KeyId = world.createKey();
    expect(JSON.parse(world.ok("GetKeyPolicy", { KeyId }).Policy!)).toMatchObject({
      Id: "key-default-1",
      Statement: [{ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*" }],
    });
    const Policy = allow("*");
    expect(world.ok("PutKeyPolicy", { KeyId, PolicyName: "default", Policy })).toBeUndefined();
    expect(world.ok("GetKeyPolicy", { KeyId })).toEqual({ Policy, PolicyName: "default" });
  });

  test("refusals", () => {
    const world = new World();
    const KeyId = world.createKey();
    const put = (Policy: string, more = {}) => world.fault("PutKeyPolicy", { KeyId, Policy, ...more });
    expect(put("{")).toBe("MalformedPolicyDocumentException");
    expect(put("[]")).toBe("MalformedPolicyDocumentException");
    expect(put(allow("*"), { PolicyName: "AWS_RAM" })).toBe(
      "ValidationException: The AWS_RAM policy can only be managed by the RAM service.",
    );
    expect(put(allow("*"), { PolicyName: "mine" })).toBe("NotFoundException: No such policy exists");
    expect(world.fault("GetKeyPolicy", { KeyId, PolicyName: "mine" })).toBe("NotFoundException: No such policy exists");
    const readOnly = allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, ["kms:Get*"]);
    expect(put(readOnly)).toContain("will not allow you to update the key policy");
    world.ok("PutKeyPolicy", { KeyId, Policy: readOnly, BypassPolicyLockoutSafetyCheck: true });
    // What the policy gives is what the caller may do from now on.
    world.ok("GetKeyPolicy", { KeyId });
    expect(world.fault("DisableKey", { KeyId })).toContain("AccessDeniedException");
    expect(put(allow("*"))).toContain("AccessDeniedException");
  });

  test.each([
    { principal: { AWS: ACCOUNT }, want: true },
    { principal: { AWS: [`arn:aws:iam::${ACCOUNT}:user/Alice`, "arn:aws:iam::444455556666:root"] }, want: true },
    { principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/Bob` }, want: false },
    { principal: { AWS: "arn:aws:iam::444455556666:root" }, want: false },
    { principal: { Service: "s3.amazonaws.com" }, want: false },
  ])("$principal as seen by Alice: $want", ({ principal, want }) => {
    const world = new World();
    const Policy = allow(principal);
    const outcome = world.call("CreateKey", { Policy }, { principal: ALICE });
    expect(outcome.kind === "success").toBe(want);
  });

  test("a caller without a name may be anybody of the account", () => {
    new World().createKey({ Policy: allow({ AWS: `arn:aws:iam::${ACCOUNT}:role/Admin` }) });
  });

  test("a denial wins", () => {
    const world = new World();
    const statements = [
      { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" },
      { Effect: "Deny", Principal: { AWS: "*" }, Action: "kms:EnableKeyRotation", Resource: "*" },
    ];
    const KeyId = world.createKey({ Policy: JSON.stringify({ Statement: statements }) });
    expect(world.fault("EnableKeyRotation", { KeyId })).toContain("AccessDeniedException");
    world.ok("DisableKeyRotation", { KeyId });
  });
});
