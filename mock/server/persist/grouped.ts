/** How long changes are collected for one write, in milliseconds. */
export const GATHERING = 100;

/** A write starts at least this many times the length of the last one after that one started: writes take a tenth of the time at most. */
export const SPACING = 10;

/**
 * Groups changes into writes that never overlap. A write is due {@link GATHERING} after the first change that it holds,
 * (or later, where the change says so), but not before {@link SPACING} times the length of the last write have passed since that one began. A write that
 * fails is due again by the same rule.
 */
export class GroupedWrites {
  readonly #write: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #started = false;
  #stopped = false;
  /** By when the first change has to be written that no write has taken yet; undefined without such a change. */
  #dueBy: number | undefined;
  #notBefore = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #failing = false;

  /**
   * @param write writes the state of the moment of the call.
   * @param failed called for the first of several failing writes in a row.
   */
  constructor(write: () => Promise<void>, failed: (error: unknown) => void) {
    this.#write = write;
    this.#failed = failed;
  }

  /** Allows writes from now on. */
  start(): void {
    this.#started = true;
    this.#plan();
  }

  /** From now on only {@link flush} writes. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /**
   * Plans a write of what has changed. After {@link stop} it is ignored.
   * @param within how long it may wait for other changes, in milliseconds.
   */
  changed(within = GATHERING): void {
    if (this.#stopped) return;
    const dueBy = performance.now() + within;
    if (this.#dueBy !== undefined && this.#dueBy <= dueBy) return;
    this.#dueBy = dueBy;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#plan();
  }

  /**
   * Writes at once what has changed; resolves when all that had changed before is written.
   * @throws what the write threw.
   */
  async flush(): Promise<void> {
    while (this.#running) await this.#running.catch(() => {});
    if (this.#dueBy === undefined || !this.#started) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#run();
  }

  #plan(): void {
    if (this.#dueBy === undefined || !this.#started || this.#stopped || this.#timer || this.#running) return;
    const due = Math.max(this.#dueBy, this.#notBefore);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#run().catch(() => {}); // `failed` was called, and the write is planned again.
    }, due - performance.now());
  }

  #run(): Promise<void> {
    // Starts after `#running` is set: a change while the write takes its content must not plan a second one.
    const once = Promise.resolve().then(() => this.#once());
    this.#running = once.finally(() => {
      this.#running = undefined;
      this.#plan();
    });
    return this.#running;
  }

  async #once(): Promise<void> {
    const began = performance.now();
    this.#dueBy = undefined;
    try {
      await this.#write();
      this.#failing = false;
    } catch (error) {
      this.#dueBy = performance.now() + GATHERING;
      if (!this.#failing) this.#failed(error);
      this.#failing = true;
      throw error;
    } finally {
      this.#notBefore = began + SPACING * (performance.now() - began);
    }
  }
}
