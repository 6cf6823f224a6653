import { isObject, objectOf } from "../../openapi/dialect/document";
import { type ClockSetting, MockClock } from "./mock-clock";

/** The settings of all clocks, as they are saved: the mock's, and those of accounts with one of their own. */
export interface ClockSettings extends ClockSetting {
  readonly accounts?: Readonly<Record<string, ClockSetting>>;
}

/** The mock's clock, which every account follows that has none of its own, and the own ones. */
export class AccountClocks {
  readonly mock = new MockClock();
  readonly #own = new Map<string, MockClock>();

  /** The clock that an account follows. */
  of(account: string | undefined): MockClock {
    return (account === undefined ? undefined : this.#own.get(account)) ?? this.mock;
  }

  /** The own clock of an account. Where it had none, it gets one that goes on from the mock's. */
  own(account: string): MockClock {
    const own = this.#own.get(account) ?? new MockClock(this.mock.saved);
    this.#own.set(account, own);
    return own;
  }

  isOwn(account: string): boolean {
    return this.#own.has(account);
  }

  /** The accounts with a clock of their own. */
  get accounts(): readonly string[] {
    return [...this.#own.keys()];
  }

  /** Whether there is any clock but the mock's. */
  get areSeveral(): boolean {
    return this.#own.size > 0;
  }

  /** Back to the wall clock's time, for all accounts. */
  reset(): void {
    this.restore({ offset: 0 });
  }

  /** The settings to save: clocks with them go on from there. */
  get saved(): ClockSettings {
    if (!this.areSeveral) return this.mock.saved;
    const accounts = Object.fromEntries([...this.#own].map(([account, { saved }]) => [account, saved]));
    return { ...this.mock.saved, accounts };
  }

  /** Takes over saved settings. */
  restore({ accounts = {}, ...mock }: ClockSettings): void {
    this.mock.restore(mock);
    this.#own.clear();
    for (const [account, setting] of Object.entries(accounts)) this.#own.set(account, new MockClock(setting));
  }
}

/** Saved settings, as parsed. What is none counts as the wall clock. A file of an older Trent has no accounts. */
export function readClocks(saved: unknown): ClockSettings {
  const accounts = Object.entries(objectOf(objectOf(saved).accounts))
    .filter(([account, setting]) => /^\d{12}$/.test(account) && isObject(setting))
    .map(([account, setting]) => [account, readSetting(setting)]);
  return accounts.length === 0 ? readSetting(saved) : { ...readSetting(saved), accounts: Object.fromEntries(accounts) };
}

function readSetting(saved: unknown): ClockSetting {
  const { offset, frozenAt } = objectOf(saved);
  if (typeof offset !== "number") return { offset: 0 };
  return typeof frozenAt === "number" ? { offset, frozenAt } : { offset };
}
