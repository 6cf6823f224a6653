import { callOperations } from "../../../generated/call-operations";
import type { SharedRefusals } from "../../../generated/rules";
import type { TrentOperation } from "../../../generated/types";
import { decodeBase64Url, encodeBase64Url } from "./base64url";
import type { Refuse } from "./refuse";

/** One page of a list, with the members that each paged answer has besides its items. */
export interface ListPage<Item> {
  readonly items: Item[];
  readonly more: { Truncated: boolean; NextMarker?: string };
}

/** A list that is read in pages. A position is a text that names an item; the next page begins after it. */
export interface PagedList<Item> {
  /** Names the list: a marker of another one is refused. */
  readonly scope: string;
  /** Gives at most so many items after a position; the empty text is the beginning. */
  read(after: string, most: number): readonly Item[];
  positionOf(item: Item): string;
}

/** Cuts a page out of a list. The page sizes are those of the operation in the document. */
export function pageOf<Item>(
  {
    operation,
    request,
  }: { readonly operation: TrentOperation; readonly request: { readonly Marker?: string; readonly Limit?: number } },
  list: PagedList<Item>,
  refuse: Refuse<Pick<SharedRefusals, "foreign-marker">>,
): ListPage<Item> {
  const { paging } = callOperations[operation];
  const { usual, most } = paging ?? { usual: 100, most: 1000 };
  const scope = `${operation}/${list.scope}`;
  const after = request.Marker === undefined ? "" : readMarker(scope, request.Marker, refuse);
  const size = Math.min(request.Limit ?? usual, most);
  const found = list.read(after, size + 1);
  const items = found.slice(0, size);
  const last = items.at(-1);
  if (found.length <= size || last === undefined) return { items, more: { Truncated: false } };
  return { items, more: { NextMarker: writeMarker(scope, list.positionOf(last)), Truncated: true } };
}

/** An item of a short list with its place in it, from 1. */
export interface Placed<Item> {
  readonly item: Item;
  readonly place: number;
}

/** The position of an item in a list whose positions are places. */
export function placeOf<Item>({ place }: Placed<Item>): string {
  return `${place}`;
}

/** The items of a short list after a place. */
export function afterPlace<Item>(items: readonly Item[], after: string, most: number): Placed<Item>[] {
  const start = after === "" ? 0 : Number(after);
  return items.slice(start, start + most).map((item, index) => ({ item, place: start + index + 1 }));
}

/** A marker says where the page ended; it is opaque to clients and holds through changes between two pages. */
function writeMarker(scope: string, position: string): string {
  return encodeBase64Url(`${scope}#${position}`);
}

function readMarker(scope: string, marker: string, refuse: Refuse<Pick<SharedRefusals, "foreign-marker">>): string {
  const text = decodeBase64Url(marker) ?? "";
  // A text that decodes to the same is not the marker that was given.
  const isOurs = text.startsWith(`${scope}#`) && encodeBase64Url(text) === marker;
  if (!isOurs) refuse("foreign-marker");
  return isOurs ? text.slice(scope.length + 1) : "";
}
