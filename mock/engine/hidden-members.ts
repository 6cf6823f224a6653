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
function hiddenAmong(members: JsonObject, marks: Marks): readonly string[] {
  const names = namesOf(marks);
  return names.size === 0 ? [] : Object.keys(members).filter((name) => names.has(name.toLowerCase()));
}

/** The names of each operation in lower case, made once: every call asks for them, twice. */
const NAMES = new WeakMap<Marks, ReadonlySet<string>>();

function namesOf(marks: Marks): ReadonlySet<string> {
  const known = NAMES.get(marks);
  if (known) return known;
  const names = new Set([...marks.blobs, ...marks.sensitive].map((name) => name.toLowerCase()));
  NAMES.set(marks, names);
  return names;
}
