/** What the fragment of the address asks for: `#clause`, `#clause/Operation`, or a filter `#?status=fail&words=key`. */
export type Address =
  | { readonly kind: "filter"; readonly filter: URLSearchParams }
  | { readonly kind: "place"; readonly id: string };

/** Reads the fragment. A fragment that is no valid encoding is taken as it is. */
export function readAddress(): Address | undefined {
  const text = location.hash.slice(1);
  if (text === "") return undefined;
  if (text.startsWith("?")) return { kind: "filter", filter: new URLSearchParams(text.slice(1)) };
  try {
    return { kind: "place", id: decodeURIComponent(text) };
  } catch {
    return { kind: "place", id: text };
  }
}

/** Writes the fragment without a step in the history, and without a jump. Empty: none. */
export function writeAddress(fragment: string): void {
  history.replaceState(null, "", fragment === "" ? location.pathname + location.search : `#${fragment}`);
}
