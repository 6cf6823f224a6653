import type { TrentOperation } from "../../generated/types";
import { cloudTrailRecord } from "../../mock/engine/state/cloudtrail";
import { eventBridgeEvent } from "../../mock/engine/state/eventbridge";
import { importInto } from "./importing";
import { arnOf, DAY, REGION, World } from "./world";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The record of the last event. */
function last(world: World) {
  return cloudTrailRecord(world.events.at(-1)!);
}

describe("CloudTrail (docs/evidence/monitoring.md#cloudtrail-record)", () => {
  test("EnableKeyRotation: parameters in lowerCamel, keyId as sent, the ARN as responseElements since December 2022", () => {
    const world = new World();
    const id = world.createKey();
    const principal = { arn: "arn:aws:iam::111122223333:user/Alice", accessKeyId: "EXAMPLE_KEY_ID", userName: "Alice" };
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 180 }, { principal });
    expect(last(world)).toEqual({
      eventVersion: "1.08",
      userIdentity: {
        type: "IAMUser",
        principalId: "EX_PRINCIPAL_ID",
        arn: principal.arn,
        accountId: "111122223333",
        accessKeyId: "EXAMPLE_KEY_ID",
        userName: "Alice",
      },
      eventTime: "2026-01-15T12:00:00Z",
      eventSource: "kms.amazonaws.com",
      eventName: "EnableKeyRotation",
      awsRegion: REGION,
      sourceIPAddress: "127.0.0.1",
      userAgent: "unknown",
      requestParameters: { keyId: id, rotationPeriodInDays: 180 },
      responseElements: { keyId: arnOf(id) },
      requestID: expect.stringMatching(UUID),
      eventID: expect.stringMatching(UUID),
      readOnly: false,
      resources: [{ accountId: "111122223333", type: "AWS::KMS::Key", ARN: arnOf(id) }],
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: "111122223333",
      eventCategory: "Management",
    });
  });

  test.each([
    { region: "us-east-1", arn: "arn:aws:iam::111122223333:root" },
    { region: "cn-north-1", arn: "arn:aws-cn:iam::111122223333:root" },
  ])("a caller without a name in $region is $arn", ({ region, arn }) => {
    const world = new World();
    world.ok("ListKeys", {}, { region });
    expect(last(world).userIdentity).toEqual({
      type: "Root",
      principalId: "111122223333",
      arn,
      accountId: "111122223333",
    });
  });

  test.each([
    { KeyId: "arn:aws:kms:us-east-1:444455556666:key/KEY", want: "AccessDenied" },
    { KeyId: "fake-key-id", want: "NotFoundException" },
  ])("errorCode $want: a denial without its suffix, another error with it (inferred)", ({ KeyId, want }) => {
    const world = new World();
    const id = world.createKey({}, { account: "444455556666" });
    world.fault("EnableKeyRotation", { KeyId: KeyId.replace("KEY", id) });
    expect(last(world).errorCode).toBe(want);
  });

  test.each<{ operation: TrentOperation; readOnly: boolean; response: string }>([
    { operation: "DisableKeyRotation", readOnly: false, response: "null" },
    { operation: "GetKeyRotationStatus", readOnly: true, response: "null" },
    { operation: "RotateKeyOnDemand", readOnly: false, response: '{"keyId":"ARN"}' },
    { operation: "DescribeKey", readOnly: true, response: "null" },
    { operation: "DisableKey", readOnly: false, response: '{"keyId":"ARN"}' },
  ])("$operation: readOnly $readOnly, responseElements $response", ({ operation, readOnly, response }) => {
    const world = new World();
    const id = world.createKey();
    world.ok(operation, { KeyId: id } as never);
    const record = last(world);
    expect(record).toMatchObject({ eventName: operation, readOnly, requestParameters: { keyId: id } });
    expect(JSON.stringify(record.responseElements).replace(arnOf(id), "ARN")).toBe(response);
  });

  test("RotateKey: an AwsServiceEvent without a request, with old and new material", () => {
    const world = new World();
    const id = world.createKey();
    const material = () => world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.CurrentKeyMaterialId;
    const before = material();
    world.ok("EnableKeyRotation", { KeyId: id });
    world.pass(366 * DAY);
    const event = world.events.at(-1)!;
    const record = cloudTrailRecord(event);
    expect(record).toMatchObject({
      eventName: "RotateKey",
      eventType: "AwsServiceEvent",
      eventTime: "2027-01-15T12:00:00Z",
      userIdentity: { accountId: "111122223333", invokedBy: "AWS Internal" },
      requestParameters: null,
      responseElements: null,
      serviceEventDetails: {
        rotationType: "AUTOMATIC",
        keyOrigin: "AWS_KMS",
        previousKeyMaterialId: before,
        currentKeyMaterialId: material(),
        keyId: id,
      },
    });
    expect(record).not.toHaveProperty("requestID");
    expect(eventBridgeEvent(event)).toEqual({
      version: "0",
      id: expect.stringMatching(UUID),
      "detail-type": "KMS CMK Rotation",
      source: "aws.kms",
      account: "111122223333",
      time: "2027-01-15T12:00:00Z",
      region: REGION,
      resources: [arnOf(id)],
      detail: { "key-id": id },
    });
  });

  test("an on-demand rotation is told to both as well", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("RotateKeyOnDemand", { KeyId: id });
    world.pass(1000);
    expect(last(world)).toMatchObject({ serviceEventDetails: { rotationType: "ON_DEMAND" } });
    expect(eventBridgeEvent(world.events.at(-1)!)).toMatchObject({ "detail-type": "KMS CMK Rotation" });
  });

  test("each call leaves exactly one record, a refused one with its error", () => {
    const world = new World();
    world.fault("DescribeKey", { KeyId: "fake-key-id" });
    expect(world.events).toHaveLength(1);
    expect(last(world)).toMatchObject({
      errorCode: "NotFoundException",
      errorMessage: "Invalid keyId 'fake-key-id'",
      responseElements: null,
    });
    expect(last(world)).not.toHaveProperty("resources");
  });

  test("CreateGrant: the caller's own names stay as they are, the key's ARN as responseElements besides the id", () => {
    const world = new World();
    const id = world.createKey();
    const GranteePrincipal = "arn:aws:iam::111122223333:role/Reader";
    const Constraints = { EncryptionContextSubset: { Department: "IT" } };
    const request = { KeyId: id, GranteePrincipal, Operations: ["Decrypt" as const], Constraints };
    const { GrantId, GrantToken } = world.ok("CreateGrant", request);
    expect(last(world)).toMatchObject({ readOnly: false, resources: [{ ARN: arnOf(id) }] });
    expect(last(world).requestParameters).toEqual({
      keyId: id,
      granteePrincipal: GranteePrincipal,
      operations: ["Decrypt"],
      constraints: { encryptionContextSubset: { Department: "IT" } },
    });
    expect(last(world).responseElements).toEqual({ grantId: GrantId, keyId: arnOf(id) });
    expect(JSON.stringify(world.events)).not.toContain(GrantToken);
  });

  test.each(["token", "id"] as const)("RetireGrant by %s: no request, the grant's id as additionalEventData", (by) => {
    const world = new World();
    const id = world.createKey();
    const GranteePrincipal = "arn:aws:iam::111122223333:role/Reader";
    const { GrantId, GrantToken } = world.ok("CreateGrant", { KeyId: id, GranteePrincipal, Operations: ["Decrypt"] });
    const request = by === "token" ? { GrantToken: GrantToken! } : { KeyId: id, GrantId: GrantId! };
    world.fault("RetireGrant", { ...request, DryRun: true });
    expect(last(world)).toMatchObject({ errorCode: "DryRunOperationException", requestParameters: null });
    world.ok("RetireGrant", request);
    expect(last(world)).toMatchObject({
      readOnly: false,
      requestParameters: null,
      responseElements: { keyId: arnOf(id) },
      additionalEventData: { grantId: GrantId },
      resources: [{ ARN: arnOf(id) }],
    });
    expect(JSON.stringify(world.events)).not.toContain(GrantToken);
  });

  test("RevokeGrant: keyId and grantId; a dry run has its flag and its error", () => {
    const world = new World();
    const id = world.createKey();
    const GranteePrincipal = "arn:aws:iam::111122223333:role/Reader";
    const { GrantId } = world.ok("CreateGrant", { KeyId: id, GranteePrincipal, Operations: ["Decrypt"] });
    const request = { KeyId: id, GrantId: GrantId! };
    world.fault("RevokeGrant", { ...request, DryRun: true });
    const requestParameters = { keyId: id, grantId: GrantId };
    expect(last(world)).toMatchObject({
      errorCode: "DryRunOperationException",
      requestParameters: { ...requestParameters, dryRun: true },
    });
    world.ok("RevokeGrant", request);
    expect(last(world)).toMatchObject({ requestParameters, responseElements: { keyId: arnOf(id) } });
  });

  test("a grant token is in no event", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("DescribeKey", { KeyId: id, GrantTokens: ["very-secret-token"] });
    expect(JSON.stringify(world.events) + JSON.stringify(last(world))).not.toContain("very-secret-token");
  });
});

