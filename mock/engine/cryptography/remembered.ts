/** Values that are costly to make, by what they follow from: the most recent ones, so that they never fill the memory. */
export class Remembered<Value, Source = string> {
  readonly #values = new Map<Source, Value>();
  /** What was used last: most calls ask for it again. */
  #last: Source | undefined;

  constructor(private readonly limit: number) {}

  /** The value of the source, made if it is not at hand. */
  of(source: Source, make: () => Value): Value {
    const value = this.#values.get(source) ?? make();
    if (source === this.#last) return value;
    this.#last = source;
    // What was used last stands last.
    this.#values.delete(source);
    this.#values.set(source, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.limit && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}
