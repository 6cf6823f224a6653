import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { snapshot } from "../../mock/engine/state/snapshot";
import { openStateFile, type StateFile } from "../../mock/server/persist/state-file";
import { TrentProblem } from "../../openapi/dialect/problems";
import { World } from "../state/world";
import { compileWriter, WriterProcess } from "./writer-process";

const STATE = snapshot(
  new World("keys: [{ id: 1234abcd-12ab-34cd-56ef-1234567890ab, description: é, aliases: [alias/a] }]").state,
);
const CLOCK = { offset: 5 };

let folder: string;
let file: string;
const opened: StateFile[] = [];
const writers: WriterProcess[] = [];
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "trent-")));
  file = path.join(folder, "state.json");
});
afterEach(async () => {
  await Promise.all(writers.splice(0).map((one) => one.kill()));
  for (const one of opened.splice(0)) await one.close().catch(() => {});
  rmSync(folder, { recursive: true });
});

async function open(at = file, log?: { warn(line: string): void }): Promise<StateFile> {
  const stateFile = await openStateFile(at, log);
  opened.push(stateFile);
  return stateFile;
}

/** `writer.ts` on the file; killed at the end of the test. */
function startWriter(program: string, mode: readonly "wait"[] = [], fileBlocks?: number): WriterProcess {
  const writer = new WriterProcess(program, [file, ...mode], fileBlocks);
  writers.push(writer);
  return writer;
}

/** What refuses a file, as one line. */
async function refusal(at = file): Promise<string> {
  const error = await openStateFile(at).then(
    (wrong) => wrong.close(),
    (error: unknown) => error,
  );
  if (!(error instanceof TrentProblem)) throw new Error(`not refused, but ${error}`);
  return error.report;
}

/** A file that was saved and closed. */
async function saved(state = STATE): Promise<string> {
  const one = await open();
  one.watch(() => ({ state, clock: CLOCK }));
  one.changed();
  await one.close();
  return readFileSync(file, "utf8");
}

/** A file of any content, with the digest that fits it. */
function signed(body: string): string {
  return `${body},"digest":"${createHash("sha256").update(body).digest("hex")}"}\n`;
}

