import type { Log } from "../engine/log";
import { damaged, readSaved, type Saved, savedHead } from "../engine/state/saved-state";
import type { StoredState } from "../engine/state-store";

/** What can keep texts by name, as `sessionStorage` and `localStorage` do. */
export interface KeepStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

/** The name under which the state is kept. */
const NAME = "trent-state";

/** A write that takes no longer than this, in milliseconds, is no burden, however often it comes. */
const QUICK = 5;

/** After a longer one the next waits this many times its length: writes take a tenth of the time at most. */
const SPACING = 10;

/** A page has these; Node has not, and needs none. */
const page: { readonly addEventListener?: (event: string, listener: () => void) => void } = globalThis as object;

/** The events after which a page may be gone. */
const LEAVING = ["pagehide", "visibilitychange"];

/**
 * Keeps the state over reloads. The changes of a turn are written together, at its end; where a state is so large that
 * this takes long, those of several turns. A page writes the rest before it goes. A storage that fails breaks no call:
 * the first failure of several is a warning in the log.
 */
export class Keeping {
  private take: (() => StoredState) | undefined;
  private notBefore = 0;
  private isPlanned = false;
  private isFailing = false;

  constructor(
    private readonly storage: KeepStorage,
    private readonly log: Pick<Log, "warn">,
  ) {
    for (const event of LEAVING) page.addEventListener?.(event, () => this.write());
  }

  /**
   * What is kept; undefined where there is nothing yet.
   * @throws TrentProblem TRENT_E_STATE_DAMAGED for what is no state of Trent.
   */
  load(): Saved | undefined {
    const text = this.attempt(() => this.storage.getItem(NAME));
    if (text === undefined || text === null) return undefined;
    const where = `The state that "keep" has under ${NAME}`;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (cause) {
      throw damaged(where, "it is not JSON, or only a part of it", cause);
    }
    return readSaved(json, where);
  }

  /** Plans a write of what `take` gives then. */
  changed(take: () => StoredState): void {
    this.take = take;
    if (this.isPlanned) return;
    this.isPlanned = true;
    const wait = this.notBefore - performance.now();
    if (wait <= 0) queueMicrotask(() => this.write());
    else setTimeout(() => this.write(), wait);
  }

  private write(): void {
    this.isPlanned = false;
    const { take } = this;
    if (!take) return;
    this.take = undefined;
    const began = performance.now();
    const { clock, state } = take();
    const text = `${savedHead(clock)}${JSON.stringify(state)}}`;
    const isWritten = this.attempt(() => {
      this.storage.setItem(NAME, text);
      return true;
    });
    if (isWritten) this.isFailing = false;
    const ended = performance.now();
    const took = ended - began;
    this.notBefore = took > QUICK ? ended + SPACING * took : 0;
  }

  private attempt<Result>(action: () => Result): Result | undefined {
    try {
      return action();
    } catch (error) {
      if (!this.isFailing) this.log.warn(`the state cannot be kept: ${error instanceof Error ? error.message : error}`);
      this.isFailing = true;
      return undefined;
    }
  }
}
