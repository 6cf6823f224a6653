/** What the page shows: the part of its address after the `#`. Members that are not there are their usual values. */
export interface View {
  /** Of this account alone; of all where absent. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Only keys in this state. */
  readonly state?: string | undefined;
  /** Only keys with these words. */
  readonly words?: string | undefined;
  /** How much a time line shows, to each side of now. */
  readonly range?: string | undefined;
  /** The keys after this one in the list, by its serial. */
  readonly after?: string | undefined;
  /** The one key that is shown: account, Region and id with slashes between. */
  readonly key?: string | undefined;
}

const NAMES = ["account", "region", "state", "words", "range", "after", "key"] as const;

/** Where a view is kept: in the address of a page, or only in memory, for a page whose address is its own. */
export interface Address {
  read(): View;
  /** Where a link to a view leads. */
  link(view: View): string;
  /** @param isStep whether the browser's Back leads to the view of before. */
  write(view: View, isStep: boolean): void;
  /** Calls when the reader has gone back or forth, until the returned function is called. */
  listen(onChange: () => void): () => void;
}

/** The view in the address of the page: it can be sent to somebody else, and outlives a reload. */
export const pageAddress: Address = {
  read: () => {
    const params = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])));
  },
  link: (view) => {
    const params = new URLSearchParams();
    for (const name of NAMES) if (view[name]) params.set(name, view[name]);
    return `${location.pathname}${location.search}#${params}`;
  },
  write: (view, isStep) => {
    if (isStep) history.pushState(null, "", pageAddress.link(view));
    else history.replaceState(null, "", pageAddress.link(view));
  },
  listen: (onChange) => {
    addEventListener("popstate", onChange);
    return () => removeEventListener("popstate", onChange);
  },
};

/** The view in memory alone. */
export function memoryAddress(): Address {
  let view: View = {};
  return {
    read: () => view,
    link: () => "#",
    write: (next) => {
      view = next;
    },
    listen: () => () => {},
  };
}
