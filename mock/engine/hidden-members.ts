import type { CallOperation } from "../../openapi/dialect/call-operation";
import type { JsonObject } from "../../openapi/dialect/document";

/** What the journal shows in the place of a secret, a ciphertext, a signature or a MAC. */
const HIDDEN = "***";

type Marks = Pick<CallOperation, "blobs" | "sensitive">;

/**
 * The members of a request, with a mark in the place of each that holds bytes or a secret. A member that holds a secret in
 * its depth is hidden whole. The request need not fit its schema.
 */
export function masked(members: JsonObject, marks: Marks): JsonObject {
  const hidden = hiddenAmong(members, marks);
  if (hidden.length === 0) return members;
  return { ...members, ...Object.fromEntries(hidden.map((name) => [name, HIDDEN])) };
}

/** The members of a request without those that hold bytes or a secret. */
export function withoutHidden(members: JsonObject, marks: Marks): JsonObject {
  const hidden = hiddenAmong(members, marks);
  if (hidden.length === 0) return members;
  return Object.fromEntries(Object.entries(members).filter(([name]) => !hidden.includes(name)));
}

/** A name in another case is no member of the operation, but what somebody wrote there is a secret all the same. */
function hiddenAmong(members: JsonObject, { blobs, sensitive }: Marks): readonly string[] {
  if (blobs.length + sensitive.length === 0) return [];
  const names = new Set([...blobs, ...sensitive].map((name) => name.toLowerCase()));
  return Object.keys(members).filter((name) => names.has(name.toLowerCase()));
}
