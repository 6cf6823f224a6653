import { seededIds } from "../../mock/engine/state/ids";
import { SortedNames } from "../../mock/engine/state/sorted-names";
import { DAY, World } from "./world";

/** ListAliases is by AliasName in byte order, ListKeys by KeyId (40 of 40 recordings of AWS). */

const KEY_IDS = [
  "00000000-0000-4000-8000-00000000000a",
  "00000000-0000-4000-8000-000000000001",
  "ffffffff-ffff-4fff-bfff-ffffffffffff",
  "mrk-00000000000040008000000000000000",
  "9fffffff-0000-4000-8000-000000000000",
  "a0000000-0000-4000-8000-000000000000",
];
const IN_ORDER = [
  "00000000-0000-4000-8000-000000000001",
  "00000000-0000-4000-8000-00000000000a",
  "9fffffff-0000-4000-8000-000000000000",
  "a0000000-0000-4000-8000-000000000000",
  "ffffffff-ffff-4fff-bfff-ffffffffffff",
  "mrk-00000000000040008000000000000000",
];

const fixtureOf = (ids: readonly string[]) =>
  `keys:\n${ids.map((id) => `  - { id: ${id}${id.startsWith("mrk-") ? ", multiRegion: { primary: home }" : ""} }`).join("\n")}`;

/** Every page of ListKeys; between two pages something happens. */
function keyPages(
  world: World,
  Limit: number,
  between: (page: string[], number: number) => void = () => {},
): string[][] {
  const pages: string[][] = [];
  for (let Marker: string | undefined; ; ) {
    const { Keys, NextMarker } = world.ok("ListKeys", { Limit, ...(Marker !== undefined && { Marker }) });
    const page = Keys!.map(({ KeyId }) => KeyId!);
    pages.push(page);
    if (NextMarker === undefined) return pages;
    Marker = NextMarker;
    between(page, pages.length);
  }
}

describe("ListKeys", () => {
  test("by KeyId, not in the order in which keys were made", () => {
    expect(keyPages(new World(fixtureOf(KEY_IDS)), 100)).toEqual([IN_ORDER]);
  });

  test.each([1, 2, 4, 6, 7])("in pages of %d", (limit) => {
    const pages = keyPages(new World(fixtureOf(KEY_IDS)), limit);
    expect(pages.flat()).toEqual(IN_ORDER);
    expect(pages).toHaveLength(Math.ceil(IN_ORDER.length / limit));
  });

  test("2,000 keys: each once, in order, in pages of every size", () => {
    const world = new World();
    const ids = Array.from({ length: 2000 }, () => world.createKey()).sort();
    for (const limit of [1000, 999, 100, 37]) {
      const pages = keyPages(world, limit);
      expect(pages.flat().join()).toBe(ids.join());
      expect(pages.map((page) => page.length).slice(0, -1)).toEqual(pages.slice(0, -1).map(() => limit));
    }
    expect(world.ok("ListKeys", {}).Keys).toHaveLength(100);
  });

  test("keys come and go between pages: what was there all the time is listed once, in order, and nothing twice", () => {
    const world = new World();
    const there = new Set(Array.from({ length: 500 }, () => world.createKey()));
    const all = [...there];
    const chance = seededIds(11);
    const pick = () => all[Number.parseInt(chance.hex(4), 16) % all.length]!;
    const seen = keyPages(world, 20, () => {
      for (let n = 0; n < 5; n++) world.createKey();
      for (let n = 0; n < 5; n++) {
        const KeyId = pick();
        if (world.call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 }).kind === "success")
          there.delete(KeyId);
      }
      world.pass(2 * DAY);
    }).flat();
    expect(seen.join()).toBe([...new Set(seen)].sort().join());
    expect([...there].filter((id) => !seen.includes(id))).toEqual([]);
  });

  test("the key that a marker names may be gone: the next page begins after its place", () => {
    const world = new World(fixtureOf(KEY_IDS));
    const seen = keyPages(world, 2, (page) => {
      for (const KeyId of page) world.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
      world.pass(7 * DAY);
    });
    expect(seen.flat()).toEqual(IN_ORDER);
    expect(world.ok("ListKeys", {}).Keys!.map(({ KeyId }) => KeyId)).toEqual(IN_ORDER.slice(4));
  });

  test("a key that was deleted and is there again is listed once", () => {
    const names = new SortedNames();
    for (const name of ["b", "a", "c"]) names.add(name);
    names.remove("b");
    expect(names.after("", 10)).toEqual(["a", "c"]);
    names.add("b");
    expect(names.after("", 10)).toEqual(["a", "b", "c"]);
    names.remove("b");
    names.add("d");
    expect(names.after("", 10)).toEqual(["a", "c", "d"]);
    names.add("b");
    names.remove("b");
    names.add("b");
    expect(names.after("", 10)).toEqual(["a", "b", "c", "d"]);
    expect(names.after("b", 1)).toEqual(["c"]);
    expect(names.after("bb", 1)).toEqual(["c"]);
    expect(names.after("d", 1)).toEqual([]);
  });

  test("names in order against a plain set, whatever is added and removed", () => {
    const names = new SortedNames();
    const plain = new Set<string>();
    const chance = seededIds(5);
    for (let step = 0; step < 20_000; step++) {
      const name = chance.hex(2);
      if (plain.has(name)) {
        plain.delete(name);
        names.remove(name);
      } else {
        plain.add(name);
        names.add(name);
      }
      if (step % 17 !== 0) continue;
      const after = chance.hex(2);
      const want = [...plain].sort().filter((each) => each > after);
      expect(names.after(after, 9)).toEqual(want.slice(0, 9));
    }
  });
});

