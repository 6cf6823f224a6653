import type { KeyRef } from "./key";

/** What monitoring shows of a use of key material: members of its record besides the request. */
export interface UseNote {
  /** The additionalEventData of CloudTrail. */
  readonly data: Readonly<Record<string, string>>;
  /** A second key, where the call has used two. */
  readonly otherKey?: KeyRef;
}
