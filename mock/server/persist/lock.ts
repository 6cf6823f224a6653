import { link, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { TrentProblem } from "../../../openapi/dialect/problems";
import { errorCode } from "./error-code";
import { isAlive, ownIdentity, type ProcessIdentity, parseIdentity, pidOf } from "./process-identity";

let drafts = 0;

/**
 * The right of one process to a file: `FILE.lock`, which holds the process's identity and appears whole, by a hard link,
 * or not at all.
 *
 * The lock of a dead process X may be removed only by who holds `FILE.lock.X`, which is taken in this same way. So of
 * several that find X dead one removes its lock, once, and none removes the new lock of another; and should that one die
 * over it, it is X to the next.
 */
export class FileLock {
  readonly #own = ownIdentity();
  readonly #path: string;

  constructor(readonly file: string) {
    this.#path = `${file}.lock`;
  }

  /** The name of a temporary file next to the file, which {@link sweep} knows as this process's. */
  get temporary(): string {
    return `${this.file}.${this.#own}.tmp`;
  }

  /**
   * Takes the lock.
   * @throws TrentProblem when a living process has it, or is about to.
   */
  take(): Promise<void> {
    return this.#acquire(this.#path);
  }

  /** Takes the lock again if it is gone, as with a folder that was removed and made anew. */
  async keep(): Promise<void> {
    if ((await this.#holder(this.#path)) !== this.#own) await this.take();
  }

  /** Gives the lock back. A lock that has become another's stays. */
  async free(): Promise<void> {
    if ((await this.#holder(this.#path)) === this.#own) await rm(this.#path, { force: true });
  }

  /**
   * Removes what dead processes have left next to the file. Only for the holder: while the lock is held by a living
   * process no lock of a dead one is left to be taken over, so nobody can depend on what is removed here.
   */
  async sweep(): Promise<void> {
    const prefix = `${path.basename(this.file)}.`;
    const folder = path.dirname(this.file);
    for (const name of await readdir(folder)) {
      if (!name.startsWith(prefix)) continue;
      const [, maker] = /^(?:lock\.)?(\d+-\d+)(?:(?:\.\d+)?\.tmp)?$/.exec(name.slice(prefix.length)) ?? [];
      const identity = parseIdentity(maker ?? "");
      if (identity && !isAlive(identity)) await rm(path.join(folder, name), { force: true });
    }
  }

  async #acquire(at: string, dead: readonly ProcessIdentity[] = []): Promise<void> {
    for (;;) {
      if (await this.#create(at)) return;
      const holder = await this.#holder(at);
      if (holder === undefined) continue;
      if (isAlive(holder)) {
        throw new TrentProblem(
          "TRENT_E_STATE_HELD",
          `The state file ${this.file} is held by the process ${pidOf(holder)} (its lock is ${this.#path}).`,
        );
      }
      // Nobody takes over from itself: only files made by hand could lead round in a circle.
      if (dead.includes(holder)) throw foreign(at);
      const right = `${this.#path}.${holder}`;
      await this.#acquire(right, [...dead, holder]);
      try {
        if ((await this.#holder(at)) === holder) await rm(at, { force: true });
      } finally {
        await rm(right, { force: true });
      }
    }
  }

  /** Makes a lock unless it is there. Written first and linked then: nobody can see it, or be killed, half-way. */
  async #create(at: string): Promise<boolean> {
    const draft = `${this.#path}.${this.#own}.${drafts++}.tmp`;
    try {
      await writeFile(draft, `${this.#own}\n`, { flag: "wx", mode: 0o600 });
      await link(draft, at);
      return true;
    } catch (error) {
      if (errorCode(error) === "EEXIST") return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Who holds a lock; undefined when it is not there (any more). */
  async #holder(at: string): Promise<ProcessIdentity | undefined> {
    let text: string;
    try {
      text = await readFile(at, "utf8");
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
    const identity = parseIdentity(text.trim());
    if (identity) return identity;
    throw foreign(at);
  }
}

function foreign(at: string): TrentProblem {
  return new TrentProblem("TRENT_E_STATE_HELD", `The lock ${at} is there, and Trent has not written it.`);
}
