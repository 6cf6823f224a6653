import type { JsonObject } from "../../../openapi/dialect/document";
import type { PagingModel } from "../../../openapi/dialect/operations";
import type { Draws } from "./draws";

/**
 * The members of a request for a page, often with a lower `Limit`, never with a higher one. A page may hold fewer items
 * than `Limit`, and only `Truncated` and `NextMarker` say whether there are more (docs/evidence/paging.md#pages; the document's `Limit` of
 * ListKeys). A null counts as absent (docs/evidence/wire-protocol.md#null-members). A `Limit` that the operation refuses stays as it is. Always a copy.
 */
export function varyLimit(draws: Draws, paging: PagingModel | undefined, members: JsonObject): JsonObject {
  if (paging === undefined) return { ...members };
  const asked = members.Limit ?? paging.usual;
  if (!isWithin(asked, paging)) return { ...members };
  // A third keeps the size, a third takes any, and a third is so small that even a short list has several pages.
  const highest = draws.pick([undefined, asked, Math.min(asked, paging.least + 2)]);
  if (highest === undefined) return { ...members };
  return { ...members, Limit: paging.least + draws.below(highest - paging.least + 1) };
}

function isWithin(asked: unknown, { least, most }: PagingModel): asked is number {
  return typeof asked === "number" && Number.isInteger(asked) && asked >= least && asked <= most;
}
