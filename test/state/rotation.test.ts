import { eventBridgeEvent } from "../../mock/engine/state/eventbridge";
import { arnOf, DAY, OTHER_REGION, START, World } from "./world";

const PERIOD_AT = (from: number, days: number) => (from + days * DAY) / 1000;

function rotations(world: World, KeyId: string, more = {}, where = {}) {
  return world.ok("ListKeyRotations", { KeyId, ...more }, where).Rotations!;
}

/** RotateKey records and EventBridge events so far, by their times. */
function monitored(world: World) {
  return {
    records: world.events.filter((e) => e.kind === "service" && e.name === "RotateKey").map((e) => e.at),
    bus: world.events.filter((e) => eventBridgeEvent(e)?.["detail-type"] === "KMS CMK Rotation").map((e) => e.at),
  };
}

describe("GetKeyRotationStatus by situation (docs/evidence/rotation-status.md)", () => {
  const status = (world: World, KeyId: string) => world.ok("GetKeyRotationStatus", { KeyId });

  test("new key: KeyId as ARN and false, nothing more (recorded)", () => {
    const world = new World();
    const id = world.createKey();
    expect(status(world, id)).toEqual({ KeyId: arnOf(id), KeyRotationEnabled: false });
  });

  test.each([
    { given: {}, period: 365, source: "recorded" },
    { given: { RotationPeriodInDays: 90 }, period: 90, source: "recorded" },
    { given: { RotationPeriodInDays: 180 }, period: 180, source: "recorded" },
    { given: { RotationPeriodInDays: 2560 }, period: 2560, source: "model" },
  ])("enabled with $given: period $period and the next date ($source)", ({ given, period }) => {
    const world = new World();
    const id = world.createKey();
    expect(world.ok("EnableKeyRotation", { KeyId: id, ...given })).toBeUndefined();
    expect(status(world, id)).toEqual({
      KeyId: arnOf(id),
      KeyRotationEnabled: true,
      RotationPeriodInDays: period,
      NextRotationDate: PERIOD_AT(START, period),
    });
  });

  test("off, on, off again (recorded)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id });
    expect(status(world, id).KeyRotationEnabled).toBe(true);
    expect(world.ok("DisableKeyRotation", { KeyId: id })).toBeUndefined();
    expect(status(world, id)).toEqual({ KeyId: arnOf(id), KeyRotationEnabled: false });
  });

  test("enabled again without a period: 365 days from now (decided, docs/evidence/rotation.md#enabling-again-without-a-period)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.pass(10 * DAY);
    world.ok("EnableKeyRotation", { KeyId: id });
    expect(status(world, id)).toMatchObject({
      RotationPeriodInDays: 365,
      NextRotationDate: PERIOD_AT(START + 10 * DAY, 365),
    });
  });

  test("disabled key: unchanged (documented)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id });
    const before = status(world, id);
    world.ok("DisableKey", { KeyId: id });
    expect(status(world, id)).toEqual(before);
  });

  test("pending deletion: false; cancelled: as before (recorded, docs/evidence/rotation-status.md#pending-deletion)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id });
    const before = status(world, id);
    world.ok("ScheduleKeyDeletion", { KeyId: id });
    expect(status(world, id)).toEqual({ KeyId: arnOf(id), KeyRotationEnabled: false });
    world.ok("CancelKeyDeletion", { KeyId: id });
    expect(status(world, id)).toEqual(before);
    expect(world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.KeyState).toBe("Disabled");
  });

  test("on demand in progress: its start, until it is done (documented); the next date does not move (recorded)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id });
    const before = status(world, id);
    expect(world.ok("RotateKeyOnDemand", { KeyId: id })).toEqual({ KeyId: arnOf(id) });
    expect(status(world, id)).toEqual({ ...before, OnDemandRotationStartDate: START / 1000 });
    world.pass(1000);
    expect(status(world, id)).toEqual(before);
  });

  test.each([
    { given: { KeySpec: "RSA_4096", KeyUsage: "SIGN_VERIFY" }, want: false },
    { given: { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }, want: false },
  ] as const)("$given.KeySpec: $want (recorded for asymmetric, documented for HMAC)", ({ given, want }) => {
    const world = new World();
    const id = world.createKey(given);
    expect(status(world, id)).toEqual({ KeyId: arnOf(id), KeyRotationEnabled: want });
  });

  test("AWS managed key: always true, 365 days (documented)", () => {
    const world = new World("aliases: [{ name: alias/aws/s3 }]");
    const { KeyMetadata } = world.ok("DescribeKey", { KeyId: "alias/aws/s3" });
    expect(KeyMetadata).toMatchObject({ KeyManager: "AWS" });
    expect(status(world, KeyMetadata!.KeyId)).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
  });
});

