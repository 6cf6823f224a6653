import { joined } from "./bytes";
import { toBytes, toInteger } from "./integers";

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const NULL = 0x05;
const OBJECT_ID = 0x06;
const SEQUENCE = 0x30;

/** A value of ASN.1 in DER: its tag, its length, its content. */
export function tagged(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const value = joined(...content);
  const { length } = value;
  const digits = Math.ceil(length.toString(16).length / 2);
  const prefix = length < 128 ? [tag, length] : [tag, 128 + digits, ...toBytes(BigInt(length), digits)];
  return joined(Uint8Array.from(prefix), value);
}

/** A SEQUENCE of values. */
export function sequence(...values: readonly Uint8Array[]): Uint8Array {
  return tagged(SEQUENCE, ...values);
}

/** An INTEGER that is not negative. */
export function integer(value: bigint): Uint8Array {
  // A first bit of 1 would make it negative: then a zero byte comes before.
  const bytes = toBytes(value, Math.floor(value.toString(16).length / 2) + 1);
  return tagged(INTEGER, bytes[0] === 0 && bytes.length > 1 && (bytes[1] ?? 0) < 128 ? bytes.subarray(1) : bytes);
}

/** An OCTET STRING. */
export function octets(...content: readonly Uint8Array[]): Uint8Array {
  return tagged(OCTET_STRING, ...content);
}

/** A BIT STRING of whole bytes. */
export function bits(content: Uint8Array): Uint8Array {
  return tagged(BIT_STRING, Uint8Array.of(0), content);
}

/** An OBJECT IDENTIFIER of its encoded content. */
export function objectId(content: Uint8Array): Uint8Array {
  return tagged(OBJECT_ID, content);
}

/** NULL. */
export function nothing(): Uint8Array {
  return tagged(NULL);
}

/** Bytes are not the DER that is read. It never leaves {@link readDer}. */
class NotDer extends Error {}

/**
 * Reads DER that a caller gave.
 * @param read takes one value after the other, up to the end.
 * @returns undefined where the bytes are not what is read, or go on after it.
 */
export function readDer<Value>(bytes: Uint8Array, read: (values: DerValues) => Value): Value | undefined {
  try {
    const values = new DerValues(bytes);
    const value = read(values);
    values.end();
    return value;
  } catch (error) {
    if (error instanceof NotDer) return undefined;
    throw error;
  }
}

/** The values of a content in DER, one after the other. Each method refuses what does not stand next. */
export class DerValues {
  #at = 0;
  constructor(readonly bytes: Uint8Array) {}

  /** The content of the next value, whose tag is this. */
  tagged(tag: number): Uint8Array {
    if (this.bytes[this.#at] !== tag) throw new NotDer();
    this.#at += 1;
    const length = this.#length();
    const content = this.bytes.subarray(this.#at, this.#at + length);
    if (content.length < length) throw new NotDer();
    this.#at += length;
    return content;
  }

  /** The content of the next value where its tag is this; else undefined. */
  optional(tag: number): Uint8Array | undefined {
    return this.bytes[this.#at] === tag ? this.tagged(tag) : undefined;
  }

  sequence<Value>(read: (values: DerValues) => Value): Value {
    return within(this.tagged(SEQUENCE), read);
  }

  octets(): Uint8Array {
    return this.tagged(OCTET_STRING);
  }

  bits(): Uint8Array {
    const content = this.tagged(BIT_STRING);
    this.expect(content[0] === 0);
    return content.subarray(1);
  }

  /** A number that is not negative. */
  integer(): bigint {
    const content = this.tagged(INTEGER);
    const [first = 255, second = 255] = content;
    this.expect(first < 128 && (first !== 0 || content.length === 1 || second >= 128));
    return toInteger(content);
  }

  /** The encoded content of an OBJECT IDENTIFIER. */
  objectId(): Uint8Array {
    return this.tagged(OBJECT_ID);
  }

  nothing(): void {
    this.expect(this.tagged(NULL).length === 0);
  }

  /** Refuses the bytes where a condition does not hold. */
  expect(holds: boolean): void {
    if (!holds) throw new NotDer();
  }

  /** A value that was made of the bytes; refuses them where there is none. */
  made<Value>(value: Value | undefined): Value {
    if (value === undefined) throw new NotDer();
    return value;
  }

  end(): void {
    this.expect(this.#at === this.bytes.length);
  }

  #length(): number {
    const first = this.bytes[this.#at++] ?? 128;
    if (first < 128) return first;
    const digits = this.bytes.subarray(this.#at, this.#at + (first & 127));
    this.#at += digits.length;
    const length = Number(toInteger(digits));
    // The shortest form, and no more than any key has.
    this.expect(digits.length >= 1 && digits.length <= 3 && length >= 128 && digits[0] !== 0);
    return length;
  }
}

/** Reads a content that stands inside a value. */
export function within<Value>(content: Uint8Array, read: (values: DerValues) => Value): Value {
  const values = new DerValues(content);
  const value = read(values);
  values.end();
  return value;
}
