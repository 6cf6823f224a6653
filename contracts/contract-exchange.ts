import type { TrentOperation } from "../generated/types";
import { parseExact } from "../openapi/dialect/exact-json";

/** One header line as it is on the wire. */
export type HeaderLine = readonly [name: string, value: string];

/** A request as it was sent. */
export interface Sent {
  /** The operation that it names; undefined where it names none. */
  readonly operation: TrentOperation | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Buffer;
}

/** An answer as it came. */
export interface Received {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly bytes: Buffer;
  /** The body as JSON, with bigints for integers beyond 2^53; undefined where it is not JSON. */
  readonly json: unknown;
  /** Epoch milliseconds of its arrival. */
  readonly at: number;
}

/** A request and its answer. */
export interface ContractExchange {
  readonly id: number;
  readonly case: string;
  /** Whether it belongs to the state that the case starts from, and is not the call of the case. */
  readonly given?: true;
  readonly sent: Sent;
  /** Undefined where no complete response came: {@link fault} then says what happened. */
  readonly received: Received | undefined;
  readonly fault: string | undefined;
  readonly milliseconds: number;
}

/** The value of a header by its name in any case; undefined where it is missing. */
export function headerOf(lines: readonly HeaderLine[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return lines.find(([header]) => header.toLowerCase() === wanted)?.[1];
}

/** Header names in lower case, each with its first value: the form that the generated validators take. */
export function headerObject(lines: readonly HeaderLine[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of lines) headers[name.toLowerCase()] ??= value;
  return headers;
}

/** The JSON of a body, with bigints for integers beyond 2^53; undefined where it is not JSON. */
export function jsonOf(body: Buffer): unknown {
  try {
    return parseExact(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
