import { isObject } from "../../../openapi/dialect/document";
import type { Random } from "./random";
import type { ValueShape } from "./shape";
import { writeText } from "./text";
import { isMoment, writeTime } from "./times";
import { unknownMembers } from "./unknown";

/**
 * A value as JSON text in a form that a client has to read as well as the plain one: the members of each object in an
 * order of chance, which has no meaning in JSON (RFC 8259, section 4; peers.md, hostile mode), with unknown ones among
 * them ({@link unknownMembers}), times and strings in one of their forms ({@link writeTime}, {@link writeText}). The
 * order of a list has a meaning and stays (emulators.md 3.2: rotations come oldest first). Compact, as AWS's answers
 * are (kms.md P13).
 */
export function writeValue(random: Random, shape: ValueShape, value: unknown): string {
  if (shape.isTime && isMoment(value)) return writeTime(random, value);
  if (typeof value === "string") return writeText(random, value);
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(random, shape.item(), item)).join(",")}]`;
  // As JSON.stringify does in a list: what JSON has no text for is null.
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  const known = Object.entries(value).filter(([, member]) => member !== undefined);
  const members = known.map(([name, member]) => pair(name, writeValue(random, shape.member(name), member)));
  if (shape.isMap) return `{${random.shuffle(members).join(",")}}`;
  const unknown = unknownMembers(random, Object.keys(value));
  members.push(...unknown.map(([name, member]) => pair(name, JSON.stringify(member))));
  return `{${random.shuffle(members).join(",")}}`;
}

function pair(name: string, text: string): string {
  return `${JSON.stringify(name)}:${text}`;
}
