import { mkdtempSync, readdirSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { openStateFile } from "../../mock/server/persist/state-file";
import { World } from "../state/world";
import { compileWriter, WriterProcess } from "./writer-process";

const FILES = 5;

/**
 * How often a writer of each file is killed. 3 in `npm test`, which is 15 kills: each costs a start of Node and two reads of
 * the file. The nightly script asks for 40, since what a kill leaves depends on the moment that it meets.
 */
const KILLS = Number(process.env.TRENT_KILLS ?? 3);

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
const seen = { kills: 0, duringWrite: 0, whole: 0 };

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

/** Whether there is what a write that has not ended leaves. */
function hasHalf(file: string): boolean {
  return readdirSync(folder).some((name) => name.startsWith(path.basename(file)) && name.endsWith(".tmp"));
}

/** Resolves as soon as a write has begun its new file, or the writer has ended. */
async function halfWritten(file: string, writer: WriterProcess): Promise<void> {
  const watcher = watch(folder);
  try {
    const begun = new Promise<void>((resolve) => {
      const look = () => hasHalf(file) && resolve();
      watcher.on("change", look);
      look();
    });
    await Promise.race([begun, writer.ended]);
  } finally {
    watcher.close();
  }
}

/**
 * One run of the writer on a file that holds so many keys, killed while it works: in each other round while a write
 * is under way. Returns how many keys the file holds then.
 */
async function round(file: string, number: number, before: number): Promise<number> {
  const writer = new WriterProcess(program, [file]);
  if (number % 2 === 0) await writer.seen("take", 1 + (number % 4) / 2).then(() => halfWritten(file, writer));
  else await writer.seen("answered", 1 + Math.floor(Math.random() * 150));
  await writer.kill();
  const half = hasHalf(file);

  const lines = writer.lines.map((line) => line.split(" "));
  expect(lines[0]).toEqual(["loaded", String(before)]);
  expect(lines.filter(([word]) => word === "warning")).toEqual([]);
  const takes = lines.filter(([word]) => word === "take").map(([, keys]) => Number(keys));
  const wholes = lines.filter(([word]) => word === "whole").length;
  const after = await held(file);
  // The last write may have been finished or not; the one before it was, and every one that was seen whole.
  const [last, previous] = [takes.at(-1) ?? before, takes.at(-2) ?? before];
  expect([previous, last]).toContain(after);
  expect(after).toBeGreaterThanOrEqual(wholes === 0 ? before : takes[wholes - 1]!);

  seen.kills++;
  seen.duringWrite += half ? 1 : 0;
  seen.whole += wholes;
  return after;
}

test(`after each of ${FILES * KILLS} kills the file loads, and holds what the last whole write took, or the one after it`, async () => {
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
  expect(seen.whole).toBeGreaterThan(seen.kills / 5);
}, 600_000);
