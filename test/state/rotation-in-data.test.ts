import nodeCrypto from "node:crypto";
import { cloudTrailRecord } from "../../mock/engine/state/cloudtrail";
import { eventBridgeEvent } from "../../mock/engine/state/eventbridge";
import { materialBytes } from "../../mock/engine/state/key-material";
import { createNodeCryptography } from "../../mock/node-cryptography/node-cryptography";
import { ACCOUNT, DAY, REGION, World } from "./world";

const SECRET = Buffer.from("a secret that nobody may see in a log");

/** A year of a key that rotates every 90 days, with a ciphertext before and after each rotation. */
function year() {
  const world = new World();
  const id = world.createKey();
  const encrypt = () => world.ok("Encrypt", { KeyId: id, Plaintext: SECRET.toString("base64") }).CiphertextBlob!;
  const current = () => world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.CurrentKeyMaterialId!;
  world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
  const made = [{ blob: encrypt(), material: current() }];
  for (let quarter = 0; quarter < 4; quarter++) {
    world.pass(90 * DAY);
    made.push({ blob: encrypt(), material: current() });
  }
  world.pass(6 * DAY);
  return { world, id, made };
}

describe("rotation is seen in the data", () => {
  const { world, id, made } = year();

  test("four rotations gave five materials, which ListKeyRotations lists in this order", () => {
    const { Rotations } = world.ok("ListKeyRotations", { KeyId: id, IncludeKeyMaterial: "ALL_KEY_MATERIAL" });
    expect(Rotations!.map(({ KeyMaterialId }) => KeyMaterialId)).toEqual(made.map(({ material }) => material));
    expect(new Set(made.map(({ material }) => material)).size).toBe(5);
    expect(Rotations!.at(-1)!.KeyMaterialState).toBe("CURRENT");
  });

  test.each(made.map(({ blob, material }, rotations) => ({ rotations, blob, material })))(
    "a ciphertext from after $rotations rotations opens with its own material, and its record names it",
    ({ blob, material }) => {
      const { Plaintext, KeyMaterialId } = world.ok("Decrypt", { CiphertextBlob: blob });
      expect(Plaintext).toBe(SECRET.toString("base64"));
      expect(KeyMaterialId).toBe(material);
      expect(cloudTrailRecord(world.events.at(-1)!)).toMatchObject({
        eventName: "Decrypt",
        additionalEventData: { keyMaterialId: material },
      });
    },
  );

  test("ReEncrypt brings an old ciphertext to the newest material, and its record names both", () => {
    const answer = world.ok("ReEncrypt", { CiphertextBlob: made[0]!.blob, DestinationKeyId: id });
    expect(answer).toMatchObject({
      SourceKeyMaterialId: made[0]!.material,
      DestinationKeyMaterialId: made[4]!.material,
    });
    const record = cloudTrailRecord(world.events.at(-1)!);
    expect(record).toMatchObject({
      additionalEventData: {
        sourceKeyMaterialId: made[0]!.material,
        destinationKeyMaterialId: made[4]!.material,
      },
    });
    expect(record.resources).toHaveLength(2);
    expect(world.ok("Decrypt", { CiphertextBlob: answer.CiphertextBlob! }).KeyMaterialId).toBe(made[4]!.material);
  });

  test("no event, record or refusal has a plaintext, a data key or the key material", () => {
    const { Plaintext } = world.ok("GenerateDataKey", { KeyId: id, KeySpec: "AES_256" });
    const refusals = [
      world.fault("Decrypt", { CiphertextBlob: made[0]!.blob, EncryptionContext: { a: "b" } }),
      world.fault("Encrypt", { KeyId: id, Plaintext: SECRET.toString("base64"), DryRun: true }),
    ];
    const key = world.state.key(ACCOUNT, REGION, id)!;
    const cryptography = createNodeCryptography(nodeCrypto);
    const secrets = [
      SECRET,
      Buffer.from(Plaintext!, "base64"),
      ...key.materials.map((material) => Buffer.from(materialBytes(cryptography, key, material, "aes", 32))),
    ];
    const shown = JSON.stringify([
      world.events,
      world.events.map(cloudTrailRecord),
      world.events.map(eventBridgeEvent),
      refusals,
    ]);
    expect(shown).toContain(id);
    for (const secret of secrets)
      for (const form of [secret.toString("hex"), secret.toString("base64"), secret.toString("latin1")])
        expect(shown).not.toContain(form);
  });
});
