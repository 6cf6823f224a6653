import { type DueKey, DueQueue } from "./due-queue";
import type { KeyRef } from "./key";

/**
 * When the next thing happens to each key, by the clock of its account: one queue for all accounts that follow the mock's
 * clock, and one for each account that has a clock of its own.
 */
export class DueQueues {
  readonly #common = new DueQueue();
  readonly #own = new Map<string, DueQueue>();

  /** The earliest by the mock's clock, or by an account's own. */
  first(clockOf?: string): DueKey | undefined {
    return clockOf === undefined ? this.#common.first() : this.#own.get(clockOf)?.first();
  }

  /**
   * Every key that is due up to a moment of the mock's clock, in no order; or those of one account, whether it has a clock
   * of its own yet or not.
   */
  upTo(now: number, clockOf?: string): DueKey[] {
    if (clockOf === undefined) return this.#common.upTo(now);
    return this.#own.get(clockOf)?.upTo(now) ?? this.#common.upTo(now).filter(({ ref }) => ref.account === clockOf);
  }

  /** Sets a key's date, or takes it out where it is undefined. */
  set(ref: KeyRef, at: number | undefined): void {
    (this.#own.get(ref.account) ?? this.#common).set(ref, at);
  }

  /** Gives an account a queue of its own, still empty; false where it has one. */
  separate(account: string): boolean {
    if (this.#own.has(account)) return false;
    this.#own.set(account, new DueQueue());
    return true;
  }

  /** Moves a key of such an account from the common queue to its own. */
  moveToOwn(ref: KeyRef, at: number | undefined): void {
    this.#common.set(ref, undefined);
    this.set(ref, at);
  }
}
