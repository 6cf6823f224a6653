import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FileLock } from "../../mock/server/persist/lock";

/** Delays each step on the file system by a random time, so that the steps happen in many orders. */
jest.mock("node:fs/promises", () => {
  const actual = jest.requireActual<typeof import("node:fs/promises")>("node:fs/promises");
  const slowed = (["open", "rm", "stat"] as const).map((name) => [
    name,
    async (...args: unknown[]) => {
      await someTurns();
      return Reflect.apply(actual[name], actual, args);
    },
  ]);
  return { ...actual, ...Object.fromEntries(slowed) };
});

async function someTurns(): Promise<void> {
  for (let turns = Math.floor(Math.random() ** 3 * 40); turns > 0; turns--) await new Promise(setImmediate);
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const CONTENDERS = 6;
const TAKES = 25;

test.each([
  { name: "no lock file", leave: () => {} },
  { name: "the lock file of a dead process", leave: (file: string) => writeFileSync(`${file}.lock`, "4194999\n") },
])(
  `with $name, ${CONTENDERS} contenders that take and release ${TAKES} times each never hold it at once`,
  async ({ leave }) => {
    const file = path.join(folder, "state.json");
    leave(file);
    let holders = 0;
    let refused = 0;
    const contend = async () => {
      const lock = new FileLock(file);
      for (let taken = 0; taken < TAKES; ) {
        try {
          await lock.take();
        } catch (error) {
          expect(error).toMatchObject({ code: "TRENT_E_STATE_HELD" });
          refused++;
          continue;
        }
        taken++;
        expect(++holders).toBe(1);
        await someTurns();
        expect(holders--).toBe(1);
        await lock.release();
      }
    };
    await Promise.all(Array.from({ length: CONTENDERS }, contend));
    // Otherwise they never met, and the test would prove nothing.
    expect(refused).toBeGreaterThan(CONTENDERS * TAKES);
    expect(readdirSync(folder)).toEqual([]);
  },
);
