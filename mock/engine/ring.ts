/** The latest items that were added, at most so many: the memory of a mock that runs for long must not grow. */
export class Ring<Item> {
  private items: Item[] = [];
  private added = 0;
  private unmade = 0;

  constructor(private readonly most: number) {}

  add(item: Item): void {
    this.added++;
    this.items.push(item);
    // Cut rarely, so that adding stays cheap.
    if (this.items.length >= this.most * 2) this.items = this.items.slice(-this.most);
  }

  /** The latest items, oldest first. */
  list(): readonly Item[] {
    return this.items.slice(-this.most);
  }

  /** How many items were dropped to make room, since the ring was last cleared. */
  get dropped(): number {
    return Math.max(0, this.added - this.most) + this.unmade;
  }

  /** Counts items as dropped that were never made. */
  drop(count: number): void {
    this.unmade += count;
  }

  clear(): void {
    this.unmade = 0;
    this.added = 0;
    this.items = [];
  }
}
