import type { TrentOperation } from "../../generated/types";
import { AccountClocks, type ClockSettings, readClocks } from "./account-clocks";
import type { CryptographySource } from "./cryptography/cryptography";
import { WrappingKeys } from "./cryptography/wrapping-keys";
import { EventLog, SERVICE_EVENTS } from "./event-log";
import type { ClockSetting, MockClock } from "./mock-clock";
import { accountSnapshot, replaceAccount } from "./state/account-state";
import type { StateChange } from "./state/change";
import { dueCount, latestFrom, stepsTo } from "./state/due-steps";
import { type Ids, randomIds } from "./state/ids";
import { accountsNamed, type OperationCall, type OperationOutcome } from "./state/operation-call";
import { catchUpTo, perform } from "./state/perform";
import { MATERIAL } from "./state/size";
import { copyOf, type Snapshot, snapshot } from "./state/snapshot";
import type { KeyStore } from "./state/state";
import { stateFull } from "./state/state-limit";
import { needsCryptography } from "./state/state-operations";
import { DEFAULT_TIMING, type TransitionContext } from "./state/transition-context";

/** What a store is made with besides its state. */
export interface StoreSettings
  extends Pick<TransitionContext, "operations" | "noQuotas" | "mostBytes" | "ruleOff" | "wrappingKeys"> {
  /** Random ones where absent. */
  readonly ids?: Ids;
  /** Where absent, an operation that needs cryptography cannot be called. */
  readonly cryptography?: CryptographySource;
}

/** What is saved of a store. */
export interface StoredState {
  readonly state: Snapshot;
  readonly clock: ClockSettings;
}

/**
 * Holds the state of a mock, its clocks and its events. The transitions are pure: only here do their results last.
 *
 * A method that takes an account does what it does for that account alone, and without one for the whole mock: docs/decisions/0015-accounts-apart.md.
 */
export class StateStore {
  readonly events = new EventLog();
  private readonly clocks = new AccountClocks();
  private state: KeyStore;
  /** What is the same for each call. */
  private readonly lasting: Omit<TransitionContext, "now" | "clockOf" | "cryptography">;
  private onChange: () => void = () => {};
  private onUse: () => void = () => {};
  private changes = 0;

  /**
   * @param start makes the state that a reset goes back to, as of a moment in epoch milliseconds. With an account it is the
   * state that a mock would have whose own account that is.
   */
  constructor(
    private readonly start: (now: number, account?: string) => KeyStore,
    private readonly settings: StoreSettings,
  ) {
    const { ids = randomIds(), operations, noQuotas, mostBytes, ruleOff } = settings;
    const wrappingKeys = settings.wrappingKeys ?? new WrappingKeys((length) => ids.bytes(length));
    this.lasting = { ids, operations, wrappingKeys, timing: DEFAULT_TIMING, noQuotas, mostBytes, ruleOff };
    this.state = start(this.clock.now());
  }

  /** The mock's clock. */
  get clock(): MockClock {
    return this.clocks.mock;
  }

  /** The clock that an account follows: its own, or the mock's. */
  clockOf(account?: string): MockClock {
    return this.clocks.of(account);
  }

  /** Loads the cryptography that an operation needs; undefined where nothing is to be loaded. */
  prepare(operation: TrentOperation): Promise<unknown> | undefined {
    const { cryptography } = this.settings;
    return cryptography?.loaded === undefined && needsCryptography(operation) ? cryptography?.load() : undefined;
  }

  /** Answers a call, after everything that was due by now. */
  call<Operation extends TrentOperation>(call: OperationCall<Operation>): OperationOutcome<Operation> {
    const { account } = call;
    if (this.clocks.areSeveral)
      for (const owner of accountsNamed(call.request)) if (owner !== account) this.catchUp(this.clockOwner(owner));
    const { outcome, changes, events } = perform(this.state, call, this.context(this.clockOwner(account)));
    this.events.add(events);
    // What only the last use of a key changes shows in no list, and is written with the next change or at the end.
    if (changes.some(({ kind }) => kind !== "putUsage")) this.changed();
    else if (changes.length > 0) this.onUse();
    return outcome;
  }

