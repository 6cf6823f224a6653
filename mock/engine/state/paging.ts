import { ModeledError } from "./modeled-error";

/** One page of a list, with the members that each paged answer has besides its items. */
export interface ListPage<Item> {
  readonly items: Item[];
  readonly more: { Truncated: boolean; NextMarker?: string };
}

/**
 * Cuts a page out of a list that goes on after a position.
 * @param scope names the list: a marker of another one is refused.
 * @param read gives at most so many items after a position; 0 is the beginning.
 * @param positionOf where an item stands, as {@link read} takes it.
 * @throws Fault InvalidMarkerException for a marker that was not given for this list (model; text not known).
 */
export function pageOf<Item>(
  scope: string,
  request: { readonly Marker?: string; readonly Limit?: number },
  limits: { readonly usual: number; readonly most: number },
  read: (after: number, most: number) => readonly Item[],
  positionOf: (item: Item) => number,
): ListPage<Item> {
  const after = request.Marker === undefined ? 0 : readMarker(scope, request.Marker);
  const size = Math.min(request.Limit ?? limits.usual, limits.most);
  const found = read(after, size + 1);
  const items = found.slice(0, size);
  const last = items.at(-1);
  if (found.length <= size || last === undefined) return { items, more: { Truncated: false } };
  return { items, more: { NextMarker: writeMarker(scope, positionOf(last)), Truncated: true } };
}

/** A marker says where the page ended; it is opaque to clients and holds through changes between two pages. */
function writeMarker(scope: string, position: number): string {
  return Buffer.from(`${scope}#${position}`).toString("base64url");
}

function readMarker(scope: string, marker: string): number {
  const text = Buffer.from(marker, "base64url").toString();
  const position = text.startsWith(`${scope}#`) ? text.slice(scope.length + 1) : "";
  // Buffer passes over what is not base64: only the very text that was given counts.
  if (!/^\d{1,15}$/.test(position) || writeMarker(scope, Number(position)) !== marker) {
    throw new ModeledError("InvalidMarkerException");
  }
  return Number(position);
}
