import { getHeapSpaceStatistics } from "node:v8";
import type { TrentOperation } from "../../generated/types";
import { validators } from "../../generated/validators";
import { createMockControl } from "../../mock/engine/control/create-mock-control";
import { createControl } from "../../mock/engine/control/handle-control";
import { Journal } from "../../mock/engine/journal";
import { createLog } from "../../mock/engine/log";
import { PlannedFaults } from "../../mock/engine/planned-faults";
import { allOperations } from "../../mock/engine/state/all-operations";
import { defaultFixtureDocument, stateOfFixture } from "../../mock/engine/state/fixture";
import type { OperationCall } from "../../mock/engine/state/operation-call";
import { KeyStore } from "../../mock/engine/state/state";
import { StateStore } from "../../mock/engine/state-store";
import { ACCOUNT, DAY, REGION, World } from "./world";

/** A store whose clock is frozen, with its control interface. */
function frozen(start: (now: number) => KeyStore = () => new KeyStore()) {
  const store = new StateStore(start, { operations: allOperations });
  store.clock.freeze(true);
  const log = createLog("silent", () => {});
  const faults = new PlannedFaults();
  const handle = createControl(
    createMockControl({ store, journal: new Journal(), faults, home, operations: [], errorsOf: () => new Set() }),
    log,
  );
  const control = async (name: string, body?: unknown) => {
    const [method = "", path = ""] = name.split(" ");
    return handle({ method, path: `/_trent${path}`, body: JSON.stringify(body) ?? "" });
  };
  const call = <Operation extends TrentOperation>(
    operation: Operation,
    request: OperationCall<Operation>["request"],
  ) => {
    const outcome = store.call({ operation, request, account: ACCOUNT, region: REGION, requestId: "r" });
    if (outcome.kind === "refusal") throw new Error(`${operation}: ${outcome.type}`);
    return outcome.body;
  };
  const rotatingKeys = (count: number) =>
    Array.from({ length: count }, () => {
      const { KeyMetadata } = call("CreateKey", {}) as { KeyMetadata: { KeyId: string } };
      call("EnableKeyRotation", { KeyId: KeyMetadata.KeyId, RotationPeriodInDays: 90 });
      return KeyMetadata.KeyId;
    });
  return { store, control, call, rotatingKeys };
}

const home = { region: REGION, account: ACCOUNT };

/** What this process keeps, in bytes: all but the young space, whose size is the test runner's. */
const kept = () =>
  getHeapSpaceStatistics()
    .filter(({ space_name }) => !space_name.startsWith("new_"))
    .reduce((sum, { space_used_size }) => sum + space_used_size, process.memoryUsage().arrayBuffers);

const CENTURY = { move: { days: 36_500 } };
/** Rotations of a key of 90 days in a century. */
const ROTATIONS = 405;

