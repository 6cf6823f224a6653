import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisabledException,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UnsupportedOperationException,
} from "@aws-sdk/client-kms";
import { Served } from "./served";

/** The recorded transcripts of docs/evidence/README.md, walked with the JavaScript SDK. */
describe("recorded walks", () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start({ fixtures: "none" });
  });
  afterAll(() => served.stop());

  const makeKey = async (input: ConstructorParameters<typeof CreateKeyCommand>[0] = {}) =>
    (await served.kms.send(new CreateKeyCommand(input))).KeyMetadata!;
  const status = (KeyId: string) => served.kms.send(new GetKeyRotationStatusCommand({ KeyId }));
  const enable = (KeyId: string, RotationPeriodInDays?: number) =>
    served.kms.send(new EnableKeyRotationCommand({ KeyId, ...(RotationPeriodInDays && { RotationPeriodInDays }) }));

  test.each([90, 180])("enabled with a period of %d days, the status has it and the next date", async (days) => {
    const { Arn, KeyId } = await makeKey();
    await enable(KeyId!, days);
    const now = Date.now();
    const { $metadata: _, NextRotationDate, ...rest } = await status(KeyId!);
    expect(rest).toEqual({ KeyId: Arn, KeyRotationEnabled: true, RotationPeriodInDays: days });
    expect(Math.abs(NextRotationDate!.getTime() - now - days * 86_400_000)).toBeLessThan(5_000);
  });

  test("without a period it is 365 days, and a rotation on demand does not move the next date", async () => {
    const { KeyId } = await makeKey();
    await enable(KeyId!);
    const before = await status(KeyId!);
    await served.kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    const after = await status(KeyId!);
    expect(after).toMatchObject({ RotationPeriodInDays: 365, NextRotationDate: before.NextRotationDate });
    expect(after.OnDemandRotationStartDate).toBeInstanceOf(Date);
  });

  test("status false, enable, true, disable, false", async () => {
    const { KeyId } = await makeKey();
    const seen = [(await status(KeyId!)).KeyRotationEnabled];
    await enable(KeyId!);
    seen.push((await status(KeyId!)).KeyRotationEnabled);
    await served.kms.send(new DisableKeyRotationCommand({ KeyId }));
    seen.push((await status(KeyId!)).KeyRotationEnabled);
    expect(seen).toEqual([false, true, false]);
  });

  test("a disabled key refuses with its ARN", async () => {
    const { Arn, KeyId } = await makeKey();
    await served.kms.send(new DisableKeyCommand({ KeyId }));
    const error: unknown = await enable(KeyId!).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DisabledException);
    expect(error).toMatchObject({ message: `${Arn} is disabled.`, $metadata: { httpStatusCode: 400 } });
  });

  test("an RSA_4096 SIGN_VERIFY key refuses without a message", async () => {
    const { KeyId } = await makeKey({ KeySpec: "RSA_4096", KeyUsage: "SIGN_VERIFY" });
    const error: unknown = await enable(KeyId!).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UnsupportedOperationException);
    // The SDK's own word for an error that came without a message (docs/evidence/clients.md#unknown-errors, PROBE).
    expect(error).toMatchObject({ message: "UnknownError" });
  });

  test("the status of an EXTERNAL key is refused with its origin", async () => {
    const { Arn, KeyId } = await makeKey({ Origin: "EXTERNAL" });
    const error: unknown = await status(KeyId!).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UnsupportedOperationException);
    expect(error).toMatchObject({ message: `${Arn} origin is EXTERNAL which is not valid for this operation.` });
  });

  test("no rotations at first; after two years two, oldest first, with states and material", async () => {
    const { Arn, KeyId } = await makeKey();
    const none = await served.kms.send(new ListKeyRotationsCommand({ KeyId }));
    expect(none).toMatchObject({ Rotations: [], Truncated: false });
    await enable(KeyId!);
    await served.moveDays(731);
    const input = { KeyId, IncludeKeyMaterial: "ALL_KEY_MATERIAL" } as const;
    const { Rotations = [], Truncated } = await served.kms.send(new ListKeyRotationsCommand(input));
    expect(Truncated).toBe(false);
    expect(Rotations.map((r) => [r.KeyId, r.RotationType, r.KeyMaterialState])).toEqual([
      [Arn, undefined, "NON_CURRENT"],
      [Arn, "AUTOMATIC", "NON_CURRENT"],
      [Arn, "AUTOMATIC", "CURRENT"],
    ]);
    expect(new Set(Rotations.map((r) => r.KeyMaterialId)).size).toBe(3);
    for (const { KeyMaterialId } of Rotations) expect(KeyMaterialId).toMatch(/^[0-9a-f]{64}$/);
  });

  test("suspended while pending deletion, and back after cancel and enable", async () => {
    const { KeyId } = await makeKey();
    await enable(KeyId!, 120);
    await served.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect((await status(KeyId!)).KeyRotationEnabled).toBe(false);
    await served.kms.send(new CancelKeyDeletionCommand({ KeyId }));
    expect((await served.kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState).toBe("Disabled");
    await served.kms.send(new EnableKeyCommand({ KeyId }));
    expect(await status(KeyId!)).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 120 });
  });

  test("Terraform's order of calls for a key with rotation", async () => {
    const { KeyId } = await makeKey({ Description: "terraform", Tags: [{ TagKey: "Name", TagValue: "t" }] });
    const described = await served.kms.send(new DescribeKeyCommand({ KeyId }));
    expect(described.KeyMetadata?.KeyState).toBe("Enabled");
    const { Policy } = await served.kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
    expect(JSON.parse(Policy!)).toHaveProperty("Statement");
    const tags = await served.kms.send(new ListResourceTagsCommand({ KeyId }));
    expect(tags.Tags).toEqual([{ TagKey: "Name", TagValue: "t" }]);
    expect((await status(KeyId!)).KeyRotationEnabled).toBe(false);
    await enable(KeyId!);
    expect((await status(KeyId!)).KeyRotationEnabled).toBe(true);
    await served.kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: Policy! }));
    await served.kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: "Stage", TagValue: "dev" }] }));
    const scheduled = await served.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect(scheduled).toMatchObject({ KeyState: "PendingDeletion", PendingWindowInDays: 7 });
    expect((await served.kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState).toBe("PendingDeletion");
  });
});
