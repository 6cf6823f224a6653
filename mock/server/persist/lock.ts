import { constants } from "node:fs";
import { type FileHandle, open, readFile, rm, stat } from "node:fs/promises";
import { TrentProblem } from "../../../openapi/dialect/problems";
import { errorCode } from "./error-code";

/**
 * The right of one process to a file: the operating system's lock on `FILE.lock`, which it releases by itself when the
 * process ends, however it ends. The content of `FILE.lock` is the holder's pid, for the message to others only.
 */
export class FileLock {
  readonly #path: string;
  #held: FileHandle | undefined;

  constructor(readonly file: string) {
    this.#path = `${file}.lock`;
  }

  /**
   * Takes the lock. Does nothing if this object has it; takes it again if its file is gone, as with a folder that was
   * removed and made again.
   * @throws TrentProblem when another process has it, or the platform or the file system has no locks.
   */
  async take(): Promise<void> {
    if (this.#held && (await this.#isCurrent(this.#held))) return;
    await this.#close();
    while (this.#held === undefined) {
      const handle = await open(this.#path, constants.O_RDWR | constants.O_CREAT, 0o600);
      try {
        if (!(await this.#tryLock(handle))) throw await this.#heldByAnother();
        // Between our open and our lock, the holder before may have removed this file, and a third made a new one.
        if (!(await this.#isCurrent(handle))) continue;
        await this.#writePid(handle);
        this.#held = handle;
      } finally {
        if (this.#held !== handle) await handle.close();
      }
    }
  }

  /** Gives the lock back, and removes its file. A file that is another's by now stays. */
  async release(): Promise<void> {
    try {
      // Removed while it is still locked: so nobody else can hold the file that is removed here.
      if (this.#held && (await this.#isCurrent(this.#held))) await rm(this.#path, { force: true });
    } finally {
      await this.#close();
    }
  }

  async #close(): Promise<void> {
    const handle = this.#held;
    this.#held = undefined;
    await handle?.close();
  }

  async #tryLock(handle: FileHandle): Promise<boolean> {
    try {
      // Loaded here, so that only those who have a state file need a platform that has it.
      return (await import("fs-native-extensions")).default.tryLock(handle.fd);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new TrentProblem(
        "TRENT_E_STATE_FILE",
        `The state file ${this.file} cannot be locked on this platform or file system (${code}).`,
        { cause },
      );
    }
  }

  /** Whether the lock's path still leads to this file. */
  async #isCurrent(handle: FileHandle): Promise<boolean> {
    try {
      const [ours, there] = await Promise.all([handle.stat({ bigint: true }), stat(this.#path, { bigint: true })]);
      return ours.ino === there.ino && ours.dev === there.dev;
    } catch (error) {
      if (errorCode(error) === "ENOENT") return false;
      throw error;
    }
  }

  async #writePid(handle: FileHandle): Promise<void> {
    // An empty one is ours too: its maker was killed before it wrote. Trent 0.1 wrote PID-START.
    if (!/^(\d+(-\d+)?\n)?$/.test(await handle.readFile("utf8"))) {
      throw new TrentProblem("TRENT_E_STATE_HELD", `The lock ${this.#path} is there, and Trent has not written it.`);
    }
    await handle.truncate();
    await handle.write(`${process.pid}\n`, 0);
  }

  async #heldByAnother(): Promise<TrentProblem> {
    // Windows lets nobody else read a locked file, and its holder may not have written yet.
    const pid = Number.parseInt(await readFile(this.#path, "utf8").catch(() => ""), 10);
    const holder = Number.isNaN(pid) ? "another process" : `the process ${pid}`;
    return new TrentProblem(
      "TRENT_E_STATE_HELD",
      `The state file ${this.file} is held by ${holder} (its lock is ${this.#path}).`,
    );
  }
}
