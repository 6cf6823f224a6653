import { stringifyExact } from "../openapi/dialect/exact-json";

/** What a check found wrong, in words for a person. A check that finds nothing returns undefined. */
export interface Finding {
  readonly expected: string;
  readonly actual: string;
  /** Where in the answer, as a JSON pointer; absent for headers and status. */
  readonly pointer?: string;
  /** Where in the document, as a JSON pointer, if nearer than the pointer of the clause. */
  readonly documentPointer?: string;
}

/** What a clause said of one exchange of a case. */
export interface Verdict {
  readonly clause: string;
  readonly operation: string;
  readonly case: string;
  /** The exchange, by its id; undefined where no exchange of the suite was involved. */
  readonly exchange: number | undefined;
  /** Undefined where the clause holds. */
  readonly finding: Finding | undefined;
}

/** A clause that a case could not test. */
export interface Skipped {
  readonly clause: string;
  readonly operation: string;
  readonly status: "not-testable" | "not-applicable";
  readonly reason: string;
  /** Whether the suite itself lacks something, so that the target is not the reason. */
  readonly ours?: boolean;
}

/** A value as a message shows it: JSON, cut after 300 characters. */
export function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : stringifyExact(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
