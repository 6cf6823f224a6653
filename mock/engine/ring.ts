/** The latest items that were added, at most so many: the memory of a mock that runs for long must not grow. */
export class Ring<Item> {
  private items: Item[] = [];

  constructor(private readonly most: number) {}

  add(item: Item): void {
    this.items.push(item);
    // Cut rarely, so that adding stays cheap.
    if (this.items.length >= this.most * 2) this.items = this.items.slice(-this.most);
  }

  /** The latest items, oldest first. */
  list(): readonly Item[] {
    return this.items.slice(-this.most);
  }

  clear(): void {
    this.items = [];
  }
}
