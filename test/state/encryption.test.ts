import { cloudTrailRecord } from "../../mock/engine/state/cloudtrail";
import { arnOf, World } from "./world";

const PLAINTEXT = Buffer.from("Hello World").toString("base64");

const last = (world: World) => cloudTrailRecord(world.events.at(-1)!);

describe("the CloudTrail record of Encrypt (docs/evidence/monitoring.md#encryption-records)", () => {
  test("has the algorithm, the context as it is and the material, and neither plaintext nor ciphertext", () => {
    const world = new World();
    const id = world.createKey();
    const context = { Department: "example" };
    const { CiphertextBlob } = world.ok("Encrypt", { KeyId: id, Plaintext: PLAINTEXT, EncryptionContext: context });
    expect(last(world)).toMatchObject({
      eventName: "Encrypt",
      requestParameters: { keyId: id, encryptionAlgorithm: "SYMMETRIC_DEFAULT", encryptionContext: context },
      responseElements: null,
      additionalEventData: {
        keyMaterialId: world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.CurrentKeyMaterialId,
      },
      readOnly: true,
      resources: [{ accountId: "111122223333", type: "AWS::KMS::Key", ARN: arnOf(id) }],
    });
    const all = JSON.stringify(world.events);
    expect(all).not.toContain(PLAINTEXT);
    expect(all).not.toContain(CiphertextBlob);
  });

  test("of a dry run has dryRun and the error, and no material", () => {
    const world = new World();
    world.fault("Encrypt", { KeyId: world.createKey(), Plaintext: PLAINTEXT, DryRun: true });
    expect(last(world)).toMatchObject({
      errorCode: "DryRunOperationException",
      errorMessage: "The request would have succeeded, but the DryRun option is set.",
      requestParameters: { dryRun: true },
    });
    expect(last(world)).not.toHaveProperty("additionalEventData");
  });
});

describe("an operation without a plaintext ignores the member of its sister, as every member that it does not have", () => {
  test.each([
    { operation: "GenerateDataKeyWithoutPlaintext", request: { KeySpec: "AES_256" } },
    { operation: "GenerateDataKeyPairWithoutPlaintext", request: { KeyPairSpec: "ECC_NIST_P256" } },
  ] as const)("$operation, Recipient", ({ operation, request }) => {
    const world = new World();
    const Recipient = { KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256" };
    const outcome = world.call(operation, { KeyId: world.createKey(), ...request, Recipient } as never);
    expect(outcome.kind).toBe("success");
  });
});
