/**
 * Names in byte order. A page costs the page and a binary search, however long the whole is: names that were added since
 * the last page are sorted and merged when the next one is read.
 */
export class SortedNames {
  #sorted: string[] = [];
  #added: string[] = [];
  readonly #removed = new Set<string>();
  #size = 0;

  /** How many names there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds a name that is not there. */
  add(name: string): void {
    this.#size++;
    if (!this.#removed.delete(name)) this.#added.push(name);
  }

  /** Removes a name that is there. */
  remove(name: string): void {
    this.#size--;
    this.#removed.add(name);
  }

  /** At most so many names that come after the one given; the empty text is the beginning. */
  after(name: string, most: number): string[] {
    this.#merge();
    const page: string[] = [];
    for (let index = this.#firstAfter(name); index < this.#sorted.length && page.length < most; index++) {
      const found = this.#sorted[index];
      if (found !== undefined && !this.#removed.has(found)) page.push(found);
    }
    return page;
  }

  #merge(): void {
    const dropped = this.#removed.size > 32 && this.#removed.size * 2 > this.#sorted.length;
    if (this.#added.length === 0 && !dropped) return;
    const added = this.#added.sort(byBytes);
    const merged: string[] = [];
    let next = 0;
    for (const name of this.#sorted) {
      for (let other = added[next]; other !== undefined && byBytes(other, name) < 0; other = added[next]) {
        merged.push(other);
        next++;
      }
      merged.push(name);
    }
    merged.push(...added.slice(next));
    this.#sorted = this.#removed.size === 0 ? merged : merged.filter((name) => !this.#removed.has(name));
    this.#removed.clear();
    this.#added = [];
  }

  #firstAfter(name: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? "") > name) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Names of keys and aliases are ASCII, so the order of their UTF-16 units is that of their bytes. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
