import type { JsonObject } from "../../openapi/dialect/document";
import type { Answer } from "./answer";
import { Ring } from "./ring";

/** One request as the control interface shows it: what was asked and how it ended, never a header value. */
export interface JournalEntry {
  readonly at: string;
  readonly requestId: string;
  readonly operation?: string;
  readonly request?: JsonObject;
  readonly status: number;
  readonly error?: string;
  readonly milliseconds: number;
}

/** How many requests are kept. */
const REQUESTS = 500;

/** A body above this many bytes is not kept. */
const LARGEST_KEPT = 16_384;

/** What the server knows of a request that it has answered. */
export interface Exchange {
  readonly requestId: string;
  readonly operation: string | undefined;
  readonly members: JsonObject | undefined;
  readonly bytes: number;
  readonly milliseconds: number;
}

interface Kept extends Omit<JournalEntry, "at"> {
  readonly at: number;
}

/** The latest requests. What is kept of each is as little as can be: it is made for every request, and seldom read. */
export class Journal {
  private readonly kept = new Ring<Kept>(REQUESTS);

  add({ requestId, operation, members, bytes, milliseconds }: Exchange, { status, body }: Answer): void {
    const entry: { -readonly [Member in keyof Kept]: Kept[Member] } = {
      at: Date.now(),
      requestId,
      status,
      milliseconds,
    };
    if (operation !== undefined) entry.operation = operation;
    if (operation !== undefined && members !== undefined && bytes <= LARGEST_KEPT) entry.request = members;
    if (status !== 200) {
      const error = errorOf(body);
      if (error !== undefined) entry.error = error;
    }
    this.kept.add(entry);
  }

  /** The entries, oldest first. */
  list(): readonly JournalEntry[] {
    return this.kept.list().map(({ at, milliseconds, ...entry }) => ({
      at: new Date(at).toISOString(),
      ...entry,
      milliseconds: Math.round(milliseconds * 100) / 100,
    }));
  }

  clear(): void {
    this.kept.clear();
  }
}

function errorOf(body: string): string | undefined {
  const { __type } = JSON.parse(body) as { __type?: string };
  return __type;
}
