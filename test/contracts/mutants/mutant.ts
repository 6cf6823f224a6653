import type { IncomingHttpHeaders } from "node:http";

/** An answer on its way through: any part may be changed. Header names are in lower case. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** What was asked. */
export interface Asked {
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: a mutant reads whatever was sent.
  readonly body: any;
  readonly headers: IncomingHttpHeaders;
}

/** A faulty implementation: one thing of the mock, broken. */
export interface Mutant {
  readonly id: string;
  /** The clause that has to catch it. */
  readonly clause: string;
  /** Changes the request before it is passed on: its headers, `:method` among them, or its body by returning another. */
  readonly ask?: (headers: Record<string, string | string[] | undefined>, body: string) => string | undefined;
  /** Changes the answer; `memory` lasts as long as the mutant. */
  readonly answer?: (answer: Answer, asked: Asked, memory: Map<string, number>) => void;
}

/** What a mutant sees of a request. */
export function askedOf(headers: IncomingHttpHeaders, body: Buffer | string): Asked {
  let json: unknown = {};
  try {
    json = JSON.parse(body.toString("utf8")) ?? {};
  } catch {}
  return { operation: String(headers["x-amz-target"]).replace("TrentService.", ""), body: json, headers };
}
