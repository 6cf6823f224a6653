import { isObject } from "../openapi/dialect/document";

/** A JSON value without its members that are null: on the wire a null member is an absent one (docs/evidence/wire-protocol.md#null-members). */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}