  /**
   * Answers a call on a copy of the state: nothing of it lasts, and there are no events.
   * @param prepare changes the copy, given the moment of the caller's clock, and says at which moment the call is.
   */
  callOnCopy<Operation extends TrentOperation>(
    call: OperationCall<Operation>,
    prepare: (copy: KeyStore, now: number) => number,
  ): OperationOutcome<Operation> {
    this.advance();
    const copy = copyOf(this.state);
    for (const own of this.clocks.accounts) copy.separate(own);
    const context = this.context(this.clockOwner(call.account));
    return perform(copy, call, { ...context, now: prepare(copy, context.now) }).outcome;
  }

  /**
   * Changes the state as no call does: what is changed has no event.
   * @throws TrentProblem TRENT_E_STATE_FULL where it becomes larger than it may be.
   */
  change(changes: readonly StateChange[]): void {
    this.checkRoom(this.state.growth(changes));
    this.state.apply(changes);
    this.changed();
  }

  /** Puts a clock back to a setting that it had. */
  restoreClock(setting: ClockSetting, account?: string): void {
    this.ownClock(account).restore(setting);
    this.clockMoved(account);
  }

  /** Does what is due by now: so its events can be read at once. */
  advance(account?: string): void {
    const clocks = account === undefined ? this.clockOwners() : [this.clockOwner(account)];
    for (const clockOf of clocks) this.catchUp(clockOf);
  }

  /**
   * About how many things fall due until a moment, in epoch milliseconds.
   * @throws TrentProblem TRENT_E_STATE_FULL where what they add is more than the state may hold.
   */
  dueCount(moment: number, account?: string): number {
    const due = dueCount(this.state, moment, account);
    this.checkRoom(due * MATERIAL);
    return due;
  }

  /**
   * About how many things are overdue in a state that is to take the place of this one's, or of what an account has in it.
   * @throws TrentProblem TRENT_E_STATE_FULL where it is more than the state may hold.
   */
  overdueCount(state: KeyStore, account?: string): number {
    const due = account === undefined ? this.overdueOfAll(state) : dueCount(state, this.clockOf(account).now());
    const before = account === undefined ? this.state.bytes : this.state.bytesOf(account);
    this.checkRoom(state.bytes + due * MATERIAL - before);
    return due;
  }

  /**
   * Moves the clock to a moment, in epoch milliseconds, and does what falls due on the way: in steps, so that other calls
   * are answered in between. They see the clock where it is by then. An account has a clock of its own from then on.
   */
  async moveTo(moment: number, account?: string): Promise<void> {
    const clock = this.ownClock(account);
    const quietUntil = latestFrom(this.state, moment, 2 * SERVICE_EVENTS, account);
    for (const until of stepsTo(this.state, moment, account)) {
      clock.set(until);
      this.catchUp(account, quietUntil);
      await pause();
    }
    clock.set(moment);
    this.clockMoved(account);
  }

  /** Stops the clock where it is, or lets it run on from there. An account has a clock of its own from then on. */
  freeze(frozen: boolean, account?: string): void {
    this.ownClock(account).freeze(frozen);
    this.clockMoved(account);
  }

  /** Back to the start: the fixture, no events, and the wall clock's time. An account has a clock of its own from then on. */
  reset(account?: string): void {
    if (account === undefined) {
      this.clocks.reset();
      this.replace(this.start(this.clock.now()));
      return;
    }
    const start = this.start(Date.now(), account);
    this.checkRoom(start.bytesOf(account) - this.state.bytesOf(account));
    this.ownClock(account).restore({ offset: 0 });
    this.replaceAccount(account, start);
  }

  /**
   * Takes over a saved state.
   * @param clock the saved clocks, as parsed.
   */
  restore({ state, clock }: { readonly state: KeyStore; readonly clock: unknown }): void {
    this.clocks.restore(readClocks(clock));
    this.take(state);
  }

  /**
   * Puts another state in the place of the whole, or of what an account has, and clears the events. What is overdue in it
   * is done first, in steps.
   * @param state one that nobody else has. For an account, with nothing of another.
   */
  async put(state: KeyStore, account?: string): Promise<void> {
    if (account !== undefined) {
      await this.catchUpOther(state, undefined, this.clockOf(account).now());
      this.replaceAccount(account, state);
      return;
    }
    for (const own of this.clocks.accounts) state.separate(own);
    for (const clockOf of this.clockOwners()) await this.catchUpOther(state, clockOf, this.clockOf(clockOf).now());
    this.replace(state);
  }

