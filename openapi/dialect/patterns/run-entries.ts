/** So many entries that are over are dropped at once. */
const SPENT = 1_024;

/**
 * Where a run of one repeated character was entered: `[a-z]{1,2048}` is then one state, and not 2,048. All entries grow
 * together, so only the oldest decides whether the run may end.
 */
export class RunEntries {
  private positions: number[] = [];
  private oldest = 0;

  constructor(
    private readonly min: number,
    private readonly max: number,
  ) {}

  /** Adds an entry. Where there is no maximum, the run that began first can do whatever a later one can. */
  add(position: number): void {
    if (this.oldest === this.positions.length || this.max !== Number.POSITIVE_INFINITY) this.positions.push(position);
  }

  clear(): void {
    this.positions.length = 0;
    this.oldest = 0;
  }

  /** Drops the entries that are longer than the maximum at a position. Whether any is left. */
  continueTo(position: number): boolean {
    while (this.oldest < this.positions.length && this.length(position) > this.max) this.oldest++;
    if (this.oldest > SPENT) {
      this.positions = this.positions.slice(this.oldest);
      this.oldest = 0;
    }
    return this.oldest < this.positions.length;
  }

  /** Whether the run may end at a position. */
  canEnd(position: number): boolean {
    return this.oldest < this.positions.length && this.length(position) >= this.min;
  }

  /** The length of the oldest entry. A run that reads backwards counts down. */
  private length(position: number): number {
    return Math.abs(position - (this.positions[this.oldest] ?? position));
  }
}