test("a century for 1,000 keys of 90 days: other calls are answered on the way, and memory is bounded", async () => {
  const { store, control, rotatingKeys } = frozen();
  rotatingKeys(1000);
  const start = store.clock.now();
  const before = kept();
  let ended = false;
  const move = control("PUT /clock", CENTURY).finally(() => {
    ended = true;
  });
  const seen: number[] = [];
  let most = before;
  while (!ended) {
    seen.push(store.clock.now());
    most = Math.max(most, kept());
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  expect(await move).toMatchObject({ status: 200 });
  expect(store.clock.now()).toBe(start + 36_500 * DAY);
  expect(store.snapshot().state.keys.map(({ materials }) => materials.length)).toEqual(
    Array.from({ length: 1000 }, () => ROTATIONS + 1),
  );
  // What a call on the way sees: the clock moves on in many steps, and never back.
  expect(new Set(seen).size).toBeGreaterThan(20);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect((most - before) / 2 ** 20).toBeLessThan(150);
});

test("the latest 5,000 events can be read, in the order of time; the others are counted", async () => {
  const { control, rotatingKeys } = frozen();
  rotatingKeys(30);
  await control("PUT /clock", CENTURY);
  const { body } = await control("GET /events");
  const { cloudTrail, dropped } = body as { cloudTrail: { eventName: string; eventTime: string }[]; dropped: object };
  const rotations = cloudTrail.filter(({ eventName }) => eventName === "RotateKey");
  expect(rotations).toHaveLength(5000);
  expect(rotations.map(({ eventTime }) => eventTime)).toEqual(rotations.map(({ eventTime }) => eventTime).sort());
  expect(dropped).toEqual({ calls: 0, service: 30 * ROTATIONS - 5000 });
});

test("8,000 years with the default fixture, and every key can still be read; the year 9999 is refused", async () => {
  const { control, call, store } = frozen((now) => stateOfFixture(defaultFixtureDocument(), home, now));
  const now = "9991-01-01T00:00:00.000Z";
  expect(await control("PUT /clock", { now })).toEqual({ status: 200, body: { now, frozen: true } });
  for (const { id, account, region, origin } of store.snapshot().state.keys) {
    if (account !== ACCOUNT || region !== REGION || origin !== "AWS_KMS") continue;
    const status = call("GetKeyRotationStatus", { KeyId: id });
    expect(validators.GetKeyRotationStatus.responseBody[200](status)).toBe(true);
  }
  expect(await control("PUT /clock", { now: "9999-12-31T23:59:59Z" })).toMatchObject({
    status: 400,
    body: {
      error: expect.stringMatching(/^TRENT_E_CONTROL: The clock cannot be set before 1970 or after 9991-12-27T/),
    },
  });
});

test("a move that brings more than a million rotations is refused, and changes nothing", async () => {
  const { store, control, rotatingKeys } = frozen();
  rotatingKeys(40);
  const clock = await control("GET /clock");
  const state = store.snapshot();
  const refused = await control("PUT /clock", { now: "9990-12-31T23:59:59Z", frozen: false });
  expect(refused).toMatchObject({
    status: 400,
    body: {
      error: expect.stringMatching(
        /^TRENT_E_CONTROL: Until 9990-12-31T23:59:59.000Z about 129\d{4} rotations .* at most: /,
      ),
    },
  });
  expect(await control("GET /clock")).toEqual(clock);
  expect(store.snapshot()).toEqual(state);
});

test("what changes the whole state or the time waits for a move that is under way", async () => {
  const { store, control, rotatingKeys } = frozen();
  rotatingKeys(50);
  const start = store.clock.now();
  const moves = [control("PUT /clock", CENTURY), control("PUT /clock", { move: { days: -36_499 } })];
  await Promise.all(moves);
  expect(store.clock.now()).toBe(start + DAY);
  const reset = [control("PUT /clock", CENTURY), control("POST /reset")];
  expect((await Promise.all(reset)).map(({ status }) => status)).toEqual([200, 204]);
  expect(store.snapshot().state.keys).toEqual([]);
});

test("one long move and many short ones bring the same rotations", () => {
  const fixture = `
keys:
  - { id: 00000000-0000-4000-8000-000000000001, rotation: { period: 90 } }
  - { id: 00000000-0000-4000-8000-000000000002, rotation: { period: 365 } }
  - { id: mrk-00000000000040008000000000000003, rotation: { period: 120 }, multiRegion: { primary: home, replicas: [other] } }
  - { id: mrk-00000000000040008000000000000003, region: other, multiRegion: { primary: home, replicas: [other] } }
`;
  const rotationsAfter = (days: readonly number[]) => {
    const world = new World(fixture);
    for (const each of days) world.pass(each * DAY);
    const events = world.events.map((event) => event.kind === "service" && [event.name, event.keyArn, event.at]);
    const keys = [...world.state.partitions()].flatMap(({ keys }) => [...keys.values()]);
    return {
      events,
      dates: keys.map(({ materials, rotation }) => [materials.map(({ rotated }) => rotated), rotation]),
    };
  };
  const long = rotationsAfter([3000]);
  expect(long).toEqual(rotationsAfter(Array.from({ length: 3000 }, () => 1)));
  expect(long.events.length).toBeGreaterThan(60);
});
