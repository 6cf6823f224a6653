import { isObject } from "../document";

/** A part of a document without the members that only Trent reads (`x-trent-*`), at any depth. */
export function withoutExtensions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExtensions);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith("x-trent-"))
      .map(([key, member]) => [key, withoutExtensions(member)]),
  );
}
