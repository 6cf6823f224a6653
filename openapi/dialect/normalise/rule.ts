import type { Protocol } from "../complete/protocol";
import type { Document } from "../document";

/** One thing that normalising changed in a document: the rule, how often, and one line for a person. */
export interface NormaliseChange {
  readonly rule: string;
  readonly count: number;
  readonly says: string;
}

/** What a rule did: how often, and the line that says so. A count of 0 is no change. */
export interface NormaliseStep {
  readonly count: number;
  readonly says: string;
}

/** One rule of the ordered table: it corrects one kind of defect in place, and says what it did. */
export interface NormaliseRule {
  readonly rule: string;
  readonly apply: (document: Document, protocol: Protocol) => readonly NormaliseStep[];
}

/** A number with its noun: `1 status`, `2 statuses`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
