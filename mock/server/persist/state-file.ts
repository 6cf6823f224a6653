import { readFile, realpath, rm } from "node:fs/promises";
import path from "node:path";
import { TrentProblem } from "../../../openapi/dialect/problems";
import type { Saved } from "../../engine/state/saved-state";
import { errorCode } from "./error-code";
import { decode, encode } from "./format";
import { GroupedWrites } from "./grouped";
import { FileLock } from "./lock";
import { replaceFile, temporaryOf } from "./replace";

/**
 * A file in which a state outlives the process. At any moment, also after `kill -9` or a loss of power, it holds one
 * whole state, as it was at one moment.
 *
 * **What may be lost.** A write begins 100 ms after the first change that it holds, or, if that is later, when ten times
 * the length of the last write have passed since that one began. It holds every change made before it begins. So a change
 * is lost only if the `kill -9` came within W + L of it: L is the length of the write that would have held it, and W is
 * 100 ms or ten times the length of the write before, whichever is more. With some hundred keys that is about 0.1 s. A
 * write that fails adds the time until one succeeds. A change may say that it can wait for longer: the last use of a key
 * does ({@link changed}). {@link flush} and {@link close} lose nothing.
 */
export interface StateFile {
  /** What the file held when it was opened; undefined when there was no file. */
  readonly loaded: Saved | undefined;
  /** Sets where a write gets its content: called once for each write. Its result must not change later. */
  watch(take: () => Saved): void;
  /**
   * Plans a write of what has changed. Before `watch` the write waits for it; after `close` the call is ignored.
   * @param within how long it may wait for other changes, in milliseconds; 100 where absent.
   */
  changed(within?: number): void;
  /**
   * Writes at once what has changed.
   * @throws TrentProblem when the write fails; it is tried again later.
   */
  flush(): Promise<void>;
  /**
   * Writes what has changed, and lets other processes have the file. A second call does nothing.
   * @throws TrentProblem when the write fails; others may have the file all the same, as the last good write left it.
   */
  close(): Promise<void>;
}

/**
 * Opens a state file, and keeps all other processes out of it until it is closed or the process ends.
 * @param log gets one line when writing begins to fail.
 * @throws TrentProblem when the file is damaged, held by another process, or cannot be read or locked. It stays as it is.
 */
export async function openStateFile(file: string, log?: { warn(line: string): void }): Promise<StateFile> {
  const lock = new FileLock(await real(file));
  try {
    await lock.take();
  } catch (error) {
    throw asProblem(error, `The state file ${file} cannot be locked`);
  }
  try {
    const loaded = await load(lock.file);
    await rm(temporaryOf(lock.file), { force: true });
    return new OpenStateFile(lock, loaded, log);
  } catch (error) {
    await lock.release();
    throw asProblem(error, `The state file ${file} cannot be read`);
  }
}

/** The file's path without symbolic links: all links must lead to one lock, and a rename must not replace a link. */
async function real(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw asProblem(error, `The state file ${file} cannot be read`);
  }
  try {
    return path.join(await realpath(path.dirname(file)), path.basename(file));
  } catch (error) {
    throw asProblem(error, `There is no folder for the state file ${file}`);
  }
}

async function load(file: string): Promise<Saved | undefined> {
  try {
    return decode(await readFile(file), file);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function asProblem(error: unknown, sentence: string): unknown {
  const code = errorCode(error);
  if (error instanceof TrentProblem || code === undefined) return error;
  return new TrentProblem("TRENT_E_STATE_FILE", `${sentence} (${code}).`, { cause: error });
}

class OpenStateFile implements StateFile {
  readonly loaded: Saved | undefined;
  readonly #lock: FileLock;
  readonly #writes: GroupedWrites;
  #take: (() => Saved) | undefined;
  #closed: Promise<void> | undefined;

  constructor(lock: FileLock, loaded: Saved | undefined, log: { warn(line: string): void } | undefined) {
    this.#lock = lock;
    this.loaded = loaded;
    this.#writes = new GroupedWrites(
      () => this.#write(),
      (error) => log?.warn(`${error instanceof TrentProblem ? error.message : error} It is tried again.`),
    );
  }

  watch(take: () => Saved): void {
    this.#take = take;
    this.#writes.start();
  }

  changed(within?: number): void {
    this.#writes.changed(within);
  }

  flush(): Promise<void> {
    return this.#closed ?? this.#writes.flush();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#writes.stop();
    try {
      await this.#writes.flush();
    } finally {
      await this.#lock.release();
    }
  }

  async #write(): Promise<void> {
    if (!this.#take) return;
    const saved = this.#take();
    try {
      await this.#lock.take();
      await replaceFile(this.#lock.file, encode(saved));
    } catch (error) {
      throw asProblem(error, `The state file ${this.#lock.file} cannot be written`);
    }
  }
}
