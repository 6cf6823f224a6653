import { eventBridgeEvent } from "../../mock/engine/state/eventbridge";
import { arnOf, DAY, OTHER_REGION, START, World } from "./world";

test("the date is the moment of the call and whole days (recorded, docs/evidence/deletion.md#deletion-date); 30 by default (documented)", () => {
  const world = new World();
  const [a, b] = [world.createKey(), world.createKey()];
  expect(world.ok("ScheduleKeyDeletion", { KeyId: a, PendingWindowInDays: 7 })).toEqual({
    KeyId: arnOf(a),
    DeletionDate: (START + 7 * DAY) / 1000,
    KeyState: "PendingDeletion",
    PendingWindowInDays: 7,
  });
  expect(world.ok("ScheduleKeyDeletion", { KeyId: b }).DeletionDate).toBe((START + 30 * DAY) / 1000);
  expect(world.ok("DescribeKey", { KeyId: a }).KeyMetadata).toMatchObject({
    KeyState: "PendingDeletion",
    Enabled: false,
    DeletionDate: (START + 7 * DAY) / 1000,
  });
});

test("cancelled: Disabled, without a date; EnableKey brings it back (recorded)", () => {
  const world = new World();
  const id = world.createKey();
  world.ok("ScheduleKeyDeletion", { KeyId: id });
  expect(world.ok("CancelKeyDeletion", { KeyId: id })).toEqual({ KeyId: arnOf(id) });
  const { KeyMetadata } = world.ok("DescribeKey", { KeyId: id });
  expect(KeyMetadata).toMatchObject({ KeyState: "Disabled" });
  expect(KeyMetadata).not.toHaveProperty("DeletionDate");
  world.pass(31 * DAY);
  world.ok("EnableKey", { KeyId: id });
});

test("a key without material waits for it again after cancelling (inferred)", () => {
  const world = new World();
  const id = world.createKey({ Origin: "EXTERNAL" });
  world.ok("ScheduleKeyDeletion", { KeyId: id });
  world.ok("CancelKeyDeletion", { KeyId: id });
  expect(world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.KeyState).toBe("PendingImport");
});

test("past its date the key is gone, with its aliases, and both monitors know", () => {
  const world = new World();
  const id = world.createKey();
  world.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: id });
  world.ok("ScheduleKeyDeletion", { KeyId: id, PendingWindowInDays: 7 });
  world.pass(7 * DAY - 1);
  world.ok("DescribeKey", { KeyId: id });
  world.pass(1);
  expect(world.fault("DescribeKey", { KeyId: id })).toBe(`NotFoundException: Key '${arnOf(id)}' does not exist`);
  expect(world.ok("ListKeys", {}).Keys).toEqual([]);
  expect(world.ok("ListAliases", {}).Aliases).toEqual([]);
  world.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: world.createKey() });
  const event = world.events.find((e) => e.kind === "service");
  expect(event).toMatchObject({ name: "DeleteKey", at: START + 7 * DAY, keyArn: arnOf(id) });
  expect(eventBridgeEvent(event!)).toMatchObject({ "detail-type": "KMS CMK Deletion", detail: { "key-id": id } });
});

test("a primary waits for its replicas, then for its own window (documented)", () => {
  const world = new World();
  const id = world.createKey({ MultiRegion: true });
  world.ok("ReplicateKey", { KeyId: id, ReplicaRegion: OTHER_REGION });
  world.pass(1000);
  expect(world.ok("ScheduleKeyDeletion", { KeyId: id, PendingWindowInDays: 10 })).toEqual({
    KeyId: arnOf(id),
    KeyState: "PendingReplicaDeletion",
    PendingWindowInDays: 10,
  });
  world.pass(100 * DAY);
  const { KeyMetadata } = world.ok("DescribeKey", { KeyId: id });
  expect(KeyMetadata).toMatchObject({ KeyState: "PendingReplicaDeletion", PendingDeletionWindowInDays: 10 });
  expect(KeyMetadata).not.toHaveProperty("DeletionDate");
  world.ok("ScheduleKeyDeletion", { KeyId: id, PendingWindowInDays: 7 }, { region: OTHER_REGION });
  const gone = world.now + 7 * DAY;
  world.pass(8 * DAY);
  const waiting = world.ok("DescribeKey", { KeyId: id }).KeyMetadata!;
  expect(waiting).toMatchObject({ KeyState: "PendingDeletion", DeletionDate: (gone + 10 * DAY) / 1000 });
  expect(waiting.MultiRegionConfiguration!.ReplicaKeys).toEqual([]);
  world.pass(10 * DAY);
  expect(world.fault("DescribeKey", { KeyId: id })).toContain("NotFoundException");
});

test("one great leap does the same as small steps", () => {
  const run = (steps: number) => {
    const world = new World();
    const id = world.createKey({ MultiRegion: true });
    world.ok("ReplicateKey", { KeyId: id, ReplicaRegion: OTHER_REGION });
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.pass(1000);
    world.ok("ScheduleKeyDeletion", { KeyId: id }, { region: OTHER_REGION });
    const single = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: single, RotationPeriodInDays: 100 });
    for (let step = 0; step < steps; step++) world.pass((400 * DAY) / steps);
    return world.events.filter((e) => e.kind === "service").map((e) => `${e.at} ${e.name} ${e.keyArn}`);
  };
  expect(run(1)).toEqual(run(1000));
  expect(run(1)).toHaveLength(1 + 4 + 4);
});

test("imported material that expires: the key waits for it again (documented)", () => {
  const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const world = new World(`keys: [{ id: ${id}, origin: EXTERNAL, imported: { expires: +5d } }]`);
  expect(world.ok("DescribeKey", { KeyId: id }).KeyMetadata).toMatchObject({
    ExpirationModel: "KEY_MATERIAL_EXPIRES",
    ValidTo: (START + 5 * DAY) / 1000,
    KeyState: "Enabled",
  });
  world.pass(5 * DAY);
  expect(world.ok("DescribeKey", { KeyId: id }).KeyMetadata).toMatchObject({
    KeyState: "PendingImport",
    Enabled: false,
  });
  expect(world.events.map((e) => eventBridgeEvent(e)?.["detail-type"])).toContain(
    "KMS Imported Key Material Expiration",
  );
});
