/**
 * A program for the tests: opens the state file of its argument and creates keys without end, one each turn, and prints
 *
 *     loaded KEYS        what the file held
 *     answered KEYS AT   after each CreateKey, with the process's own milliseconds
 *     take KEYS AT       when a write begins, which is after the one before is whole
 *     whole AT           when it sees, once a turn, that there is a new file
 *     warning TEXT       what the state file had to say
 *
 * A refusal ends it with code 2. Told to `wait`, it opens the file only when it is sent a byte, and creates nothing.
 */
import { statSync, writeSync } from "node:fs";
import { randomIds } from "../../mock/engine/state/ids";
import { perform } from "../../mock/engine/state/perform";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { KeyStore } from "../../mock/engine/state/state";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { openStateFile } from "../../mock/server/persist/state-file";
import { TrentProblem } from "../../openapi/dialect/problems";

/** Synchronous: a line that was printed is there for the parent, whenever this process is killed. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** What differs from one file of a name to the next. */
function stamp(file: string): string {
  const { ino, ctimeNs } = statSync(file, { bigint: true, throwIfNoEntry: false }) ?? { ino: 0, ctimeNs: 0 };
  return `${ino} ${ctimeNs}`;
}

async function open(file: string) {
  try {
    return await openStateFile(file, { warn: (line) => say(`warning ${line}`) });
  } catch (error) {
    if (!(error instanceof TrentProblem)) throw error;
    say(`refused ${error.code} ${error.message}`);
    return process.exit(2);
  }
}

async function main(file: string, mode: string | undefined): Promise<void> {
  if (mode === "wait") {
    say("ready");
    await new Promise((resolve) => process.stdin.once("data", resolve));
  }
  const stateFile = await open(file);
  const state = stateFile.loaded ? restore(stateFile.loaded.state) : new KeyStore();
  let keys = snapshot(state).keys.length;
  say(`loaded ${keys}`);
  if (mode === "wait") return;

  stateFile.watch(() => {
    say(`take ${keys} ${performance.now()}`);
    return { state: snapshot(state), clock: keys };
  });
  const ids = randomIds();
  let seen = stamp(file);
  const create = () => {
    const call = { operation: "CreateKey", request: {}, account: "111122223333", region: "us-east-1" } as const;
    perform(state, { ...call, requestId: ids.uuid() }, { now: Date.now(), ids, timing: DEFAULT_TIMING });
    stateFile.changed();
    say(`answered ${++keys} ${performance.now()}`);
    const now = stamp(file);
    if (now !== seen) say(`whole ${performance.now()}`);
    seen = now;
    // About a thousand calls a second, as a server has them: the files stay small enough for many rounds.
    setTimeout(create, 1);
  };
  create();
}

const [file, mode] = process.argv.slice(2);
if (file === undefined) throw new Error("It takes the path of a state file.");
void main(file, mode);