describe("who is refused (docs/evidence/rotation.md#who-may-rotate)", () => {
  const OPERATIONS = ["EnableKeyRotation", "DisableKeyRotation"] as const;
  const AWS_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

  test.each(OPERATIONS)("%s", (operation) => {
    const world = new World(`
stores:
  - { id: cks-1, type: AWS_CLOUDHSM }
  - { id: cks-2, type: EXTERNAL_KEY_STORE }
keys:
  - { id: ${AWS_KEY}, manager: AWS }
  - { id: 00000000-0000-4000-8000-000000000001, origin: EXTERNAL }
  - { id: 00000000-0000-4000-8000-000000000002, origin: AWS_CLOUDHSM, store: cks-1 }
  - { id: 00000000-0000-4000-8000-000000000003, origin: EXTERNAL_KEY_STORE, store: cks-2, xksKeyId: x1 }
  - { id: 00000000-0000-4000-8000-000000000004, spec: RSA_4096, usage: SIGN_VERIFY, state: Disabled }`);
    const fault = (KeyId: string, where = {}) => world.fault(operation, { KeyId }, where);
    const rsa = world.createKey({ KeySpec: "RSA_4096", KeyUsage: "SIGN_VERIFY" });
    const hmac = world.createKey({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
    expect([fault(rsa), fault(hmac)]).toEqual(["UnsupportedOperationException", "UnsupportedOperationException"]);
    for (const [last, origin] of [
      ["1", "EXTERNAL"],
      ["2", "AWS_CLOUDHSM"],
      ["3", "EXTERNAL_KEY_STORE"],
    ]) {
      const id = `00000000-0000-4000-8000-00000000000${last}`;
      expect(fault(id)).toBe(
        `UnsupportedOperationException: ${arnOf(id)} origin is ${origin} which is not valid for this operation.`,
      );
    }
    // State before spec: recorded on RotateKeyOnDemand, docs/evidence/on-demand-rotation.md#disabled-key.
    const both = "00000000-0000-4000-8000-000000000004";
    expect(fault(both)).toBe(`DisabledException: ${arnOf(both)} is disabled.`);
    expect(fault(AWS_KEY)).toBe(
      `AccessDeniedException: User: arn:aws:iam::111122223333:root is not authorized to perform: kms:${operation} on resource: ${arnOf(AWS_KEY)} because no resource-based policy allows the kms:${operation} action`,
    );
    const mrk = world.createKey({ MultiRegion: true });
    world.ok("ReplicateKey", { KeyId: mrk, ReplicaRegion: OTHER_REGION });
    world.pass(1000);
    expect(fault(mrk, { region: OTHER_REGION })).toBe("UnsupportedOperationException");
  });
});

describe("time", () => {
  test("366 days: one more entry, one RotateKey record, one event, the next date (issue 3, acceptance 5)", () => {
    const world = new World();
    const id = world.createKey();
    const first = world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.CurrentKeyMaterialId;
    world.ok("EnableKeyRotation", { KeyId: id });
    world.pass(366 * DAY);
    const due = START + 365 * DAY;
    const current = world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.CurrentKeyMaterialId!;
    expect(current).not.toBe(first);
    expect(rotations(world, id)).toEqual([
      {
        KeyId: arnOf(id),
        KeyMaterialId: current,
        KeyMaterialState: "CURRENT",
        RotationDate: due / 1000,
        RotationType: "AUTOMATIC",
      },
    ]);
    expect(monitored(world)).toEqual({ records: [due], bus: [due] });
    expect(world.ok("GetKeyRotationStatus", { KeyId: id }).NextRotationDate).toBe(PERIOD_AT(due, 365));
  });

  test("800 days at 90 days: eight, at their own dates and in order (issue 3, acceptance 5)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.pass(800 * DAY);
    const dates = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => START + n * 90 * DAY);
    expect(rotations(world, id).map((r) => r.RotationDate)).toEqual(dates.map((at) => at / 1000));
    expect(rotations(world, id).map((r) => r.KeyMaterialState)).toEqual([...Array(7).fill("NON_CURRENT"), "CURRENT"]);
    expect(monitored(world)).toEqual({ records: dates, bus: dates });
  });

  test("not one millisecond before the date", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id });
    world.pass(365 * DAY - 1);
    expect(rotations(world, id)).toEqual([]);
    world.pass(1);
    expect(rotations(world, id)).toHaveLength(1);
  });

  test("a clock that goes back brings nothing back and breaks nothing", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id });
    world.pass(366 * DAY);
    world.pass(-366 * DAY);
    expect(rotations(world, id)).toHaveLength(1);
  });

  test("a disabled key passes its date over, and is rotated at once when it is enabled (documented, docs/evidence/rotation.md#while-disabled)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.ok("DisableKey", { KeyId: id });
    world.pass(200 * DAY);
    expect(rotations(world, id)).toEqual([]);
    world.ok("EnableKey", { KeyId: id });
    expect(rotations(world, id).map((r) => r.RotationDate)).toEqual([world.now / 1000]);
    expect(world.ok("GetKeyRotationStatus", { KeyId: id }).NextRotationDate).toBe(PERIOD_AT(world.now, 90));
    expect(monitored(world).records).toEqual([world.now]);
  });

  test("a disabled key that is enabled before its date keeps its schedule (documented)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.ok("DisableKey", { KeyId: id });
    world.pass(50 * DAY);
    world.ok("EnableKey", { KeyId: id });
    expect(world.ok("GetKeyRotationStatus", { KeyId: id }).NextRotationDate).toBe(PERIOD_AT(START, 90));
  });

  test("rotation waits while the key is pending deletion, and is made up for after cancelling and enabling", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.pass(85 * DAY);
    world.ok("ScheduleKeyDeletion", { KeyId: id, PendingWindowInDays: 30 });
    world.pass(20 * DAY);
    world.ok("CancelKeyDeletion", { KeyId: id });
    expect(rotations(world, id)).toEqual([]);
    world.ok("EnableKey", { KeyId: id });
    expect(rotations(world, id)).toHaveLength(1);
  });

  test("a replica follows its primary: status, material, entries with its own ARN (documented)", () => {
    const world = new World();
    const id = world.createKey({ MultiRegion: true });
    world.ok("ReplicateKey", { KeyId: id, ReplicaRegion: OTHER_REGION });
    world.pass(1000);
    const there = { region: OTHER_REGION };
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    expect(world.ok("GetKeyRotationStatus", { KeyId: id }, there)).toMatchObject({
      KeyId: arnOf(id, OTHER_REGION),
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
    });
    world.pass(91 * DAY);
    expect(world.ok("DescribeKey", { KeyId: id }, there).KeyMetadata!.CurrentKeyMaterialId).toBe(
      world.ok("DescribeKey", { KeyId: id }).KeyMetadata!.CurrentKeyMaterialId,
    );
    expect(rotations(world, id, {}, there)).toMatchObject([{ KeyId: arnOf(id, OTHER_REGION) }]);
    expect(monitored(world).records).toHaveLength(1);
    // After the change of parts, the new primary rotates for both.
    world.ok("UpdatePrimaryRegion", { KeyId: id, PrimaryRegion: OTHER_REGION });
    world.pass(90 * DAY);
    expect(rotations(world, id)).toHaveLength(2);
  });
});

