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
  const names = namesOf(marks);
  if (names.size === 0) return members;
  const shown: JsonObject = {};
  for (const name of Object.keys(members)) put(shown, name, isAmong(names, name) ? HIDDEN : members[name]);
  return shown;
}

/** The members of a request without those that hold bytes or a secret. */
export function withoutHidden(members: JsonObject, marks: Marks): JsonObject {
  const names = namesOf(marks);
  if (names.size === 0) return members;
  const kept: JsonObject = {};
  for (const name of Object.keys(members)) if (!isAmong(names, name)) put(kept, name, members[name]);
  return kept;
}

/** A name in another case is no member of the operation, but what somebody wrote there is a secret all the same. */
function isAmong(names: ReadonlySet<string>, name: string): boolean {
  return names.has(name.toLowerCase());
}

/** Sets a member, which somebody may have called `__proto__`. Calls that encrypt wait for it: a spread costs as much as the cipher. */
function put(members: JsonObject, name: string, value: unknown): void {
  if (name === "__proto__")
    Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
  else members[name] = value;
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
