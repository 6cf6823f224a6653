import type { TrentOperation } from "../generated/types";

/** One header as it stands on the wire: order, case and doubles are kept. */
export type HeaderLine = readonly [name: string, value: string];

/** A request as it was sent. */
export interface Sent {
  /** The operation that it names; undefined for one that names none. */
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
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
  /** Epoch milliseconds of its arrival. */
  readonly at: number;
}

/** A request and what became of it. */
export interface ContractExchange {
  readonly id: number;
  readonly case: string;
  readonly sent: Sent;
  /** Undefined where no whole response came; {@link fault} then says what happened. */
  readonly received: Received | undefined;
  readonly fault: string | undefined;
  readonly milliseconds: number;
}

/** The value of a header by its name in any case; undefined where it is not there. */
export function headerOf(lines: readonly HeaderLine[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return lines.find(([header]) => header.toLowerCase() === wanted)?.[1];
}

/** Header names in lower case, each with its first value: the form that the generated validators judge. */
export function headerObject(lines: readonly HeaderLine[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of lines) headers[name.toLowerCase()] ??= value;
  return headers;
}
