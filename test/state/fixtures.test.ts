import { readFileSync } from "node:fs";
import path from "node:path";
import { stateOfFixture } from "../../mock/engine/state/fixture";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { KeyStore } from "../../mock/engine/state/state";
import { loadFixture, readFixture } from "../../mock/server/fixture-file";
import { TrentProblem } from "../../openapi/dialect/problems";
import { ACCOUNT, DAY, OTHER_REGION, REGION, START, World } from "./world";

const HOME = { region: REGION, account: ACCOUNT };
const DEFAULT = path.join(__dirname, "../../mock/engine/state/fixtures/default.yaml");

/** The code of the problem that is thrown. */
function refusalCode(refused: () => unknown): string | undefined {
  try {
    refused();
  } catch (error) {
    return error instanceof TrentProblem ? error.code : undefined;
  }
  return undefined;
}

describe("the default fixture", () => {
  test("holds the reference page's key, enabled and symmetric, with rotation off", () => {
    const world = new World(readFileSync(DEFAULT, "utf8"));
    const KeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
    expect(world.ok("DescribeKey", { KeyId }).KeyMetadata).toMatchObject({
      KeyState: "Enabled",
      KeySpec: "SYMMETRIC_DEFAULT",
      AWSAccountId: ACCOUNT,
    });
    expect(world.ok("GetKeyRotationStatus", { KeyId }).KeyRotationEnabled).toBe(false);
  });

  test("has every state, origin and usage of the document, and each key of the Region has an alias and a description", () => {
    const world = new World(readFileSync(DEFAULT, "utf8"));
    const all = world
      .ok("ListKeys", { Limit: 1000 })
      .Keys!.map(({ KeyId }) => world.ok("DescribeKey", { KeyId: KeyId! }).KeyMetadata!);
    const seen = (member: "KeyState" | "Origin" | "KeyUsage" | "KeyManager") =>
      [...new Set(all.map((key) => key[member]))].sort().join(" ");
    expect(seen("KeyState")).toBe(
      "Creating Disabled Enabled PendingDeletion PendingImport PendingReplicaDeletion Unavailable Updating",
    );
    expect(seen("Origin")).toBe("AWS_CLOUDHSM AWS_KMS EXTERNAL EXTERNAL_KEY_STORE");
    expect(seen("KeyUsage")).toBe(
      "ENCAPSULATE_DECAPSULATE ENCRYPT_DECRYPT GENERATE_VERIFY_MAC KEY_AGREEMENT SIGN_VERIFY",
    );
    expect(seen("KeyManager")).toBe("AWS CUSTOMER");
    for (const { KeyId, Description } of all) {
      expect(Description).not.toBe("");
      expect(world.ok("ListAliases", { KeyId }).Aliases).not.toEqual([]);
    }
  });

  test.each(["us-east-1", "us-west-2", "eu-central-1", "cn-north-1", "us-gov-west-1"])("loads in %s", (region) => {
    const state = loadFixture("default", { region, account: "999900001111" }, START);
    expect(state.key("999900001111", region, "1234abcd-12ab-34cd-56ef-1234567890ab")).toBeDefined();
    expect(state.nextDue()).toBeGreaterThan(START);
  });

  test("each start gives the same keys and materials", () => {
    expect(snapshot(loadFixture("default", HOME, START))).toEqual(snapshot(loadFixture("default", HOME, START)));
  });

  test("none is empty", () => {
    expect(snapshot(loadFixture("none", HOME, START))).toEqual(snapshot(new KeyStore()));
  });
});

