/** Values that are written once, as constants. */
export class SharedConstants<Value extends object> {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** @param wordFor what the name of a value's constant begins with; a number follows where it is taken. */
  constructor(private readonly wordFor: (value: Value) => string) {}

  /** The name of the constant that has a value. */
  nameOf(value: Value): string {
    const text = JSON.stringify(value);
    const name = this.names.get(text) ?? this.freeName(value);
    this.names.set(text, name);
    return name;
  }

  /** Whether a value has a constant. */
  has(value: Value): boolean {
    return this.names.has(JSON.stringify(value));
  }

  /**
   * The declarations of the constants, a line each.
   * @param type their type, such as `: string`.
   * @param keyword `const`, or `export const`.
   */
  declarations(type = "", keyword = "const"): string {
    return [...this.names].map(([text, name]) => `${keyword} ${name}${type} = ${text};`).join("\n");
  }

  private freeName(value: Value): string {
    const word = this.wordFor(value);
    const count = (this.counts.get(word) ?? 0) + 1;
    this.counts.set(word, count);
    return count === 1 ? word : `${word}${count}`;
  }
}
