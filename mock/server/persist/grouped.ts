/** How long changes are gathered for one write, milliseconds. */
export const GATHERING = 100;

/** At least so many times as long as a write took lies between its start and the next one's: a tenth of the time at most. */
export const SPACING = 10;

/**
 * Groups changes into writes, of which never two run at once. A write is due {@link GATHERING} after the first change
 * that it holds, but not before {@link SPACING} times the length of the last write have passed since that began. A write
 * that fails is due again by the same rule.
 */
export class GroupedWrites {
  readonly #write: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #started = false;
  #stopped = false;
  /** When the first change was made that no write has begun to hold; undefined without such a change. */
  #unsavedSince: number | undefined;
  #notBefore = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #failing = false;

  /**
   * @param write writes what there is at the moment of the call.
   * @param failed told of the first of several failing writes in a row.
   */
  constructor(write: () => Promise<void>, failed: (error: unknown) => void) {
    this.#write = write;
    this.#failed = failed;
  }

  /** From now on it can be written. */
  start(): void {
    this.#started = true;
    this.#plan();
  }

  /** No write comes any more but by {@link flush}. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Something has changed. After the stop this says nothing. */
  changed(): void {
    if (this.#stopped) return;
    this.#unsavedSince ??= performance.now();
    this.#plan();
  }

  /**
   * Writes at once what has changed; resolves when all that had changed before is written.
   * @throws what the write threw.
   */
  async flush(): Promise<void> {
    while (this.#running) await this.#running.catch(() => {});
    if (this.#unsavedSince === undefined || !this.#started) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#run();
  }

  #plan(): void {
    if (this.#unsavedSince === undefined || !this.#started || this.#stopped || this.#timer || this.#running) return;
    const due = Math.max(this.#unsavedSince + GATHERING, this.#notBefore);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#run().catch(() => {}); // It has been told, and is tried again.
    }, due - performance.now());
  }

  #run(): Promise<void> {
    // Not begun before `#running` is set: what changes while the write takes its content must not plan a second one.
    const once = Promise.resolve().then(() => this.#once());
    this.#running = once.finally(() => {
      this.#running = undefined;
      this.#plan();
    });
    return this.#running;
  }

  async #once(): Promise<void> {
    const began = performance.now();
    this.#unsavedSince = undefined;
    try {
      await this.#write();
      this.#failing = false;
    } catch (error) {
      this.#unsavedSince = performance.now();
      if (!this.#failing) this.#failed(error);
      this.#failing = true;
      throw error;
    } finally {
      this.#notBefore = began + SPACING * (performance.now() - began);
    }
  }
}