describe("imports (docs/evidence/imports.md#importkeymaterial-record)", () => {
  const KEY = "00000000-0000-4000-8000-000000000001";

  test("ImportKeyMaterial: the time as a text, and neither the token nor the material", () => {
    const world = new World();
    const id = world.createKey({ Origin: "EXTERNAL" });
    const ValidTo = Date.UTC(2026, 4, 21, 5, 47, 45) / 1000;
    const request = { ExpirationModel: "KEY_MATERIAL_EXPIRES", KeyMaterialDescription: "ours", ValidTo } as const;
    const keyMaterialId = importInto(world, id, undefined, request);
    expect(last(world)).toMatchObject({
      eventName: "ImportKeyMaterial",
      readOnly: false,
      responseElements: { keyId: arnOf(id), keyMaterialId },
    });
    expect(last(world).requestParameters).toEqual({
      keyId: id,
      expirationModel: "KEY_MATERIAL_EXPIRES",
      keyMaterialDescription: "ours",
      validTo: "May 21, 2026, 5:47:45 AM",
    });
  });

  test("GetParametersForImport is read-only, and its record has no answer", () => {
    const world = new World();
    const id = world.createKey({ Origin: "EXTERNAL" });
    world.ok("GetParametersForImport", {
      KeyId: id,
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
      WrappingKeySpec: "RSA_2048",
    });
    expect(last(world)).toMatchObject({
      requestParameters: { keyId: id, wrappingAlgorithm: "RSAES_OAEP_SHA_256", wrappingKeySpec: "RSA_2048" },
      responseElements: null,
      readOnly: true,
    });
  });

  test("expiry: DeleteExpiredKeyMaterial with the material's id, and its event on EventBridge", () => {
    const world = new World(`keys: [{ id: ${KEY}, origin: EXTERNAL, imported: { expires: +1d } }]`);
    const { CurrentKeyMaterialId } = world.ok("DescribeKey", { KeyId: KEY }).KeyMetadata!;
    world.pass(DAY);
    expect(last(world)).toMatchObject({
      eventName: "DeleteExpiredKeyMaterial",
      eventType: "AwsServiceEvent",
      serviceEventDetails: { keyId: KEY, keyMaterialId: CurrentKeyMaterialId },
      requestParameters: null,
    });
    expect(eventBridgeEvent(world.events.at(-1)!)).toMatchObject({
      "detail-type": "KMS Imported Key Material Expiration",
      resources: [arnOf(KEY)],
      detail: { "key-id": KEY },
    });
  });
});
