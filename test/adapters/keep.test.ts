import { setTimeout as wait } from "node:timers/promises";
import { createTrent, type KeepStorage } from "../../mock/adapters/in-process";
import { AWS_JSON } from "../mock/running";

/** A Storage as a page has it. */
function memory(entries: Record<string, string> = {}): KeepStorage & { readonly entries: Record<string, string> } {
  return {
    entries,
    getItem: (name) => entries[name] ?? null,
    setItem: (name, value) => {
      entries[name] = value;
    },
  };
}

const createKey = {
  method: "POST",
  headers: { "Content-Type": AWS_JSON, "X-Amz-Target": "TrentService.CreateKey" },
  body: "{}",
};

/** On a busy machine a write that is quick may take long. */
const allWritesAreQuick = () => jest.spyOn(performance, "now").mockReturnValue(0);
afterEach(() => jest.restoreAllMocks());

test("the state and the clock outlive a reload that comes right after a call", async () => {
  allWritesAreQuick();
  const keep = memory();
  const before = createTrent({ fixtures: "none", keep });
  await before.clock.move({ days: 100 });
  before.clock.freeze();
  await before.fetch("http://localhost/", createKey);
  const after = createTrent({ fixtures: "none", keep });
  expect(after.state.get()).toEqual(before.state.get());
  expect([after.clock.now(), after.clock.frozen]).toEqual([before.clock.now(), true]);
});

test("a reset is kept too", async () => {
  allWritesAreQuick();
  const keep = memory();
  const trent = createTrent({ fixtures: "none", keep });
  await trent.fetch("http://localhost/", createKey);
  await trent.reset();
  expect(createTrent({ keep }).state.get().keys).toEqual([]);
});

test("changes of one turn are one write", async () => {
  let writes = 0;
  const keep = { getItem: () => null, setItem: () => void writes++ };
  const trent = createTrent({ fixtures: "none", keep });
  await Promise.all(Array.from({ length: 100 }, () => trent.fetch("http://localhost/", createKey)));
  expect(writes).toBe(1);
});

test("changes that come while the last write is recent wait, and are written later", async () => {
  const keep = memory();
  const slow: KeepStorage = {
    ...keep,
    setItem: (name, value) => {
      const until = performance.now() + 10;
      while (performance.now() < until);
      keep.setItem(name, value);
    },
  };
  const trent = createTrent({ fixtures: "none", keep: slow });
  for (let i = 0; i < 5; i++) await trent.fetch("http://localhost/", createKey);
  expect(JSON.parse(keep.entries["trent-state"]!).state.keys.length).toBeLessThan(5);
  const kept = () => JSON.parse(keep.entries["trent-state"]!).state.keys.length;
  while (kept() < 5) await wait(20);
});

test("a page that goes writes what waits", async () => {
  const listeners: (() => void)[] = [];
  const page = globalThis as { addEventListener?: unknown };
  page.addEventListener = (event: string, listener: () => void) => event === "pagehide" && listeners.push(listener);
  try {
    const keep = memory();
    const slow: KeepStorage = {
      ...keep,
      setItem: (name, value) => {
        const until = performance.now() + 30;
        while (performance.now() < until);
        keep.setItem(name, value);
      },
    };
    const trent = createTrent({ fixtures: "none", keep: slow });
    for (let i = 0; i < 2; i++) await trent.fetch("http://localhost/", createKey);
    for (const listener of listeners) listener();
    expect(JSON.parse(keep.entries["trent-state"]!).state.keys).toHaveLength(2);
  } finally {
    delete page.addEventListener;
  }
});

describe("what is no state of Trent is refused, as a state file is, and left as it is", () => {
  it.each<[text: string, why: string]>([
    ["{", "it is not JSON, or only a part of it"],
    ['"text"', "it is not a state file of Trent"],
    ['{"format":"trent-state","version":9}', "it has version 9, and this Trent reads 1"],
    ['{"format":"trent-state","version":1,"state":{}}', "it has no clock"],
    ['{"format":"trent-state","version":1,"clock":{"offset":0},"state":{}}', "must have required property"],
  ])("%s", (text, why) => {
    const keep = memory({ "trent-state": text });
    expect(() => createTrent({ keep })).toThrow(
      expect.objectContaining({ code: "TRENT_E_STATE_DAMAGED", message: expect.stringContaining(why) }),
    );
    expect(keep.entries["trent-state"]).toBe(text);
  });
});

describe("a storage that fails breaks no call, and is a warning once", () => {
  const fail = () => {
    throw new Error("QuotaExceededError");
  };
  it.each<[what: string, keep: KeepStorage]>([
    ["at writing", { getItem: () => null, setItem: fail }],
    ["at reading and writing", { getItem: fail, setItem: fail }],
  ])("%s", async (_what, keep) => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
    const trent = createTrent({ fixtures: "none", keep });
    for (let i = 0; i < 3; i++) {
      expect((await trent.fetch("http://localhost/", createKey)).status).toBe(200);
      await wait(5);
    }
    expect(warn.mock.calls.map(([line]) => String(line).slice(25))).toEqual([
      "warn  the state cannot be kept: QuotaExceededError",
    ]);
    warn.mockRestore();
  });
});
