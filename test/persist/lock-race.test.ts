import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FileLock } from "../../mock/server/persist/lock";

/** Each step on the file system waits for its turn a random while, so that many orders of the steps are met. */
jest.mock("node:fs/promises", () => {
  const actual = jest.requireActual<typeof import("node:fs/promises")>("node:fs/promises");
  const slowed = (["link", "readFile", "rm", "writeFile"] as const).map((name) => [
    name,
    async (...args: unknown[]) => {
      for (let turns = Math.floor(Math.random() ** 3 * 40); turns > 0; turns--) await new Promise(setImmediate);
      return Reflect.apply(actual[name], actual, args);
    },
  ]);
  return { ...actual, ...Object.fromEntries(slowed) };
});

/** No processes have these pids: they are above the greatest that Linux gives. */
const DEAD = "4194999-17";
const DEAD_TOO = "4194998-5";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  { name: "a dead process", taken: [DEAD] },
  { name: "a dead process, with the right to take it over a dead one's too", taken: [DEAD, DEAD_TOO] },
])("of many that want the lock of $name at once, exactly one gets it", async ({ taken: [holder, heir] }) => {
  for (let round = 0; round < 150; round++) {
    const file = path.join(folder, `${holder}-${heir}-${round}`);
    writeFileSync(`${file}.lock`, `${holder}\n`);
    if (heir !== undefined) writeFileSync(`${file}.lock.${holder}`, `${heir}\n`);
    const locks = Array.from({ length: 6 }, () => new FileLock(file));
    const results = await Promise.allSettled(locks.map((lock) => lock.take()));
    expect(results.filter(({ status }) => status === "fulfilled").length).toBe(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "TRENT_E_STATE_HELD" });
    }
    await locks[0]?.free();
    expect(readdirSync(folder)).toEqual([]);
  }
});
