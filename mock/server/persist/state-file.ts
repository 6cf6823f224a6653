import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { TrentProblem } from "../../../openapi/dialect/problems";
import { errorCode } from "./error-code";
import { decode, encode, type Saved } from "./format";
import { GroupedWrites } from "./grouped";
import { FileLock } from "./lock";
import { replaceFile } from "./replace";

export type { Saved } from "./format";

/**
 * A file in which a state outlives the process. At any moment, also after `kill -9` or a loss of power, it holds one
 * state whole, as it was at one moment.
 *
 * **What may be lost.** Changes are gathered: a write begins 100 ms after the first change that it holds, or, when that
 * is later, as soon as ten times the length of the last write have passed since that one began. It holds every change
 * made before it begins. So after `kill -9` the file holds every change made before the last finished write was due, and
 * a change is missing only if the kill came within W + L of it, where L is how long the write took that would have held
 * it and W is 100 ms or ten times the length of the write before, whichever is more. With some hundred keys that is about
 * 0.1 s. A write that fails adds the time until one succeeds. {@link flush} and {@link close} lose nothing.
 */
export interface StateFile {
  /** What the file held when it was opened; undefined when there was no file. */
  readonly loaded: Saved | undefined;
  /** Tells where to take what is written; called once for each write. What it gives must not be changed later. */
  watch(take: () => Saved): void;
  /** Something has changed, and a write is due soon. Before `watch` it is kept in mind; after `close` it is ignored. */
  changed(): void;
  /**
   * Writes at once what has changed.
   * @throws TrentProblem when that fails; it is tried again later.
   */
  flush(): Promise<void>;
  /**
   * Writes what has changed, and gives the file free for other processes. Calling it again does nothing.
   * @throws TrentProblem when the write fails; the file is free nevertheless, and is as the last good write left it.
   */
  close(): Promise<void>;
}

/**
 * Opens a state file, and keeps all other processes from it until it is closed.
 * @param log told once when writing begins to fail.
 * @throws TrentProblem when the file is damaged, held by another process, or cannot be read or locked. It is not touched.
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
    await lock.sweep();
    return new OpenStateFile(lock, loaded, log);
  } catch (error) {
    await lock.free();
    throw asProblem(error, `The state file ${file} cannot be read`);
  }
}

/** The file's one true path: a lock beside a symbolic link would not keep out who comes by another, and a rename would replace the link. */
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

  changed(): void {
    this.#writes.changed();
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
      await this.#lock.free();
    }
  }

  async #write(): Promise<void> {
    if (!this.#take) return;
    const saved = this.#take();
    try {
      await this.#lock.keep();
      await replaceFile(this.#lock.file, this.#lock.temporary, encode(saved));
    } catch (error) {
      throw asProblem(error, `The state file ${this.#lock.file} cannot be written`);
    }
  }
}