  /** The state as one JSON value; of an account as if it was alone. */
  shown(account?: string): Snapshot {
    const whole = snapshot(this.state);
    return account === undefined ? whole : accountSnapshot(whole, account);
  }

  /** State and clocks as one JSON value. */
  snapshot(): StoredState {
    return { state: snapshot(this.state), clock: this.clocks.saved };
  }

  /** Whether an account has anything, or had, or has a clock of its own. */
  knows(account: string): boolean {
    return this.state.hasAccount(account) || this.clocks.isOwn(account);
  }

  /** Another number after each change of a key, an alias, a custom key store or a clock. */
  get revision(): number {
    return this.changes;
  }

  /** The state, to be read at once: the next call may change it. */
  get view(): KeyStore {
    return this.state;
  }

  /**
   * Calls `onChange` after each change from now on, and `onUse` after a call that changed the last use of a key alone: such
   * calls come by the thousand, and what they change need not be kept at once.
   */
  watch(onChange: () => void, onUse = onChange): void {
    this.onChange = onChange;
    this.onUse = onUse;
  }

  /** The account by whose own clock its keys fall due; undefined where that is the mock's. */
  private clockOwner(account: string): string | undefined {
    return this.clocks.isOwn(account) ? account : undefined;
  }

  private clockOwners(): readonly (string | undefined)[] {
    return [undefined, ...this.clocks.accounts];
  }

  /** The mock's clock, or an account's own, which it gets where it has none. */
  private ownClock(account: string | undefined): MockClock {
    if (account === undefined) return this.clock;
    this.state.separate(account);
    return this.clocks.own(account);
  }

  private changed(): void {
    this.changes++;
    this.onChange();
  }

  private clockMoved(account: string | undefined): void {
    this.catchUp(account);
    this.changed();
  }

  private catchUp(clockOf: string | undefined, quietUntil?: number): void {
    const { changes, events, unreported } = catchUpTo(this.state, { ...this.context(clockOf), quietUntil });
    this.events.drop(unreported);
    this.events.add(events);
    if (changes.length > 0) this.changed();
  }

  /** Does what is overdue in a state that is not this one's, without events. */
  private async catchUpOther(state: KeyStore, clockOf: string | undefined, now: number): Promise<void> {
    for (const until of stepsTo(state, now, clockOf)) {
      catchUpTo(state, { ...this.context(clockOf), now: until, quietUntil: now });
      await pause();
    }
  }

  private overdueOfAll(state: KeyStore): number {
    for (const account of this.clocks.accounts) state.separate(account);
    return this.clockOwners().reduce((sum, clockOf) => sum + dueCount(state, this.clockOf(clockOf).now(), clockOf), 0);
  }

  /** @throws TrentProblem TRENT_E_STATE_FULL where the state would grow by so many bytes beyond its limit. */
  private checkRoom(growth: number): void {
    const { mostBytes = Number.POSITIVE_INFINITY } = this.settings;
    const size = this.state.bytes + growth;
    if (size > mostBytes && growth > 0) throw stateFull(size, mostBytes);
  }

  private replaceAccount(account: string, by: KeyStore): void {
    replaceAccount(this.state, account, accountSnapshot(snapshot(by), account));
    this.events.clear(account);
    this.changed();
  }

  private replace(state: KeyStore): void {
    this.take(state);
    this.events.clear();
    this.changed();
  }

  private take(state: KeyStore): void {
    for (const account of this.clocks.accounts) state.separate(account);
    this.state = state;
  }

  /** Made for every call: each member is named, since a spread costs fifty times as much. */
  private context(clockOf: string | undefined): Every<TransitionContext> {
    const { ids, operations, timing, wrappingKeys, noQuotas, mostBytes, ruleOff } = this.lasting;
    const now = this.clocks.of(clockOf).now();
    const cryptography = this.settings.cryptography?.loaded;
    return {
      now,
      clockOf,
      ids,
      operations,
      timing,
      cryptography,
      wrappingKeys,
      quietUntil: undefined,
      noQuotas,
      mostBytes,
      ruleOff,
    };
  }
}

/** A value with every member, so that none is forgotten; one that need not be there may be undefined. */
type Every<Value> = { readonly [Member in keyof Required<Value>]: Value[Member] };

/** Lets whatever waits have its turn. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
