/**
 * A program for the tests: opens the state file of its argument, creates keys without end, one each millisecond, and prints
 *
 *     loaded KEYS        what the file held
 *     answered KEYS AT   after each CreateKey, with the process's own milliseconds
 *     take KEYS AT       when a write begins, which is after the one before has finished
 *     whole AT           when it sees, after each CreateKey, that the file is a new one
 *     warning TEXT       what the state file logged
 *
 * A refusal ends it with code 2. With `wait` it opens the file when it is sent a byte, creates nothing, and holds the file
 * until it is killed.
 */

import { statSync, writeSync } from "node:fs";
import { allOperations } from "../../mock/engine/state/all-operations";
import { randomIds } from "../../mock/engine/state/ids";
import { perform } from "../../mock/engine/state/perform";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { KeyStore } from "../../mock/engine/state/state";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { openStateFile } from "../../mock/server/persist/state-file";
import { TrentProblem } from "../../openapi/dialect/problems";

/** Synchronous, so that the parent gets every printed line, whenever this process is killed. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Identifies the file that has the name now. */
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
  if (mode === "wait") {
    process.once("exit", () => void stateFile); // A reference: a lock that nobody can reach could be closed.
    return;
  }

  stateFile.watch(() => {
    say(`take ${keys} ${performance.now()}`);
    return { state: snapshot(state), clock: keys };
  });
  const ids = randomIds();
  let seen = stamp(file);
  const create = () => {
    const call = { operation: "CreateKey", request: {}, account: "111122223333", region: "us-east-1" } as const;
    perform(
      state,
      { ...call, requestId: ids.uuid() },
      { now: Date.now(), ids, timing: DEFAULT_TIMING, operations: allOperations },
    );
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
