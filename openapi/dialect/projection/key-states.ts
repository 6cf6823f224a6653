/** What the vendor's table of key states says of one operation on a key in one state. */
export interface KeyStateCell {
  /** The key's state, such as `PendingDeletion`. */
  readonly state: string;
  /** Whether the operation works there; `unknown` where the copies of the table that could be read say nothing. */
  readonly says: "works" | "refused" | "depends" | "cannot occur" | "unknown";
  /** The notes of the table that go with it, by their numbers. */
  readonly notes: readonly { readonly number: number; readonly text: string }[];
}

/** The vendor's table of key states: a row for each operation that it has. */
export type KeyStateTable = Readonly<Record<string, readonly KeyStateCell[]>>;
