import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { openStateFile } from "../../mock/server/persist/state-file";
import { World } from "../state/world";
import { compileWriter, WriterProcess } from "./writer-process";

const FILES = 5;
const KILLS = 10;

/** Keys that are there from the beginning: a write takes some milliseconds then, and a kill can meet it. */
const KEYS = 2_000;

let folder: string;
let program: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-"));
  program = compileWriter(path.join(folder, "program"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** How the rounds went, over all files. */
const seen = { kills: 0, duringWrite: 0, whole: 0, lost: 0, late: [] as number[] };

/** The keys in a file, which has to load; what is left of the dead is removed by that. */
async function held(file: string): Promise<number> {
  const opened = await openStateFile(file);
  const { keys, nextSerial } = snapshot(restore(opened.loaded!.state));
  expect(opened.loaded!.clock).toBe(keys.length);
  await opened.close();
  // The first so many that were made, without a gap.
  expect({ nextSerial, last: keys.at(-1)!.serial }).toEqual({ nextSerial: keys.length + 1, last: keys.length });
  expect(readdirSync(folder).filter((name) => name.startsWith(path.basename(file)))).toEqual([path.basename(file)]);
  return keys.length;
}

/**
 * One run of the writer on a file that holds so many keys, killed while it works: in each other round just when a write
 * begins. Returns how many keys the file holds then.
 */
async function round(file: string, number: number, before: number): Promise<number> {
  const writer = new WriterProcess(program, file);
  const calls = writer.seen("answered", number % 2 === 0 ? 250 : 1 + Math.floor(Math.random() * 150));
  await (number % 2 === 0 ? Promise.race([writer.seen("take", 1 + (number % 4) / 2), calls]) : calls);
  await writer.kill();
  const half = readdirSync(folder).some((name) => name.startsWith(path.basename(file)) && name.endsWith(".tmp"));

  const lines = writer.lines.map((line) => line.split(" "));
  expect(lines[0]).toEqual(["loaded", String(before)]);
  expect(lines.filter(([word]) => word === "warning")).toEqual([]);
  const takes = lines.filter(([word]) => word === "take").map(([, keys]) => Number(keys));
  const wholes = lines.filter(([word]) => word === "whole").length;
  const answered = before + lines.filter(([word]) => word === "answered").length;
  const after = await held(file);
  // The last write may have been finished or not; the one before it was, and every one that was seen whole.
  const [last, previous] = [takes.at(-1) ?? before, takes.at(-2) ?? before];
  expect([previous, last]).toContain(after);
  expect(after).toBeGreaterThanOrEqual(wholes === 0 ? before : takes[wholes - 1]!);

  seen.kills++;
  seen.duringWrite += half ? 1 : 0;
  seen.whole += wholes;
  seen.lost = Math.max(seen.lost, answered - after);
  seen.late.push(...lateness(lines));
  return after;
}

/** By how much each write began after it was due, by the rule that {@link StateFile} states. */
function lateness(lines: readonly string[][]): number[] {
  const late: number[] = [];
  let unsavedSince: number | undefined;
  let began = Number.NaN;
  let notBefore = 0;
  for (const [word, ...numbers] of lines) {
    const at = Number(numbers.at(-1));
    if (word === "answered") unsavedSince ??= at;
    if (word === "whole") notBefore = began + 10 * (at - began);
    if (word !== "take" || unsavedSince === undefined) continue;
    late.push(at - Math.max(unsavedSince + 100, notBefore));
    began = at;
    unsavedSince = undefined;
  }
  return late;
}

test(`after each of ${FILES * KILLS} kills the file loads, and holds every change answered before the last write was due`, async () => {
  const world = new World();
  for (let key = 0; key < KEYS; key++) world.createKey();
  const rounds = Array.from({ length: FILES }, async (_, index) => {
    const file = path.join(folder, `state-${index}.json`);
    const first = await openStateFile(file);
    first.watch(() => ({ state: snapshot(world.state), clock: KEYS }));
    first.changed();
    await first.close();
    let keys = await held(file);
    for (let number = 0; number < KILLS; number++) keys = await round(file, number, keys);
  });
  await Promise.all(rounds);

  expect(seen.kills).toBe(FILES * KILLS);
  // Else the test would show less than it says.
  expect(seen.duringWrite).toBeGreaterThan(0);
  expect(seen.whole).toBeGreaterThan(10);
  // The window is what it is said to be: the median, as a busy machine may hold up some.
  const late = seen.late.sort((a, b) => a - b);
  expect(late[Math.floor(late.length / 2)]).toBeLessThan(50);
}, 60_000);