describe("saving and loading", () => {
  test("a file that is missing is an empty start, and is not made before something changes", async () => {
    const one = await open();
    expect(one.loaded).toBeUndefined();
    one.watch(() => ({ state: STATE, clock: CLOCK }));
    await one.flush();
    await one.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("what was saved is loaded, and the file is its owner's alone and the only one left", async () => {
    await saved();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["state.json"]);
    expect((await open()).loaded).toEqual({ state: STATE, clock: CLOCK });
  });

  test("the default fixture, written in several pieces, is loaded as it was", async () => {
    const world = new World(
      readFileSync(path.join(__dirname, "../../mock/engine/state/fixtures/default.yaml"), "utf8"),
    );
    for (let key = 0; key < 1000; key++) world.createKey({ Description: `${key} \u{1f511} \ud800` });
    const text = await saved(snapshot(world.state));
    expect(text.length).toBeGreaterThan(300_000);
    expect((await open()).loaded?.state).toEqual(snapshot(world.state));
  });

  test("a write comes by itself, of many changes one, and what changes during it comes with the next", async () => {
    const one = await open();
    const taken: number[] = [];
    const twice = new Promise<void>((resolve) => {
      one.watch(() => {
        taken.push(taken.length);
        if (taken.length === 1) one.changed();
        else resolve();
        return { state: STATE, clock: taken.length };
      });
    });
    for (let change = 0; change < 1000; change++) one.changed();
    await twice;
    await one.close();
    expect(taken).toEqual([0, 1]);
    expect((await open()).loaded?.clock).toBe(2);
  });

  test("a change before watch is written after it, and one after close is ignored", async () => {
    const one = await open();
    one.changed();
    await one.flush();
    one.watch(() => ({ state: STATE, clock: 1 }));
    await Promise.all([one.flush(), one.flush()]);
    expect(JSON.parse(readFileSync(file, "utf8")).clock).toBe(1);
    await Promise.all([one.close(), one.close()]);
    one.watch(() => ({ state: STATE, clock: 2 }));
    one.changed();
    await one.flush();
    expect(JSON.parse(readFileSync(file, "utf8")).clock).toBe(1);
  });

  test("a symbolic link stays one, and its lock is that of the file it leads to", async () => {
    await saved();
    const linked = path.join(folder, "link.json");
    symlinkSync("state.json", linked);
    const one = await open(linked);
    expect(await refusal()).toContain(`is held by the process ${process.pid} (its lock is ${file}.lock)`);
    one.watch(() => ({ state: STATE, clock: 7 }));
    one.changed();
    await one.close();
    expect(readdirSync(folder).sort()).toEqual(["link.json", "state.json"]);
    expect(JSON.parse(readFileSync(file, "utf8")).clock).toBe(7);
  });
});

describe("a file that is damaged is refused, and left as it is", () => {
  const HEAD = '{"format":"trent-state","version":1,"clock":0,"state":';
  test.each<{ name: string; damage: (whole: string) => string; why: RegExp }>([
    { name: "empty", damage: () => "", why: /it is empty/ },
    { name: "cut off", damage: (whole) => whole.slice(0, -100), why: /not JSON, or only a part/ },
    { name: "cut off by one byte", damage: (whole) => whole.slice(0, -1), why: /digest/ },
    { name: "followed by more", damage: (whole) => `${whole}{}`, why: /not JSON/ },
    { name: "zeroes", damage: (whole) => "\0".repeat(whole.length), why: /not JSON/ },
    { name: "null", damage: () => "null\n", why: /not a state file/ },
    { name: "a list", damage: () => "[]\n", why: /not a state file/ },
    { name: "another's JSON", damage: () => '{"version":1}\n', why: /not a state file/ },
    {
      name: "a newer version",
      damage: (w) => w.replace('"version":1', '"version":2'),
      why: /version 2, and .* reads 1/,
    },
    { name: "no version", damage: (w) => w.replace('"version":1,', ""), why: /version undefined/ },
    { name: "one letter changed", damage: (w) => w.replace("Enabled", "Disabled"), why: /digest/ },
    { name: "a letter of UTF-8 changed", damage: (w) => w.replace("é", "è"), why: /digest/ },
    { name: "white space added", damage: (w) => w.replace("{", "{ "), why: /digest/ },
    { name: "the digest changed", damage: (w) => w.replace(/.("\}\n)$/, "_$1"), why: /digest/ },
    { name: "no digest", damage: (w) => w.replace(/,"digest".*/, "}"), why: /digest/ },
    {
      name: "no state",
      damage: () => signed('{"format":"trent-state","version":1,"clock":0'),
      why: /at \/ it must be object/,
    },
    { name: "no clock", damage: () => signed('{"format":"trent-state","version":1,"state":{}'), why: /no clock/ },
    {
      name: "a state of another shape",
      damage: () => signed(`${HEAD}{"keys":[]}`),
      why: /must have required property/,
    },
    {
      name: "an alias without its key",
      damage: () => signed(HEAD + JSON.stringify({ ...STATE, keys: [] })),
      why: /the alias alias\/a leads to the key 1234abcd/,
    },
  ])("$name", async ({ damage, why }) => {
    const damaged = damage(await saved());
    writeFileSync(file, damaged);
    const { ino, mtimeMs } = statSync(file);
    const said = await refusal();
    expect(said).toMatch(/^TRENT_E_STATE_DAMAGED: The state file \S+state\.json cannot be loaded: [^\n]+$/);
    expect(said).toMatch(why);
    expect(readFileSync(file, "utf8")).toBe(damaged);
    expect(statSync(file)).toMatchObject({ ino, mtimeMs });
    expect(readdirSync(folder)).toEqual(["state.json"]);
  });
});

describe("what cannot be a state file is refused", () => {
  test("a folder", async () => {
    expect(await refusal(folder)).toMatch(/^TRENT_E_STATE_FILE: .*EISDIR/);
    expect(readdirSync(path.dirname(folder))).not.toContain(`${path.basename(folder)}.lock`);
  });
  test("one in a folder that is not there", async () => {
    expect(await refusal(path.join(folder, "a", "b"))).toMatch(/^TRENT_E_STATE_FILE: There is no folder .*ENOENT/);
  });
});

describe("the lock", () => {
  const lock = () => `${file}.lock`;

  test("keeps out a second opening, and is free after the first is closed", async () => {
    const one = await open();
    expect(readFileSync(lock(), "utf8")).toBe(`${process.pid}\n`);
    expect(await refusal()).toMatch(
      `TRENT_E_STATE_HELD: The state file ${file} is held by the process ${process.pid} (its lock is ${lock()}).`,
    );
    await one.close();
    expect(readdirSync(folder)).toEqual([]);
    await (await open()).close();
  });

  test.each([
    { name: "a process that is dead", content: "4194999\n" },
    { name: "a process that was killed before it wrote its pid", content: "" },
    { name: "an earlier process that had our pid", content: `${process.pid}\n` },
    { name: "a dead process of Trent 0.1", content: "4194999-17\n" },
  ])("file of $name is no lock, and what it left half written is removed", async ({ content }) => {
    await saved();
    const others = ["state.json.txt", "state.json.tmp", "other.json.trent.tmp"];
    for (const name of [...others, "state.json.trent.tmp"]) writeFileSync(path.join(folder, name), "{");
    writeFileSync(lock(), content);
    expect((await open()).loaded?.clock).toEqual(CLOCK);
    expect(readFileSync(lock(), "utf8")).toBe(`${process.pid}\n`);
    expect(readdirSync(folder).sort()).toEqual([...others, "state.json", "state.json.lock"].sort());
  });

  test.each(["someone\n", "12 \n", "-1-1\n"])("that Trent has not written (%j) is left as it is", async (content) => {
    writeFileSync(lock(), content);
    expect(await refusal()).toMatch(/^TRENT_E_STATE_HELD: The lock .* Trent has not written it/);
    expect(readFileSync(lock(), "utf8")).toBe(content);
  });

  test("is held by one process of several, and the others name it; after kill -9 of it the next start gets it at once", async () => {
    const program = compileWriter(path.join(folder, "program"));
    const starters = Array.from({ length: 4 }, () => startWriter(program, ["wait"]));
    await Promise.all(starters.map((one) => one.seen("ready")));
    for (const one of starters) one.child.stdin!.write("\n");
    await Promise.all(starters.map((one) => Promise.race([one.seen("loaded"), one.ended])));
    const winners = starters.filter((one) => one.lines.includes("loaded 0"));
    expect(winners.length).toBe(1);
    for (const one of starters) {
      if (one !== winners[0]) expect(one.lines[1]).toMatch(`refused TRENT_E_STATE_HELD The state file ${file} is held`);
    }
    expect(await refusal()).toMatch(`is held by the process ${winners[0]!.child.pid} `);
    await Promise.all(starters.map((one) => one.kill()));
    expect(readFileSync(lock(), "utf8")).toBe(`${winners[0]!.child.pid}\n`);
    await (await open()).close();
  });

  test("of a process that is stopped for long stays its own", async () => {
    const program = compileWriter(path.join(folder, "program"));
    const holder = startWriter(program, ["wait"]);
    holder.child.stdin!.write("\n");
    await holder.seen("loaded");
    holder.child.kill("SIGSTOP");
    // A lock by age would be free: an hour is simulated by the time of the file.
    utimesSync(lock(), new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000));
    expect(await refusal()).toMatch(/^TRENT_E_STATE_HELD/);
    await holder.kill();
  });
});

describe("a write that fails", () => {
  test("is logged once and tried again, and the old file stays until then", async () => {
    const before = await saved();
    const warnings: string[] = [];
    const one = await open(file, { warn: (line) => warnings.push(line) });
    let takes = 0;
    const again = new Promise<void>((resolve) => {
      one.watch(() => {
        if (++takes === 3) resolve();
        return { state: STATE, clock: takes };
      });
    });
    renameSync(folder, `${folder}-away`);
    one.changed();
    await again;
    await expect(one.flush()).rejects.toThrow(/^The state file \S+ cannot be written \(ENOENT\)\.$/);
    expect(warnings).toEqual([`The state file ${file} cannot be written (ENOENT). It is tried again.`]);
    renameSync(`${folder}-away`, folder);
    expect(readFileSync(file, "utf8")).toBe(before);
    await one.flush();
    expect(JSON.parse(readFileSync(file, "utf8")).clock).toBe(takes);
    expect(warnings.length).toBe(1);
  });

  test("half-way for want of room leaves a whole file of before", async () => {
    // The first write has at most the keys of 100 ms, in about 45 kB; the second one no longer fits.
    const writer = startWriter(compileWriter(path.join(folder, "program")), [], 128);
    await writer.seen("warning");
    await writer.kill();
    expect(writer.lines).toContain(`warning The state file ${file} cannot be written (EFBIG). It is tried again.`);
    expect(writer.lines.filter((line) => line.startsWith("whole")).length).toBeGreaterThan(0);
    expect((await open()).loaded?.state.keys.length).toBeGreaterThan(0);
  });

  test("half-way leaves the old file and no temporary one", async () => {
    const before = await saved();
    const one = await open();
    const many = Array.from({ length: 2000 }, () => STATE.keys[0]!);
    const bad = { ...many[0]!, toJSON: () => { throw new Error("no"); } }; // biome-ignore format: short
    one.watch(() => ({ state: { ...STATE, keys: [...many, bad] }, clock: 0 }));
    one.changed();
    await expect(one.flush()).rejects.toThrow("no");
    expect(readdirSync(folder).sort()).toEqual(["state.json", "state.json.lock"]);
    await expect(one.close()).rejects.toThrow("no");
    expect(readdirSync(folder)).toEqual(["state.json"]);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("does not write over what another process holds by now", async () => {
    const one = await open();
    one.watch(() => ({ state: STATE, clock: 0 }));
    // As when the folder was removed and made anew.
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    one.changed();
    await one.flush();
    expect(readdirSync(folder).sort()).toEqual(["state.json", "state.json.lock"]);
    const before = readFileSync(file, "utf8");
    // Another opens it after the lock's file was removed by hand.
    rmSync(`${file}.lock`);
    const other = await open();
    one.changed();
    await expect(one.close()).rejects.toMatchObject({ code: "TRENT_E_STATE_HELD" });
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(["state.json", "state.json.lock"]);
    await other.close();
  });
});
