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
  return copyOf(members, marks, HIDDEN);
}

/** The members of a request without those that hold bytes or a secret. */
export function withoutHidden(members: JsonObject, marks: Marks): JsonObject {
  return copyOf(members, marks, undefined);
}

/**
 * The members with something in the place of what is hidden; without that, they are left out. A name in another case is no
 * member of the operation, but what somebody wrote there is a secret all the same. Member by member, since each call waits for
 * it, and a spread costs as much as the cipher.
 */
function copyOf(members: JsonObject, marks: Marks, instead: string | undefined): JsonObject {
  const names = namesOf(marks);
  if (names.size === 0) return members;
  const copy: JsonObject = {};
  for (const name of Object.keys(members)) {
    const value = names.has(name.toLowerCase()) ? instead : members[name];
    if (value === undefined) continue;
    // What somebody has called `__proto__` becomes no member by an assignment.
    if (name === "__proto__") Object.defineProperty(copy, name, { value, enumerable: true });
    else copy[name] = value;
  }
  return copy;
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
