import type { components } from "../../../../../generated/control";
import { copyButton } from "./copy-button";
import { button, type Content, h } from "./element";
import { KeyedList } from "./keyed-list";
import { time } from "./moment";
import { curlLine } from "./shell-line";

type Schemas = components["schemas"];
type Entry = Schemas["Request"];
type Operation = Schemas["Operations"]["operations"][number];

/** How many requests are shown. */
export const SHOWN_REQUESTS = 40;

/**
 * The latest requests, newest first.
 * @param endpoint where a shell calls the mock; undefined where none can.
 * @param referenceUrl the reference page; undefined where there is none.
 */
export function requestPanel(
  endpoint: string | undefined,
  referenceUrl: string | undefined,
  forget: () => Promise<void>,
) {
  let operations: readonly Operation[] = [];
  const list = h("div", { class: "list" });
  const items = new KeyedList<Entry>(list, ({ requestId }) => requestId, entryLine);
  const none = h("p", { class: "soft" }, "None yet. Each call of the API appears here.");
  const clear = button("Forget", () => forget(), { class: "quiet" });
  const element = h(
    "section",
    { class: "panel requests", "aria-labelledby": "trent-requests" },
    h("div", { class: "bar" }, h("h2", { id: "trent-requests" }, "Latest requests"), clear),
    none,
    list,
  );
  return { element, show, setOperations };

  function setOperations(known: readonly Operation[]): void {
    operations = known;
  }

  /** @param requests oldest first, as the journal has them */
  function show(requests: readonly Entry[]): void {
    items.show([...requests].reverse(), `${operations.length}`);
    none.hidden = requests.length > 0;
    clear.hidden = requests.length === 0;
  }

  function entryLine(entry: Entry): HTMLElement {
    const { at, requestId, operation, milliseconds } = entry;
    return h(
      "details",
      { class: "line-item" },
      h(
        "summary",
        { "data-focus": `request-${requestId}` },
        h("span", { class: "soft when" }, time(at)),
        h("b", {}, operation ?? "Unknown operation"),
        outcomeOf(entry),
        h(
          "span",
          { class: "soft took" },
          `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`,
        ),
      ),
      detailsOf(entry),
    );
  }

  function detailsOf(entry: Entry): Content {
    const { rule, request, fault, requestId, operation } = entry;
    const line = endpoint === undefined ? undefined : curlLine(entry, operations, endpoint);
    return h(
      "div",
      { class: "entry" },
      rule && ruleText(rule),
      fault !== undefined && h("p", {}, `It met the planned fault ${fault}.`),
      request !== undefined &&
        Object.keys(request).length > 0 &&
        h("pre", { tabindex: 0 }, JSON.stringify(request, undefined, 2)),
      line !== undefined &&
        h(
          "div",
          { class: "command" },
          h("pre", { tabindex: 0 }, line),
          copyButton(() => line, "Copy as curl"),
        ),
      h(
        "p",
        { class: "soft" },
        h("code", {}, requestId),
        referenceUrl !== undefined &&
          operation !== undefined && [
            " ",
            h("a", { href: `${referenceUrl}#${operation}` }, `Reference of ${operation}`),
          ],
      ),
    );
  }
}

function outcomeOf({ status, error, dropped, fault }: Entry): Content {
  const tone = status === undefined || status >= 500 ? "bad" : status >= 400 ? "wait" : "good";
  const text = status === undefined ? "No answer" : error === undefined ? `${status}` : `${status} ${error}`;
  return [
    h("span", { class: `pill ${tone}` }, dropped ? `${text}, cut` : text),
    fault !== undefined && h("span", { class: "chip" }, "fault"),
  ];
}

function ruleText({ id, sentence, provenance, source }: NonNullable<Entry["rule"]>): HTMLElement {
  return h(
    "div",
    { class: "rule" },
    h("p", {}, h("b", {}, id), h("span", { class: "chip" }, provenance)),
    h("p", {}, sentence),
    h("p", { class: "soft" }, h("code", {}, source)),
  );
}
