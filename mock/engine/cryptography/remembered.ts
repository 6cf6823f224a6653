/** Values that are costly to make, by a text that they follow from: the most recent ones, so that they never fill the memory. */
export class Remembered<Value> {
  readonly #values = new Map<string, Value>();
  /** The text that was used last: most calls ask for it again. */
  #last: string | undefined;

  constructor(private readonly limit: number) {}

  /** The value of the text, made if it is not at hand. */
  of(text: string, make: () => Value): Value {
    const value = this.#values.get(text) ?? make();
    if (text === this.#last) return value;
    this.#last = text;
    // What was used last stands last.
    this.#values.delete(text);
    this.#values.set(text, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.limit && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}

/** Bytes as a text to remember something by: one character each. At most some thousand. */
export function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
