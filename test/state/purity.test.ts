import { performance } from "node:perf_hooks";
import { advanceTo } from "../../mock/engine/state/apply-due";
import { DueQueue } from "../../mock/engine/state/due-queue";
import { seededIds } from "../../mock/engine/state/ids";
import { perform, transition } from "../../mock/engine/state/perform";
import { snapshot } from "../../mock/engine/state/snapshot";
import { KeyStore } from "../../mock/engine/state/state";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { ACCOUNT, DAY, REGION, START, World } from "./world";

const context = (now = START) => ({ now, ids: seededIds(7), timing: DEFAULT_TIMING });
const call = { account: ACCOUNT, region: REGION, requestId: "00000000-0000-4000-8000-000000000000" };

test("a transition changes nothing until its changes are applied, and gives the same again", () => {
  const { state } = new World();
  const before = JSON.stringify(snapshot(state));
  const create = () => transition(state, { ...call, operation: "CreateKey", request: {} }, context());
  const first = create();
  expect(JSON.stringify(snapshot(state))).toBe(before);
  expect(create()).toEqual(first);
  state.apply(first.changes);
  expect(snapshot(state).keys).toHaveLength(1);
});

test("time changes nothing until its changes are applied, and the changes are plain JSON", () => {
  const world = new World();
  world.ok("EnableKeyRotation", { KeyId: world.createKey(), RotationPeriodInDays: 90 });
  const before = JSON.stringify(snapshot(world.state));
  const { changes, events } = advanceTo(world.state, context(START + 800 * DAY));
  expect(events).toHaveLength(8);
  expect(JSON.stringify(snapshot(world.state))).toBe(before);
  expect(JSON.parse(JSON.stringify(changes))).toEqual(changes);
});

test("a fault changes nothing", () => {
  const { state } = new World();
  const request = { KeyId: "fake" };
  expect(transition(state, { ...call, operation: "EnableKey", request }, context()).changes).toEqual([]);
});

test("the agenda is in order whatever is set, moved and taken out", () => {
  const agenda = new DueQueue();
  const dates = new Map<string, number>();
  const chance = seededIds(3);
  for (let step = 0; step < 3000; step++) {
    const id = String(Number.parseInt(chance.hex(2), 16));
    const at = Number.parseInt(chance.hex(4), 16);
    agenda.set({ account: "a", region: "r", id }, at % 4 === 0 ? undefined : at);
    if (at % 4 === 0) dates.delete(id);
    else dates.set(id, at);
    expect(agenda.first()?.at).toBe(dates.size === 0 ? undefined : Math.min(...dates.values()));
    const until = (step * 6151) % 65_536;
    expect(agenda.upTo(until)).toHaveLength([...dates.values()].filter((date) => date <= until).length);
  }
  const due = agenda.upTo(30_000).map(({ ref, at }) => `${ref.id} ${at}`);
  expect(due.sort()).toEqual(
    [...dates]
      .filter(([, at]) => at <= 30_000)
      .map(([id, at]) => `${id} ${at}`)
      .sort(),
  );
});

describe("100,000 keys", () => {
  const MANY = 100_000;
  const filled = (count: number) => {
    const state = new KeyStore();
    const ctx = context();
    const ids: string[] = [];
    for (let n = 0; n < count; n++) {
      const { outcome } = perform(state, { ...call, operation: "CreateKey", request: {} }, ctx);
      if (outcome.kind === "success") ids.push(outcome.body.KeyMetadata!.KeyId);
    }
    return { state, ids };
  };
  /** Median nanoseconds of a DescribeKey. */
  const describeCost = ({ state, ids }: ReturnType<typeof filled>) => {
    const rounds = Array.from({ length: 15 }, () => {
      const start = performance.now();
      for (let n = 0; n < 2000; n++) {
        const KeyId = ids[(n * 7919) % ids.length]!;
        perform(state, { ...call, operation: "DescribeKey", request: { KeyId } }, context());
      }
      return ((performance.now() - start) / 2000) * 1e6;
    });
    return rounds.sort((a, b) => a - b)[7]!;
  };

  test("ListKeys pages through each once, a page at the end costs about what one at the beginning does", () => {
    const { state, ids } = filled(MANY);
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const request = { Limit: 1000, ...(Marker !== undefined && { Marker }) };
      const { outcome } = perform(state, { ...call, operation: "ListKeys", request }, context());
      if (outcome.kind === "refusal") throw new Error(outcome.type);
      seen.push(...outcome.body.Keys!.map((key) => key.KeyId!));
      Marker = outcome.body.NextMarker;
    } while (Marker !== undefined);
    expect(seen).toEqual(ids);
    // Generous, for a machine that does something else besides: no cost that grows with the number would pass.
    expect(describeCost({ state, ids })).toBeLessThan(describeCost(filled(10)) * 10 + 20_000);
  });
});
