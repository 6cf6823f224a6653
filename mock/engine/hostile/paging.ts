import { type Document, type JsonObject, objectOf, resolve } from "../../../openapi/dialect/document";
import type { OperationModel } from "../../../openapi/dialect/operations";
import type { Random } from "./random";

/** What the document says about the page size of an operation: the one that absent means, and what may be asked for. */
export interface Paging {
  readonly usual: number;
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
  return { usual: numberOf(objectOf(Limit).default) ?? most, least: Math.max(1, numberOf(minimum) ?? 1), most };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/**
 * The members of a request for a page, often with a lower `Limit`, never with a higher one: it is the most that a page
 * may hold, KMS may send fewer, and only `Truncated` and `NextMarker` say whether there is more (kms.md 2.3; the
 * document's `Limit` of ListKeys). A null is none (kms.md 3.7). A `Limit` that the operation refuses is left for it to
 * refuse. Always a copy.
 */
export function varyLimit(random: Random, paging: Paging | undefined, members: JsonObject): JsonObject {
  if (paging === undefined) return { ...members };
  const asked = members.Limit ?? paging.usual;
  if (!isWithin(asked, paging)) return { ...members };
  // A third as asked, a third anything, a third so small that even a short list takes several pages.
  const highest = random.pick([undefined, asked, Math.min(asked, paging.least + 2)]);
  if (highest === undefined) return { ...members };
  return { ...members, Limit: paging.least + random.below(highest - paging.least + 1) };
}

function isWithin(asked: unknown, { least, most }: Paging): asked is number {
  return typeof asked === "number" && Number.isInteger(asked) && asked >= least && asked <= most;
}
