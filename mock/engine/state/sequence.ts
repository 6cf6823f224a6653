/**
 * Names in the order in which they came, each under a growing serial. A page costs the page and a binary search, however
 * long the whole is; what is taken out leaves a hole, and the holes are closed when they are half of it.
 */
export class Sequence {
  #serials: number[] = [];
  #names: (string | undefined)[] = [];
  #holes = 0;

  /** Adds at the end: the serial is greater than all before. */
  append(serial: number, name: string): void {
    this.#serials.push(serial);
    this.#names.push(name);
  }

  /** Takes one out. */
  remove(serial: number): void {
    const index = this.#firstAfter(serial - 1);
    if (this.#serials[index] !== serial || this.#names[index] === undefined) return;
    this.#names[index] = undefined;
    this.#holes++;
    if (this.#holes > 32 && this.#holes * 2 > this.#names.length) this.#close();
  }

  /** At most so many names whose serials come after the one given. */
  after(serial: number, most: number): string[] {
    const page: string[] = [];
    for (let index = this.#firstAfter(serial); index < this.#names.length && page.length < most; index++) {
      const name = this.#names[index];
      if (name !== undefined) page.push(name);
    }
    return page;
  }

  #firstAfter(serial: number): number {
    let low = 0;
    let high = this.#serials.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#serials[middle] ?? 0) > serial) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #close(): void {
    const names = this.#names;
    this.#serials = this.#serials.filter((_, index) => names[index] !== undefined);
    this.#names = names.filter((name) => name !== undefined);
    this.#holes = 0;
  }
}