describe("a fixture that is wrong is refused with file, line and reason", () => {
  const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const MRK = "mrk-00000000000040008000000000000001";

  test.each([
    { given: "keys:\n  - {", want: /^f\.yaml:2: / },
    { given: "keys: []\nkeys: []", want: /^f\.yaml:2: .*unique/ },
    { given: "keys:\n  - id: 17", want: /^f\.yaml:2: keys\.0\.id must be string/ },
    { given: `keys:\n  - id: ${ID}\n    stat: Enabled`, want: /^f\.yaml:3: .*additional properties: stat/ },
    { given: `keys:\n  - id: ${ID}\n    state: Gone`, want: /^f\.yaml:3: .*allowed values: Creating/ },
    { given: `keys:\n  - id: ${ID}\n    created: yesterday`, want: /^f\.yaml:3: keys\.0\.created / },
    { given: `keys:\n  - id: ${ID}\n    created: 2026-99-99T00:00`, want: /^f\.yaml:3: .*not a time/ },
    { given: `keys:\n  - id: ${ID}\n  - id: ${ID}`, want: /^f\.yaml:3: .*twice/ },
    {
      given: `keys:\n  - id: ${ID}\n    spec: HMAC_256`,
      want: /^f\.yaml:3: a key of spec HMAC_256 has no usage ENCRYPT_DECRYPT/,
    },
    { given: `keys:\n  - id: ${ID}\n    origin: EXTERNAL\n    rotation: {}`, want: /^f\.yaml:4: only a symmetric key/ },
    {
      given: `keys:\n  - id: ${ID}\n    origin: AWS_CLOUDHSM\n    store: cks-1`,
      want: /^f\.yaml:4: there is no store/,
    },
    { given: `keys:\n  - id: ${MRK}`, want: /^f\.yaml:2: .*needs multiRegion/ },
    {
      given: `keys:\n  - id: ${MRK}\n    multiRegion: { primary: home, replicas: [other] }`,
      want: /^f\.yaml:3: there is no related key in us-west-2/,
    },
    {
      given: [
        "keys:",
        `  - { id: ${MRK}, multiRegion: { primary: home, replicas: [other] } }`,
        `  - { id: ${MRK}, region: other, multiRegion: { primary: other, replicas: [home] } }`,
      ].join("\n"),
      want: /^f\.yaml:2: its related key in us-west-2 has another multiRegion/,
    },
    {
      given: `keys:\n  - id: ${ID}\n    aliases: [alias/a, alias/a]`,
      want: /^f\.yaml:3: the alias alias\/a is there twice/,
    },
    { given: '{"keys": [\n  {"id": "x"}]}', want: /^f\.yaml:2: / },
  ])("$want", ({ given, want }) => {
    expect(() => stateOfFixture(readFixture(given, "f.yaml"), HOME, START)).toThrow(want);
    expect(refusalCode(() => stateOfFixture(readFixture(given, "f.yaml"), HOME, START))).toBe("TRENT_E_FIXTURE");
  });

  test("a file that is not there", () => {
    expect(() => loadFixture("/nowhere/f.yaml", HOME, START)).toThrow("There is no fixture at /nowhere/f.yaml.");
    expect(refusalCode(() => loadFixture("/nowhere/f.yaml", HOME, START))).toBe("TRENT_E_FIXTURE_MISSING");
  });

  test("times relative to the start, and absolute ones", () => {
    const world = new World(`keys: [{ id: ${ID}, created: -400d, rotation: { next: "2027-01-01T00:00:00Z" } }]`);
    expect(world.ok("DescribeKey", { KeyId: ID }).KeyMetadata!.CreationDate).toBe((START - 400 * DAY) / 1000);
    expect(world.ok("GetKeyRotationStatus", { KeyId: ID }).NextRotationDate).toBe(Date.UTC(2027, 0, 1) / 1000);
  });
});

describe("snapshot and restore", () => {
  function busy(): World {
    const world = new World(readFileSync(DEFAULT, "utf8"));
    const id = world.createKey({ MultiRegion: true, Tags: [{ TagKey: "a", TagValue: "b" }] });
    world.ok("ReplicateKey", { KeyId: id, ReplicaRegion: OTHER_REGION });
    world.ok("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    world.ok("CreateAlias", { AliasName: "alias/new", TargetKeyId: id });
    world.ok("DeleteAlias", { AliasName: "alias/hmac" });
    world.pass(100 * DAY);
    return world;
  }

  test("nothing is lost on the way through JSON, and what is due stays due", () => {
    const { state } = busy();
    const json = JSON.parse(JSON.stringify(snapshot(state)));
    const again = restore(json);
    expect(snapshot(again)).toEqual(snapshot(state));
    expect(again.nextDue()).toBe(state.nextDue());
  });

  test("a marker holds over a restart", () => {
    const world = busy();
    const { NextMarker } = world.ok("ListKeys", { Limit: 3 });
    const want = world.ok("ListKeys", { Marker: NextMarker! });
    Object.assign(world, { state: restore(JSON.parse(JSON.stringify(snapshot(world.state)))) });
    expect(world.ok("ListKeys", { Marker: NextMarker! })).toEqual(want);
  });

  type Json = ReturnType<typeof JSON.parse>;
  test.each<{ name: string; damage: (json: Json) => unknown }>([
    { name: "not an object", damage: () => [] },
    { name: "another version", damage: (json) => ({ ...json, version: 2 }) },
    { name: "a missing member", damage: ({ keys: _, ...json }) => json },
    { name: "a wrong type", damage: (json) => ({ ...json, keys: [{ ...json.keys[0], created: "now" }] }) },
    { name: "an unknown state", damage: (json) => ({ ...json, keys: [{ ...json.keys[0], state: "Gone" }] }) },
    { name: "a key twice", damage: (json) => ({ ...json, keys: [...json.keys, json.keys[0]] }) },
    { name: "an alias without its key", damage: (json) => ({ ...json, keys: json.keys.slice(1) }) },
    { name: "a serial too high", damage: (json) => ({ ...json, nextSerial: 1 }) },
  ])("refused: $name", ({ damage }) => {
    const json = JSON.parse(JSON.stringify(snapshot(busy().state)));
    const damaged = damage(json);
    expect(() => restore(damaged)).toThrow(/^This is not a state of Trent: /);
    expect(refusalCode(() => restore(damaged))).toBe("TRENT_E_STATE_DAMAGED");
  });
});
