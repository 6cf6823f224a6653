import type { KeyRef } from "./key";

/** A key, and when something happens to it by itself; or a custom key store, as {@link "./custom-store".agendaRef} names it. */
export interface DueKey {
  readonly at: number;
  readonly ref: KeyRef;
}

/** The one name of a key over all accounts and Regions. */
export function nameOf({ account, region, id }: KeyRef): string {
  return `${account}/${region}/${id}`;
}

/**
 * When the next thing happens to each key: a binary heap that knows each key's place in it, so that a key's date can be
 * moved or taken back at once. Keys to which nothing happens are not in it.
 */
export class DueQueue {
  readonly #heap: (DueKey & { readonly name: string })[] = [];
  readonly #places = new Map<string, number>();

  /** The earliest. */
  first(): DueKey | undefined {
    return this.#heap[0];
  }

  /** Sets a key's date, or takes it out where it is undefined. */
  set(ref: KeyRef, at: number | undefined): void {
    const name = nameOf(ref);
    const place = this.#places.get(name);
    if (place === undefined) {
      if (at === undefined) return;
      this.#heap.push({ at, ref: { account: ref.account, region: ref.region, id: ref.id }, name });
      this.#places.set(name, this.#heap.length - 1);
      this.#rise(this.#heap.length - 1);
      return;
    }
    const entry = this.#heap[place];
    if (entry === undefined || entry.at === at) return;
    if (at !== undefined) {
      this.#heap[place] = { ...entry, at };
      this.#sink(this.#rise(place));
      return;
    }
    const last = this.#heap.pop();
    this.#places.delete(name);
    if (last === undefined || last.name === name) return;
    this.#place(last, place);
    this.#sink(this.#rise(place));
  }

  /** Every key that is due up to a moment, in no order. It looks at those only, and at as many again. */
  upTo(now: number): DueKey[] {
    const found: DueKey[] = [];
    const open = [0];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const entry = this.#heap[place];
      if (entry === undefined || entry.at > now) continue;
      found.push(entry);
      open.push(2 * place + 1, 2 * place + 2);
    }
    return found;
  }

  #place(entry: DueKey & { readonly name: string }, place: number): void {
    this.#heap[place] = entry;
    this.#places.set(entry.name, place);
  }

  #rise(from: number): number {
    let place = from;
    while (place > 0 && this.#swapUnlessInOrder((place - 1) >> 1, place)) place = (place - 1) >> 1;
    return place;
  }

  #sink(from: number): void {
    for (let place = from; ; ) {
      const left = this.#heap[2 * place + 1];
      const right = this.#heap[2 * place + 2];
      if (left === undefined) return;
      const child = right !== undefined && isBefore(right, left) ? 2 * place + 2 : 2 * place + 1;
      if (!this.#swapUnlessInOrder(place, child)) return;
      place = child;
    }
  }

  #swapUnlessInOrder(upper: number, lower: number): boolean {
    const above = this.#heap[upper];
    const below = this.#heap[lower];
    if (above === undefined || below === undefined || !isBefore(below, above)) return false;
    this.#place(below, upper);
    this.#place(above, lower);
    return true;
  }
}

/** By time, then by name: the same state always goes the same way. */
function isBefore(a: DueKey & { readonly name: string }, b: DueKey & { readonly name: string }): boolean {
  return a.at < b.at || (a.at === b.at && a.name < b.name);
}
