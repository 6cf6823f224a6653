import { Ring } from "./ring";

/** Of how many accounts something is held. Whoever has been silent longest makes room for another. */
const ACCOUNTS = 100;

/** The latest items of each account: what one account does pushes out nothing of another. */
export class AccountRings<Item> {
  readonly #rings = new Map<string, Ring<Item>>();
  #latest: { readonly account: string; readonly ring: Ring<Item> } | undefined;
  #lost = 0;

  /** @param most how many items of one account are held. */
  constructor(private readonly most: number) {}

  add(account: string, item: Item): void {
    this.#ring(account).add(item);
  }

  /** Counts items of an account as dropped that were never made. */
  drop(account: string, count: number): void {
    this.#ring(account).drop(count);
  }

  /** The latest items of an account, oldest first; of all accounts, one account after the other, where it is absent. */
  list(account?: string): readonly Item[] {
    if (account !== undefined) return this.#rings.get(account)?.list() ?? [];
    return [...this.#rings.values()].flatMap((ring) => ring.list());
  }

  /** How many items of an account, or of all, were dropped to make room since they were last cleared. */
  dropped(account?: string): number {
    if (account !== undefined) return this.#rings.get(account)?.dropped ?? 0;
    return [...this.#rings.values()].reduce((sum, ring) => sum + ring.dropped, this.#lost);
  }

  /** Whether an account has had any, as far as is remembered. */
  has(account: string): boolean {
    return this.#rings.has(account);
  }

  /** Forgets the items of an account, or of all. */
  clear(account?: string): void {
    if (account !== undefined) {
      this.#rings.get(account)?.clear();
      return;
    }
    this.#rings.clear();
    this.#latest = undefined;
    this.#lost = 0;
  }

  /** Most calls come from the account of the call before: it is not looked up. */
  #ring(account: string): Ring<Item> {
    if (this.#latest?.account === account) return this.#latest.ring;
    const ring = this.#rings.get(account) ?? this.#newRing();
    // A Map holds the order of insertion: so the first is the one that was silent longest.
    this.#rings.delete(account);
    this.#rings.set(account, ring);
    this.#latest = { account, ring };
    return ring;
  }

  #newRing(): Ring<Item> {
    if (this.#rings.size >= ACCOUNTS)
      for (const [account, ring] of this.#rings) {
        this.#rings.delete(account);
        this.#lost += ring.dropped + ring.list().length;
        break;
      }
    return new Ring(this.most);
  }
}
