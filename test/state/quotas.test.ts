import { createMockControl } from "../../mock/engine/control/create-mock-control";
import { createControl, type TextPieces } from "../../mock/engine/control/handle-control";
import { Journal } from "../../mock/engine/journal";
import { createLog } from "../../mock/engine/log";
import { PlannedFaults } from "../../mock/engine/planned-faults";
import { allOperations } from "../../mock/engine/state/all-operations";
import type { Grant } from "../../mock/engine/state/grants/grant";
import type { Key } from "../../mock/engine/state/key";
import { perform } from "../../mock/engine/state/perform";
import { KeyStore } from "../../mock/engine/state/state";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { StateStore } from "../../mock/engine/state-store";
import { ACCOUNT, OTHER_REGION, REGION, START, said, World } from "./world";

const tags = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ TagKey: `tag${from + n}`, TagValue: "" }));
const home = { region: REGION, account: ACCOUNT };
const policy = (bytes: number) => {
  const statement = { Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "kms:*", Resource: "*" };
  const text = (Sid: string) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid, ...statement }] });
  return text("x".repeat(bytes - text("").length));
};

/** Uses something up to one below its quota; the last step is the first that AWS refuses. */
const QUOTAS: readonly {
  what: string;
  fill: (world: World, id: string) => void;
  last: (world: World, id: string) => string;
  over: (world: World, id: string) => string;
  want: RegExp;
}[] = [
  {
    what: "50 aliases of a key",
    fill: (world, id) => {
      for (let n = 0; n < 49; n++) world.ok("CreateAlias", { AliasName: `alias/a${n}`, TargetKeyId: id });
    },
    last: (world, id) => world.fault("CreateAlias", { AliasName: "alias/last", TargetKeyId: id }),
    over: (world, id) => world.fault("CreateAlias", { AliasName: "alias/over", TargetKeyId: id }),
    want: /^LimitExceededException: Aliases per key quota .* is 50, current usage is 50\.$/,
  },
  {
    what: "50 tags of a key",
    fill: (world, id) => void world.ok("TagResource", { KeyId: id, Tags: tags(0, 49) }),
    last: (world, id) => world.fault("TagResource", { KeyId: id, Tags: tags(49, 1) }),
    over: (world, id) => world.fault("TagResource", { KeyId: id, Tags: tags(50, 1) }),
    want: /^TagException: Too many tags$/,
  },
  {
    what: "25 rotations on demand of a key",
    fill: (world, id) => {
      for (let n = 0; n < 24; n++) {
        world.ok("RotateKeyOnDemand", { KeyId: id });
        world.pass(2000);
      }
    },
    last: (world, id) => world.fault("RotateKeyOnDemand", { KeyId: id }),
    over: (world, id) => {
      world.pass(2000);
      return world.fault("RotateKeyOnDemand", { KeyId: id });
    },
    want: /^LimitExceededException: The on-demand rotations limit has been reached/,
  },
  {
    what: "a policy of 32 KiB",
    fill: () => {},
    last: (world, id) => world.fault("PutKeyPolicy", { KeyId: id, Policy: policy(32_768) }),
    over: (world, id) => world.fault("PutKeyPolicy", { KeyId: id, Policy: policy(32_769) }),
    want: /^LimitExceededException$/,
  },
  {
    what: "50,000 grants of a key",
    fill: (world, id) => {
      const grant = snapshotGrant(world, id);
      for (let n = 1; n < 49_999; n++) {
        const copy = { ...grant, id: n.toString(16).padStart(64, "0") };
        world.state.apply([{ kind: "putGrant", grant: copy }]);
      }
    },
    last: (world, id) => world.fault("CreateGrant", grantOf(id)),
    over: (world, id) => world.fault("CreateGrant", grantOf(id)),
    want: /^LimitExceededException$/,
  },
  {
    what: "100,000 customer managed keys of an account in a Region",
    fill: (world, id) => fillAccount(world.state, id, 99_998),
    last: (world) => said(world.call("CreateKey", {})),
    over: (world) => said(world.call("CreateKey", {})),
    want: /^LimitExceededException: Key quota .* is 100000 but the current usage is 100000\.$/,
  },
  {
    what: "100,000 keys in the Region of a replica",
    fill: (world, id) => fillAccount(world.state, id, 100_000, OTHER_REGION),
    last: () => "ok",
    over: (world) => {
      const KeyId = world.createKey({ MultiRegion: true });
      return world.fault("ReplicateKey", { KeyId, ReplicaRegion: OTHER_REGION });
    },
    want: /^LimitExceededException: Key quota .* is 100000 but the current usage is 100000\.$/,
  },
];

