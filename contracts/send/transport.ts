import { type HeaderLine, jsonOf, type Received } from "../contract-exchange";

/** The longest time for an answer, in milliseconds, where `--timeout` names none. */
export const ANSWER_LIMIT = 10_000;

/** A request as a transport writes it. */
export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Buffer;
  /** The longest time until the whole answer is there, in milliseconds. */
  readonly timeout: number;
}

/** Sends a request to the target. @throws where no complete response comes. */
export type Transport = (request: Outgoing) => Promise<Received>;

/** An answer from its parts. */
export function receivedOf(status: number, headers: readonly HeaderLine[], bytes: Buffer): Received {
  return { status, headers, bytes, json: jsonOf(bytes), at: Date.now() };
}
