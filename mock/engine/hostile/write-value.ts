import { isObject } from "../../../openapi/dialect/document";
import { stringifyExact } from "../../../openapi/dialect/exact-json";
import type { Draws } from "./draws";
import { unknownMembers } from "./unknown-members";
import type { ValueShape } from "./value-shape";
import { writeText } from "./write-text";
import { isMoment, writeTime } from "./write-time";

/**
 * A value as JSON text in a form that a client must read like the plain one. The members of each object have a random
 * order, which has no meaning in JSON (RFC 8259, section 4), with unknown ones among them ({@link unknownMembers}). Times
 * and strings have one of their forms ({@link writeTime}, {@link writeText}). The order of a list has a meaning and stays
 * (docs/evidence/on-demand-rotation.md#list-of-rotations: rotations come oldest first). The text is compact, as AWS's answers are (docs/evidence/wire-protocol.md#compact-json).
 */
export function writeValue(draws: Draws, shape: ValueShape, value: unknown): string {
  if (shape.isTime && isMoment(value)) return writeTime(draws, value);
  if (typeof value === "string") return writeText(draws, value);
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(draws, shape.item(), item)).join(",")}]`;
  // As JSON.stringify does in a list: a value that JSON cannot write becomes null.
  if (!isObject(value)) return stringifyExact(value) ?? "null";
  const known = Object.entries(value).filter(([, member]) => member !== undefined);
  const members = known.map(([name, member]) => pair(name, writeValue(draws, shape.member(name), member)));
  if (shape.isMap) return `{${draws.shuffle(members).join(",")}}`;
  const unknown = unknownMembers(draws, Object.keys(value));
  members.push(...unknown.map(([name, member]) => pair(name, JSON.stringify(member))));
  return `{${draws.shuffle(members).join(",")}}`;
}

function pair(name: string, text: string): string {
  return `${JSON.stringify(name)}:${text}`;
}
