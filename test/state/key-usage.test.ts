import type { KeyLastUsageTrackingOperation, TrentOperation } from "../../generated/types";
import { StateDraft } from "../../mock/engine/state/draft";
import { recordUsage } from "../../mock/engine/state/key-usage";
import { perform } from "../../mock/engine/state/perform";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { transitions } from "../../mock/engine/state/transitions";
import { StateStore } from "../../mock/engine/state-store";
import { ACCOUNT, arnOf, DAY, OTHER_REGION, REGION, START, World } from "./world";

const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
const MRK = "mrk-1234abcd12ab34cd56ef1234567890ab";
const FIXTURE = `
keys:
  - { id: ${KEY}, created: -30d }
  - { id: ${MRK}, created: -1d, multiRegion: &set { primary: home, replicas: [other] } }
  - { id: ${MRK}, region: other, created: -1d, multiRegion: *set }`;

/** What a transition of the operation does to a key once it has succeeded. */
function use(world: World, operation: KeyLastUsageTrackingOperation, requestId: string, id = KEY, region = REGION) {
  const draft = new StateDraft(world.state);
  const key = world.state.key(ACCOUNT, region, id)!;
  recordUsage(draft, { operation, requestId }, key, world);
  world.state.apply(draft.changes);
  return draft;
}
const usage = (world: World, KeyId = KEY, region = REGION) => world.ok("GetKeyLastUsage", { KeyId }, { region });

/** 2026-04-23T00:00:00Z. The tests begin before it. */
const TRACKED_SINCE = Date.UTC(2026, 3, 23);

test("a key that was not used", () => {
  const world = new World(FIXTURE);
  const wanted = {
    KeyId: KEY,
    KeyLastUsage: {},
    TrackingStartDate: TRACKED_SINCE / 1000,
    KeyCreationDate: (START - 30 * DAY) / 1000,
  };
  expect(usage(world)).toEqual(wanted);
  expect(usage(world, arnOf(KEY))).toEqual(wanted);
});

test("a key that is made later is tracked from then on", () => {
  const world = new World();
  world.now = TRACKED_SINCE + 123;
  const KeyId = world.createKey();
  expect(usage(world, KeyId)).toMatchObject({
    TrackingStartDate: world.now / 1000,
    KeyCreationDate: world.now / 1000,
  });
});

test("the last use counts, with the id of its event", () => {
  const world = new World(FIXTURE);
  use(world, "Encrypt", "first");
  world.now += 1500;
  const draft = use(world, "Decrypt", "second");
  expect(usage(world).KeyLastUsage).toEqual({
    Operation: "Decrypt",
    Timestamp: (START + 1500) / 1000,
    CloudTrailEventId: draft.takeEventId(world.ids),
    KmsRequestId: "second",
  });
});

test("related keys count apart, and a use belongs to one account", () => {
  const world = new World(FIXTURE);
  use(world, "GenerateDataKey", "r", MRK, OTHER_REGION);
  expect(usage(world, MRK).KeyLastUsage).toEqual({});
  expect(usage(world, MRK, OTHER_REGION).KeyLastUsage).toMatchObject({ Operation: "GenerateDataKey" });
});

test.each(["alias/a", `arn:aws:kms:${REGION}:${ACCOUNT}:alias/a`])("%s is refused", (KeyId) => {
  expect(new World(FIXTURE).fault("GetKeyLastUsage", { KeyId })).toBe(
    "InvalidArnException: Key Aliases are not supported for this operation.",
  );
});

test("a use goes with its key, and outlives a restart until then", () => {
  const world = new World(FIXTURE);
  use(world, "Decrypt", "r");
  const saved = snapshot(world.state);
  expect(saved.usages).toHaveLength(1);
  const again = restore(JSON.parse(JSON.stringify(saved)));
  expect(again.usage(ACCOUNT, REGION, KEY)).toEqual(world.state.usage(ACCOUNT, REGION, KEY));
  expect(again.bytes).toBe(world.state.bytes);
  world.ok("ScheduleKeyDeletion", { KeyId: KEY, PendingWindowInDays: 7 });
  world.pass(7 * DAY);
  expect(snapshot(world.state).usages).toBeUndefined();
});

test("a use of a key that is not there is no state", () => {
  const world = new World(FIXTURE);
  use(world, "Decrypt", "r");
  const { usages = [], ...saved } = JSON.parse(JSON.stringify(snapshot(world.state)));
  const elsewhere = { ...usages[0], region: "eu-west-1" };
  expect(() => restore({ ...saved, usages: [elsewhere] })).toThrow("was used, and is not there");
  expect(() => restore({ ...saved, usages: [usages[0], usages[0]] })).toThrow("twice");
});

describe("a call that only uses a key", () => {
  /** An operation that uses its key: none of the document does yet, so DescribeKey stands in for one. */
  const using = (operation: TrentOperation) => {
    const known = transitions[operation] as (...args: unknown[]) => unknown;
    const replaced = (draft: StateDraft, call: { requestId: string }, context: World, refuse: unknown) => {
      const body = known(draft, call, context, refuse);
      recordUsage(draft, { operation: "Encrypt", requestId: call.requestId }, draft.subject!, context);
      return body;
    };
    (transitions as Record<string, unknown>)[operation] = replaced;
    return () => {
      (transitions as Record<string, unknown>)[operation] = known;
    };
  };
  let restoreIt: () => void;
  beforeEach(() => {
    restoreIt = using("DescribeKey");
  });
  afterEach(() => restoreIt());

  const call = { operation: "DescribeKey", request: { KeyId: KEY }, account: ACCOUNT, region: REGION } as const;

  test("makes one small change, which names the event of the call", () => {
    const world = new World(FIXTURE);
    const context = { now: START, ids: world.ids, timing: DEFAULT_TIMING };
    const { changes, events } = perform(world.state, { ...call, requestId: "r" }, context);
    expect(changes).toEqual([
      {
        kind: "putUsage",
        usage: {
          account: ACCOUNT,
          region: REGION,
          id: KEY,
          operation: "Encrypt",
          at: START,
          eventId: events[0]!.id,
          requestId: "r",
        },
      },
    ]);
  });

  test("a refused one is no use", () => {
    const world = new World(`keys: [{ id: ${KEY} }]`);
    world.fault("DescribeKey", { KeyId: arnOf("00000000-0000-4000-8000-00000000ffff") });
    expect(snapshot(world.state).usages).toBeUndefined();
  });

  test("is no change that a page over the mock would read again, and is saved with the next one", () => {
    const world = new World(FIXTURE);
    const store = new StateStore(() => world.state);
    const seen: string[] = [];
    store.watch(
      () => seen.push("changed"),
      () => seen.push("used"),
    );
    const before = store.revision;
    store.call({ ...call, requestId: "r" });
    expect([store.revision, seen]).toEqual([before, ["used"]]);
    store.call({ ...call, operation: "DisableKey", requestId: "s" });
    expect([store.revision, seen]).toEqual([before + 1, ["used", "changed"]]);
  });
});