describe("on demand", () => {
  test("its entry stands when it is done; ALL_KEY_MATERIAL shows the first material too (documented)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("RotateKeyOnDemand", { KeyId: id });
    expect(rotations(world, id)).toEqual([]);
    world.pass(1000);
    expect(rotations(world, id)).toMatchObject([{ RotationType: "ON_DEMAND", RotationDate: (START + 1000) / 1000 }]);
    const all = rotations(world, id, { IncludeKeyMaterial: "ALL_KEY_MATERIAL" });
    expect(all.map((r) => [r.KeyMaterialState, r.RotationType])).toEqual([
      ["NON_CURRENT", undefined],
      ["CURRENT", "ON_DEMAND"],
    ]);
  });

  test("26th: refused with the recorded text (docs/evidence/on-demand-rotation.md#limit; number: model documentation)", () => {
    const world = new World();
    const id = world.createKey();
    for (let n = 1; n <= 25; n++) {
      world.ok("RotateKeyOnDemand", { KeyId: id });
      world.pass(1000);
    }
    expect(rotations(world, id)).toHaveLength(25);
    expect(world.fault("RotateKeyOnDemand", { KeyId: id })).toBe(
      `LimitExceededException: The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${arnOf(id)}`,
    );
  });

  test("within 20 minutes of the automatic one: ConflictException; earlier: not (documented)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.pass(90 * DAY - 20 * 60_000);
    expect(world.fault("RotateKeyOnDemand", { KeyId: id })).toBe("ConflictException");
    world.pass(-1);
    world.ok("RotateKeyOnDemand", { KeyId: id });
  });

  test("while one runs: ConflictException (inferred)", () => {
    const world = new World();
    const id = world.createKey();
    world.ok("RotateKeyOnDemand", { KeyId: id });
    expect(world.fault("RotateKeyOnDemand", { KeyId: id })).toBe("ConflictException");
  });

  test("imported material (recorded, docs/evidence/on-demand-rotation.md#no-pending-material)", () => {
    const [ready, bare] = ["1234abcd-12ab-34cd-56ef-1234567890ab", "00000000-0000-4000-8000-000000000001"];
    const world = new World(`keys:
  - { id: ${ready}, origin: EXTERNAL, imported: { pending: true } }
  - { id: ${bare}, origin: EXTERNAL }`);
    expect(world.fault("RotateKeyOnDemand", { KeyId: bare })).toBe(
      `KMSInvalidStateException: No available key material pending rotation for the key: ${arnOf(bare)}.`,
    );
    for (const KeySpec of ["SYMMETRIC_DEFAULT", "RSA_4096"] as const) {
      const id = world.createKey({ Origin: "EXTERNAL", KeySpec, KeyUsage: "ENCRYPT_DECRYPT" });
      expect(world.fault("RotateKeyOnDemand", { KeyId: id })).toBe(
        `KMSInvalidStateException: ${arnOf(id)} is pending import.`,
      );
    }
    const states = () =>
      rotations(world, ready, { IncludeKeyMaterial: "ALL_KEY_MATERIAL" }).map(
        (r) => `${r.KeyMaterialState} ${r.ImportState}`,
      );
    expect(states()).toEqual(["CURRENT IMPORTED", "PENDING_ROTATION IMPORTED"]);
    world.ok("RotateKeyOnDemand", { KeyId: ready });
    world.pass(1000);
    expect(states()).toEqual(["NON_CURRENT IMPORTED", "CURRENT IMPORTED"]);
  });
});

describe("ListKeyRotations in pages", () => {
  test("Limit, NextMarker and Truncated lead through each entry once; an empty list is not truncated (recorded)", () => {
    const world = new World();
    const id = world.createKey();
    expect(world.ok("ListKeyRotations", { KeyId: id })).toEqual({ Rotations: [], Truncated: false });
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.pass(90 * 7 * DAY);
    const whole = rotations(world, id);
    const found = [];
    let Marker: string | undefined;
    do {
      const page = world.ok("ListKeyRotations", { KeyId: id, Limit: 3, ...(Marker !== undefined && { Marker }) });
      expect(page.Truncated).toBe(page.NextMarker !== undefined);
      found.push(...page.Rotations!);
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(found).toEqual(whole);
  });

  test.each(["x", "AAAA", "TGlzdEtleXMj"])("foreign marker %s: InvalidMarkerException (model)", (Marker) => {
    const world = new World();
    expect(world.fault("ListKeyRotations", { KeyId: world.createKey(), Marker })).toBe("InvalidMarkerException");
  });
});