const grantOf = (KeyId: string) => ({
  KeyId,
  GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`,
  Operations: ["Decrypt" as const],
});

/** A grant of a key, as the state holds it. */
function snapshotGrant(world: World, id: string): Grant {
  const { GrantId } = world.ok("CreateGrant", grantOf(id));
  return world.state.grantsIn(ACCOUNT, REGION).grant(id, GrantId!)!;
}

/** Copies of a key, all different only in what tells keys apart. */
function fillAccount(state: KeyStore, id: string, count: number, region = REGION): void {
  const key = state.key(ACCOUNT, REGION, id) as Key;
  const from = state.nextSerial;
  for (let n = 0; n < count; n++) {
    const copy = { ...key, region, id: `copy-${n}`, serial: from + n };
    state.apply([{ kind: "putKey", key: copy }]);
  }
  // Keys that AWS manages do not count.
  state.apply([{ kind: "putKey", key: { ...key, region, id: "aws", manager: "AWS", serial: from + count } }]);
}

describe("AWS's quotas hold, and can be lifted", () => {
  test.each(QUOTAS)("$what", ({ fill, last, over, want }) => {
    const world = new World();
    const id = world.createKey();
    fill(world, id);
    expect(last(world, id)).toBe("ok");
    expect(over(world, id)).toMatch(want);
    world.noQuotas = true;
    expect(over(world, id)).toBe("ok");
  });

  test("a deleted key makes room", () => {
    const world = new World();
    const id = world.createKey();
    fillAccount(world.state, id, 99_999);
    expect(said(world.call("CreateKey", {}))).toMatch(/^LimitExceeded/);
    world.state.apply([{ kind: "deleteKey", account: ACCOUNT, region: REGION, id: "copy-0" }]);
    expect(said(world.call("CreateKey", {}))).toBe("ok");
  });
});

describe("a state that has its limit", () => {
  const limited = (mostBytes: number) => {
    const store = new StateStore(() => new KeyStore(), { operations: allOperations, mostBytes });
    const log = createLog("silent", () => {});
    const faults = new PlannedFaults();
    const control = createControl(
      createMockControl({ store, journal: new Journal(), faults, home, operations: [], errorsOf: () => new Set() }),
      log,
    );
    const call = (operation: string, request: object) =>
      store.call({ operation, request, account: ACCOUNT, region: REGION, requestId: "r" } as never);
    return { store, call, control };
  };
  const create = { Tags: tags(0, 50), Description: "d".repeat(8000) };

  test("refuses what makes it larger with the code, and takes what makes it smaller", () => {
    const { store, call } = limited(100_000);
    const grow = () => {
      for (let n = 0; n < 100; n++) call("CreateKey", create);
    };
    expect(grow).toThrow(
      /^TRENT_E_STATE_FULL: The mock's state would take about 1 MiB, and its limit is 0 MiB\. Delete keys, .*--state-limit/,
    );
    const { keys } = store.snapshot().state;
    expect(keys.length).toBeGreaterThan(5);
    const KeyId = keys[0]!.id;
    expect(call("DescribeKey", { KeyId })).toHaveProperty("kind", "success");
    expect(call("UntagResource", { KeyId, TagKeys: ["tag1"] })).toHaveProperty("kind", "success");
    expect(() => call("TagResource", { KeyId, Tags: tags(60, 1) })).toThrow("TRENT_E_STATE_FULL");
  });

  test.each([
    { what: "a move of the clock", request: { method: "PUT", path: "/_trent/clock", body: '{"move":{"days":36500}}' } },
    { what: "another state", request: undefined },
  ])("$what that goes beyond it is refused", async ({ request }) => {
    const { store, call, control } = limited(20_000);
    const { body } = call("CreateKey", {}) as { body: { KeyMetadata: { KeyId: string } } };
    call("EnableKeyRotation", { KeyId: body.KeyMetadata.KeyId, RotationPeriodInDays: 90 });
    const before = store.snapshot();
    const { state } = before;
    const large = { ...state, keys: [{ ...state.keys[0], description: "d".repeat(8192), policy: "p".repeat(20_000) }] };
    const put = { method: "PUT", path: "/_trent/state", body: JSON.stringify(large) };
    expect(await control(request ?? put)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining("TRENT_E_STATE_FULL") },
    });
    expect(store.snapshot().state).toEqual(state);
  });

  test("its size is about that of its JSON, also after changes", () => {
    const world = new World();
    const ids = Array.from({ length: 20 }, () => world.createKey({ ...create, Policy: policy(5000) }));
    for (const KeyId of ids.slice(0, 10)) world.ok("EnableKeyRotation", { KeyId, RotationPeriodInDays: 90 });
    world.pass(4000 * 86_400_000);
    world.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: ids[0]! });
    const length = () =>
      [...world.state.partitions()].reduce((sum, { keys }) => sum + JSON.stringify([...keys.values()]).length, 0);
    expect(world.state.bytes / length()).toBeGreaterThan(0.8);
    expect(world.state.bytes / length()).toBeLessThan(1.2);
    for (const KeyId of ids) world.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    world.pass(8 * 86_400_000);
    expect(world.state.bytes).toBe(0);
  });
});

test("a state that is longer than any text of V8 is read in pieces", async () => {
  const state = new KeyStore();
  const context = { now: START, ids: new World().ids, timing: DEFAULT_TIMING, operations: allOperations };
  const call = { operation: "CreateKey", request: {}, account: ACCOUNT, region: REGION, requestId: "r" } as const;
  perform(state, call, context);
  const [key] = [...state.partitions()].flatMap(({ keys }) => [...keys.values()]);
  // One text, shared by all keys: the memory that it takes is not the point here.
  const large = { ...key!, policy: "p".repeat(131_072) };
  for (let n = 0; n < 4200; n++)
    state.apply([
      { kind: "putKey", key: { ...large, id: `00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`, serial: n + 2 } },
    ]);
  const store = new StateStore(() => state, { operations: allOperations });
  const log = createLog("silent", () => {});
  const faults = new PlannedFaults();
  const control = createControl(
    createMockControl({ store, journal: new Journal(), faults, home, operations: [], errorsOf: () => new Set() }),
    log,
  );
  const { status, body } = await control({ method: "GET", path: "/_trent/state", body: "" });
  expect(status).toBe(200);
  let length = 0;
  for (const piece of (body as TextPieces).pieces) length += piece.length;
  expect(length).toBeGreaterThan(2 ** 29);
});
