import type { JsonObject } from "../openapi/dialect/document";
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

/** The latest requests. */
export class Journal {
  readonly entries = new Ring<JournalEntry>(REQUESTS);

  add({ requestId, operation, members, bytes, milliseconds }: Exchange, { status, body }: Answer): void {
    const error = status === 200 ? undefined : errorOf(body);
    this.entries.add({
      at: new Date().toISOString(),
      requestId,
      ...(operation === undefined ? {} : { operation }),
      ...(members === undefined || operation === undefined || bytes > LARGEST_KEPT ? {} : { request: members }),
      status,
      ...(error === undefined ? {} : { error }),
      milliseconds: Math.round(milliseconds * 100) / 100,
    });
  }
}

function errorOf(body: string): string | undefined {
  const { __type } = JSON.parse(body) as { __type?: string };
  return __type;
}
