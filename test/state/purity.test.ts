import { allOperations } from "../../mock/engine/state/all-operations";
import { advanceTo } from "../../mock/engine/state/apply-due";
import { DueQueue } from "../../mock/engine/state/due-queue";
import { seededIds } from "../../mock/engine/state/ids";
import { perform, transition } from "../../mock/engine/state/perform";
import { snapshot } from "../../mock/engine/state/snapshot";
import { KeyStore } from "../../mock/engine/state/state";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { ACCOUNT, DAY, REGION, START, World } from "./world";

const context = (now = START) => ({
  now,
  ids: seededIds(7),
  timing: DEFAULT_TIMING,
  operations: allOperations,
});
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

describe("the cost of a call does not grow with the number of keys", () => {
  const MANY = 2500;
  const names = (n: number) => ({ AliasName: `alias/a${n}` });

  /** A state with many keys, each with an alias. `readBy` says which keys a step reads, and the targets of which aliases. */
  function watchedState() {
    const state = new KeyStore();
    const ids: string[] = [];
    const read = new Set<string>();
    const watched = <Item extends object>(item: Item, id: string): Item =>
      new Proxy(item, {
        get: (target, member) => {
          read.add(id);
          return Reflect.get(target, member);
        },
      });
    const ctx = context();
    for (let n = 0; n < MANY; n++) {
      const { outcome } = perform(state, { ...call, operation: "CreateKey", request: {} }, ctx);
      if (outcome.kind === "refusal") throw new Error(outcome.type);
      const id = outcome.body.KeyMetadata!.KeyId;
      ids.push(id);
      perform(state, { ...call, operation: "CreateAlias", request: { ...names(n), TargetKeyId: id } }, ctx);
      const alias = state.alias(ACCOUNT, REGION, names(n).AliasName)!;
      state.apply([
        { kind: "putKey", key: watched(state.key(ACCOUNT, REGION, id)!, id) },
        { kind: "putAlias", alias: watched(alias, id) },
      ]);
    }
    const readBy = <Result>(step: () => Result) => {
      read.clear();
      const result = step();
      return { result, read: [...read] };
    };
    return { state, ids, readBy };
  }

  let given: ReturnType<typeof watchedState>;
  beforeEach(() => {
    given = watchedState();
  });

  test.each([
    { operation: "DescribeKey", members: {} },
    { operation: "EnableKeyRotation", members: { RotationPeriodInDays: 90 } },
    { operation: "GetKeyRotationStatus", members: {} },
    { operation: "ListAliases", members: {} },
    { operation: "ListResourceTags", members: {} },
    { operation: "ScheduleKeyDeletion", members: {} },
  ] as const)("$operation of one key reads no other key", ({ operation, members }) => {
    const { state, ids, readBy } = given;
    const KeyId = ids[MANY / 2]!;
    const request = { KeyId, ...members };
    const { result, read } = readBy(() => perform(state, { ...call, operation, request } as never, context()));
    expect(result.outcome.kind).toBe("success");
    expect(read).toEqual([KeyId]);
  });

  test("ListKeys pages through each once, and a page reads its own keys and at most the next one", () => {
    const { state, ids, readBy } = given;
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const request = { Limit: 1000, ...(Marker !== undefined && { Marker }) };
      const { result, read } = readBy(() => perform(state, { ...call, operation: "ListKeys", request }, context()));
      if (result.outcome.kind === "refusal") throw new Error(result.outcome.type);
      const page = result.outcome.body.Keys!.map((key) => key.KeyId!);
      expect(read.length).toBeLessThanOrEqual(page.length + 1);
      seen.push(...page);
      Marker = result.outcome.body.NextMarker;
    } while (Marker !== undefined);
    expect(seen).toEqual([...ids].sort());
  });
});
