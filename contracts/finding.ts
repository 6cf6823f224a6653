/** What a check found wrong, in words for a person. A check that finds nothing gives undefined. */
export interface Finding {
  readonly expected: string;
  readonly actual: string;
  /** Where in the answer, as a JSON pointer; absent for headers and status. */
  readonly pointer?: string;
  /** Where in the document, as a JSON pointer, if nearer than the clause's own. */
  readonly place?: string;
}

/** The verdict of one clause on one case. */
export interface Verdict {
  readonly clause: string;
  readonly finding: Finding | undefined;
  /** The exchange that was judged, by its id. */
  readonly exchange: number | undefined;
}

/** A value as a message shows it: JSON, cut where it grows long. */
export function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
