/** An answer as it came over the wire. */
export interface RecordedAnswer {
  readonly status: number | undefined;
  /** Names and values in turn, as written; without those that `node:http` adds itself. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** The headers that a `node:http` server adds to every answer. */
const ADDED = new Set(["date", "connection", "keep-alive"]);

/** Leaves out the headers that a `node:http` server adds again when it writes the answer. */
export function ownHeaders(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, at) => !ADDED.has((rawHeaders[at - (at % 2)] ?? "").toLowerCase()));
}
