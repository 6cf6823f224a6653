import { AccountRings } from "./account-rings";
import type { StateEvent } from "./state/events";

/**
 * How many events of calls of one account the control interface can read. Each of them outlives a young collection of
 * V8's: with 5,000 an answer costs half as much again.
 */
const CALL_EVENTS = 1_000;

/**
 * How many events of the service itself are held of one account, rotations above all. They have a limit of their own: a
 * flood of calls does not push them out.
 */
export const SERVICE_EVENTS = 5_000;

/** The latest events of each account, for the control interface. */
export class EventLog {
  readonly #calls = new AccountRings<StateEvent>(CALL_EVENTS);
  readonly #service = new AccountRings<StateEvent>(SERVICE_EVENTS);

  add(events: readonly StateEvent[]): void {
    for (const event of events) (event.kind === "call" ? this.#calls : this.#service).add(event.account, event);
  }

  /** Counts events of the service as dropped that were never made, for each account. */
  drop(unreported: ReadonlyMap<string, number>): void {
    for (const [account, count] of unreported) this.#service.drop(account, count);
  }

  /** The latest events of an account, or of all, in the order of the mock's time. */
  list(account?: string): readonly StateEvent[] {
    return [...this.#service.list(account), ...this.#calls.list(account)].sort((a, b) => a.at - b.at);
  }

  /** How many were dropped to make room, since the events were last cleared. */
  dropped(account?: string): { readonly calls: number; readonly service: number } {
    return { calls: this.#calls.dropped(account), service: this.#service.dropped(account) };
  }

  /** Forgets the events of an account, or all. */
  clear(account?: string): void {
    this.#calls.clear(account);
    this.#service.clear(account);
  }
}
