import type { components } from "../../../../../generated/control";
import type { Address, View } from "./address";
import { copyButton } from "./copy-button";
import { button, h, offer, select } from "./element";
import { keyName, keyRow } from "./key-row";
import { KeyedList } from "./keyed-list";
import { count } from "./moment";
import { RovingFocus } from "./roving-focus";
import { stateText } from "./state-pill";
import { RANGES, timeAxis, windowOf } from "./time-line";

type KeyPage = components["schemas"]["KeyPage"];
type KeySummary = components["schemas"]["KeySummary"];

/** How many keys are shown at once. */
export const PAGE_SIZE = 50;

/** How long a reader may pause in typing before the mock is asked, in milliseconds. */
const TYPING = 150;

/** What the list of keys shows besides the keys. */
export interface KeyListContext {
  readonly view: View;
  /** The mock's time, epoch milliseconds. */
  readonly now: number;
  /** The account and the Region of the mock itself. */
  readonly home: components["schemas"]["Accounts"]["home"];
  /** A line for the shell that makes a key; undefined where no shell reaches the mock. */
  readonly createKeyLine: string | undefined;
}

/** The list of keys, with its filter and its pages. @param go shows another view */
export function keyList(address: Address, go: (change: Partial<View>, isStep?: boolean) => void) {
  const words = h("input", { type: "search", "aria-label": "Find keys", placeholder: "Id, alias, description, tag" });
  let typing: ReturnType<typeof setTimeout>;
  words.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => go({ words: words.value, after: undefined }), TYPING);
  });
  const states = select("State", {}, (state) => go({ state, after: undefined }));
  const range = select("Time line", {}, (value) => go({ range: value }));
  offer(
    range,
    RANGES.map(([name, text]) => [name, `± ${text}`]),
    "1y",
  );
  const found = h("p", { class: "soft found", role: "status" });
  const axis = h("div", { class: "axis-place" });
  const rows = h("ul", { class: "rows", "aria-label": "Keys" });
  const focus = new RovingFocus(rows);
  const empty = h("div", { class: "empty" });
  const older = button("Older", () => last && go({ after: `${last.serial}` }, true), { class: "quiet" });
  const newest = button("Newest", () => go({ after: undefined }, true), { class: "quiet" });
  const pages = h("div", { class: "pages" }, newest, older);
  let last: KeySummary | undefined;
  let context: KeyListContext;
  const list = new KeyedList<KeySummary>(rows, keyName, (key) =>
    keyRow(
      key,
      windowOf(context.view.range, context.now),
      context.home,
      address.link({ ...context.view, key: keyName(key), after: undefined }),
    ),
  );
  rows.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link?.dataset.focus || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ key: link.dataset.focus }, true);
  });
  let isFirst = true;
  const element = h(
    "section",
    { class: "keys", "aria-labelledby": "trent-keys" },
    h(
      "div",
      { class: "bar" },
      h("h2", { id: "trent-keys" }, "Keys"),
      found,
      h("div", { class: "filter" }, words, states, range),
    ),
    axis,
    rows,
    empty,
    pages,
    legend(),
  );
  return { element, show, focus: () => focus.focus() };

  function show(page: KeyPage, next: KeyListContext): void {
    context = next;
    const { view, now, createKeyLine } = next;
    last = page.keys.at(-1);
    if (document.activeElement !== words) words.value = view.words ?? "";
    showStates(page, view.state ?? "");
    range.value = view.range ?? "1y";
    found.textContent = count(page.found, "key");
    axis.replaceChildren(timeAxis(windowOf(view.range, now)));
    axis.hidden = page.keys.length === 0;
    // An hour is less than a pixel of the shortest time line.
    const fresh = list.show(page.keys, `${Math.floor(now / 3_600_000)}${view.range}`);
    if (!isFirst && fresh.length < 5) for (const row of fresh) row.classList.add("fresh");
    isFirst = false;
    focus.settle();
    newest.hidden = view.after === undefined;
    older.hidden = page.keys.length < PAGE_SIZE;
    empty.hidden = page.keys.length > 0;
    if (!empty.hidden && empty.dataset.line !== `${createKeyLine}${isFiltered(view)}`) {
      empty.dataset.line = `${createKeyLine}${isFiltered(view)}`;
      empty.replaceChildren(...(isFiltered(view) ? nothingFound() : noKeys(createKeyLine)));
    }
  }

  function showStates(page: KeyPage, chosen: string): void {
    const counts = new Map(Object.entries(page.states).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (chosen !== "" && !counts.has(chosen)) counts.set(chosen, 0);
    const choices = [...counts].map(([state, number]) => [state, `${stateText(state)} (${number})`] as const);
    offer(states, [["", "Every state"], ...choices], chosen);
  }

  function nothingFound(): Node[] {
    const clear = button("Clear the filter", () => {
      words.value = "";
      go({ words: undefined, state: undefined, after: undefined });
      words.focus();
    });
    return [h("p", {}, "No key is like that."), clear];
  }
}

function isFiltered({ words, state, after }: View): boolean {
  return Boolean(words || state || after);
}

function noKeys(line: string | undefined): Node[] {
  if (line === undefined) return [h("p", {}, "No keys here yet. What your program makes appears by itself.")];
  return [
    h("p", {}, "No keys here yet. Make one, and it appears by itself:"),
    h(
      "div",
      { class: "command" },
      h("pre", { tabindex: 0 }, line),
      copyButton(() => line, "Copy the command"),
    ),
  ];
}

function legend(): HTMLElement {
  const signs = [
    ["●", "rotated", "rotated"],
    ["◆", "rotated", "on demand"],
    ["○", "next", "next rotation"],
    ["▲", "expires", "material expires"],
    ["✕", "deletion", "deletion"],
  ] as const;
  return h(
    "p",
    { class: "legend soft", "aria-hidden": true },
    signs.map(([sign, kind, text]) => h("span", {}, h("b", { class: kind }, sign), ` ${text}`)),
  );
}
