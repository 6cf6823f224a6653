import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { openStateFile } from "../../mock/server/persist/state-file";
import { World } from "../state/world";
import { compileWriter, WriterProcess } from "./writer-process";

const FILES = 5;
const KILLS = 10;

/** Keys in the file at the start: a write of them takes some milliseconds, so that a kill can interrupt it. */
const KEYS = 2_000;

let folder: string;
let program: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-"));
  program = compileWriter(path.join(folder, "program"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Counts over the rounds of all files. */
const seen = { kills: 0, duringWrite: 0, whole: 0, lost: 0, late: [] as number[] };

/** The number of keys in a file, which must load; opening it removes what killed processes left. */
async function held(file: string): Promise<number> {
  const opened = await openStateFile(file);
  const { keys, nextSerial } = snapshot(restore(opened.loaded!.state));
  expect(opened.loaded!.clock).toBe(keys.length);
  await opened.close();
  // The first keys that were created, without a gap.
  expect({ nextSerial, last: keys.at(-1)!.serial }).toEqual({ nextSerial: keys.length + 1, last: keys.length });
  expect(readdirSync(folder).filter((name) => name.startsWith(path.basename(file)))).toEqual([path.basename(file)]);
  return keys.length;
}

/**
 * One run of the writer on a file that holds `before` keys, killed while it works: in every second round as a write
 * begins. Returns how many keys the file holds afterwards.
 */
async function round(file: string, number: number, before: number): Promise<number> {
  const writer = new WriterProcess(program, [file]);
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
  // The last write may be finished or not. The one before it is, and so is each that the writer saw whole.
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
  // Without these the test would prove nothing.
  expect(seen.duringWrite).toBeGreaterThan(0);
  expect(seen.whole).toBeGreaterThan(10);
  // The documented window. The median, because a busy machine delays some writes.
  const late = seen.late.sort((a, b) => a - b);
  expect(late[Math.floor(late.length / 2)]).toBeLessThan(50);
}, 120_000);