describe("ListAliases", () => {
  /** As bytes: `-`, `/`, digits, `A` to `Z`, `_`, `a` to `z`. */
  const NAMES = [
    "alias/a",
    "alias/Z",
    "alias/_",
    "alias/-",
    "alias/0",
    "alias/a/b",
    "alias/a-b",
    "alias/a_b",
    "alias/aB",
  ];
  const SORTED = [
    "alias/-",
    "alias/0",
    "alias/Z",
    "alias/_",
    "alias/a",
    "alias/a-b",
    "alias/a/b",
    "alias/aB",
    "alias/a_b",
  ];

  test("of the Region and of one key, by name in byte order", () => {
    const world = new World();
    const TargetKeyId = world.createKey();
    for (const AliasName of NAMES) world.ok("CreateAlias", { AliasName, TargetKeyId });
    expect(world.aliasNames()).toEqual(SORTED);
    const ofKey = world.ok("ListAliases", { KeyId: TargetKeyId });
    expect(ofKey.Aliases!.map(({ AliasName }) => AliasName)).toEqual(SORTED);
    const first = world.ok("ListAliases", { KeyId: TargetKeyId, Limit: 4 });
    const second = world.ok("ListAliases", { KeyId: TargetKeyId, Limit: 100, Marker: first.NextMarker! });
    expect([...first.Aliases!, ...second.Aliases!].map(({ AliasName }) => AliasName)).toEqual(SORTED);
  });

  test("a marker of one list is refused by another", () => {
    const world = new World();
    const TargetKeyId = world.createKey();
    for (const AliasName of NAMES) world.ok("CreateAlias", { AliasName, TargetKeyId });
    const ofKey = world.ok("ListAliases", { KeyId: TargetKeyId, Limit: 1 }).NextMarker!;
    const ofRegion = world.ok("ListAliases", { Limit: 1 }).NextMarker!;
    expect(world.fault("ListAliases", { Marker: ofKey })).toBe("InvalidMarkerException");
    expect(world.fault("ListAliases", { Marker: ofRegion, KeyId: TargetKeyId })).toBe("InvalidMarkerException");
    expect(world.fault("ListAliases", { Marker: ofRegion }, { region: "eu-west-1" })).toBe("InvalidMarkerException");
    expect(world.fault("ListKeys", { Marker: ofRegion })).toBe("InvalidMarkerException");
  });
});
