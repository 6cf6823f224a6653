import { type Document, type JsonObject, objectOf, resolve } from "../../../openapi/dialect/document";
import type { OperationModel } from "../../../openapi/dialect/operations";
import type { Draws } from "./draws";

/** What the document says about the page size of an operation. */
export interface Paging {
  /** The size where a request asks for none. */
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
}

/** The paging of an operation, undefined where it is not paged: one whose request has both `Limit` and `Marker`. */
export function pagingOf(document: Document, operation: OperationModel): Paging | undefined {
  if (operation.requestBody === undefined) return undefined;
  const schema = resolve(document, { $ref: operation.requestBody }, "#").value;
  const { Limit, Marker } = objectOf(objectOf(schema).properties);
  if (Limit === undefined || Marker === undefined) return undefined;
  const { minimum, maximum } = objectOf(resolve(document, Limit, "#").value);
  const most = numberOf(maximum) ?? Number.MAX_SAFE_INTEGER;
  return { fallback: numberOf(objectOf(Limit).default) ?? most, least: Math.max(1, numberOf(minimum) ?? 1), most };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/**
 * The members of a request for a page, often with a lower `Limit`, never with a higher one. A page may hold fewer items
 * than `Limit`, and only `Truncated` and `NextMarker` say whether there are more (kms.md 2.3; the document's `Limit` of
 * ListKeys). A null counts as absent (kms.md 3.7). A `Limit` that the operation refuses stays as it is. Always a copy.
 */
export function varyLimit(draws: Draws, paging: Paging | undefined, members: JsonObject): JsonObject {
  if (paging === undefined) return { ...members };
  const asked = members.Limit ?? paging.fallback;
  if (!isWithin(asked, paging)) return { ...members };
  // A third keeps the size, a third takes any, and a third is so small that even a short list has several pages.
  const highest = draws.pick([undefined, asked, Math.min(asked, paging.least + 2)]);
  if (highest === undefined) return { ...members };
  return { ...members, Limit: paging.least + draws.below(highest - paging.least + 1) };
}

function isWithin(asked: unknown, { least, most }: Paging): asked is number {
  return typeof asked === "number" && Number.isInteger(asked) && asked >= least && asked <= most;
}
