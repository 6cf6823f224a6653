import type { components } from "../../../../../generated/control";
import { copyButton } from "./copy-button";
import { button, type Content, h } from "./element";
import { rotationTexts, titleOf } from "./key-row";
import { KeyedList } from "./keyed-list";
import { count, dayAndTime, fromNow } from "./moment";
import { statePill, stateText } from "./state-pill";
import { marksOf, type TimeWindow, timeAxis, timeLine } from "./time-line";

type KeyDetail = components["schemas"]["KeyDetail"];
type KeyEvent = KeyDetail["events"][number];

/** What each material is, in words. */
const STATUS: Readonly<Record<KeyDetail["materials"][number]["status"], string>> = {
  CURRENT: "In use",
  EARLIER: "Earlier",
  PENDING_ROTATION: "Waits for its rotation",
  EXPIRED: "Expired",
};

/** The page of one key. @param leave goes back to the list */
export function keyPage(leave: () => void) {
  const title = h("h2", { tabindex: -1 });
  const head = h("div", { class: "bar" }, button("← Keys", leave, { class: "quiet" }), title);
  const body = h("div", { class: "parts" });
  const events = h("div", { class: "list" });
  const list = new KeyedList<KeyEvent>(events, ({ eventID }) => String(eventID), eventLine);
  const eventPart = part("Events", events);
  const element = h("section", { class: "one-key" }, head, body, eventPart);
  let drawn = "";
  return { element, show, showGone, focus: () => title.focus() };

  function show(detail: KeyDetail, window: TimeWindow): void {
    const { events: latest, ...rest } = detail;
    const signature = `${Math.floor(window.now / 3_600_000)}${window.half}${JSON.stringify(rest)}`;
    eventPart.hidden = false;
    if (signature !== drawn) {
      title.replaceChildren(h("bdi", {}, titleOf(detail.key)), " ", statePill(detail.key.state));
      body.replaceChildren(...parts(detail, window));
    }
    drawn = signature;
    list.show(latest);
    if (latest.length === 0) events.replaceChildren(h("p", { class: "soft" }, "None among the latest calls."));
  }

  function showGone(name: string, why: string): void {
    drawn = "";
    title.replaceChildren(h("bdi", {}, name.split("/").at(-1) ?? ""));
    body.replaceChildren(h("p", { class: "empty" }, why));
    eventPart.hidden = true;
  }
}

function parts(detail: KeyDetail, window: TimeWindow): Node[] {
  const { key, metadata, tags, aliases, aliasCount } = detail;
  return [
    h("div", { class: "part wide" }, timeAxis(window), timeLine(key, window), dates(detail, window.now)),
    part("Key", facts(detail, window.now)),
    part(
      aliasCount > aliases.length ? `Aliases (${aliases.length} of ${aliasCount})` : "Aliases",
      aliases.length === 0
        ? none()
        : h(
            "ul",
            {},
            aliases.map((name) => h("li", {}, h("code", {}, name))),
          ),
    ),
    part("Tags", tags.length === 0 ? none() : definitions(tags.map(({ key: name, value }) => [name, value]))),
    part("Rotations and key material", materials(detail, window.now)),
    part(detail.isDefaultPolicy ? "Policy, the default one" : "Policy", block("the policy", indented(detail.policy))),
    part("DescribeKey", block("the metadata", JSON.stringify(metadata, undefined, 2))),
  ];
}

function part(title: string, ...content: readonly Content[]): HTMLElement {
  return h("div", { class: "part" }, h("h3", {}, title), content);
}

function none(): HTMLElement {
  return h("p", { class: "soft" }, "None.");
}

function block(what: string, text: string): HTMLElement {
  const copy = copyButton(() => text, `Copy ${what}`);
  return h("div", { class: "command" }, h("pre", { tabindex: 0 }, text), copy);
}

/** JSON with line breaks; a text that is none as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function definitions(rows: readonly (readonly [string, Content])[]): HTMLElement {
  return h(
    "dl",
    {},
    rows.map(([name, value]) => [h("dt", {}, h("bdi", {}, name)), h("dd", {}, h("bdi", {}, value))]),
  );
}

function dates({ key }: KeyDetail, now: number): HTMLElement {
  const all = marksOf(key);
  const items = all.slice(-12).map(({ kind, says, at }) => {
    const isPast = Date.parse(at) <= now;
    return h(
      "li",
      { class: isPast ? "soft" : "" },
      h("b", { class: kind }, says),
      ` ${dayAndTime(at)}, ${fromNow(at, now)}`,
    );
  });
  return h("ol", { class: "dates", "aria-label": "Dates" }, items);
}

function facts({ key, metadata }: KeyDetail, now: number): HTMLElement {
  const { description, deletion } = key;
  const rows: (readonly [string, Content])[] = [
    ["ARN", h("code", {}, String(metadata.Arn))],
    ["State", stateText(key.state)],
    ["Spec", `${key.spec}, ${key.usage}`],
    ["Origin", key.manager === "AWS" ? `${key.origin}, AWS managed` : key.origin],
    ["Rotation", rotationTexts(key, now).filter(Boolean).join(", ")],
    ["Created", `${dayAndTime(key.created)}, ${fromNow(key.created, now)}`],
  ];
  if (description !== "") rows.push(["Description", description]);
  if (key.multiRegion) rows.push(["Multi-Region", key.multiRegion === "PRIMARY" ? "Primary" : "Replica"]);
  if (deletion)
    rows.push([
      "Deletion",
      deletion.date
        ? `${dayAndTime(deletion.date)}, ${fromNow(deletion.date, now)}`
        : `${count(deletion.windowInDays, "day")} after its last replica is gone`,
    ]);
  return definitions(rows);
}

function materials({ materials: shown, materialCount }: KeyDetail, now: number): HTMLElement {
  if (shown.length === 0) return h("p", { class: "soft" }, "The mock has no key material of this key.");
  const rows = shown.map(({ id, status, rotated, rotation, description, expires }) =>
    h(
      "tr",
      {},
      h("td", {}, h("code", { title: id }, `${id.slice(0, 12)}…`)),
      h("td", {}, STATUS[status], description !== undefined && h("bdi", { class: "soft" }, ` ${description}`)),
      h(
        "td",
        {},
        rotated === undefined
          ? "The first"
          : `${rotation === "ON_DEMAND" ? "On demand" : "Rotated"} ${dayAndTime(rotated)}`,
        expires !== undefined &&
          h("span", { class: "soft" }, ` Expires ${dayAndTime(expires)}, ${fromNow(expires, now)}`),
      ),
    ),
  );
  const head = ["Material", "Status", "Since"].map((name) => h("th", { scope: "col" }, name));
  const scroll = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Key material" };
  return h(
    "div",
    scroll,
    h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)),
    materialCount > shown.length &&
      h("p", { class: "soft" }, `The latest ${shown.length} of ${materialCount.toLocaleString("en-GB")}.`),
  );
}

function eventLine(event: KeyEvent): HTMLElement {
  const error = event.errorCode === undefined ? undefined : String(event.errorCode);
  return h(
    "details",
    { class: "line-item" },
    h(
      "summary",
      { "data-focus": `event-${String(event.eventID)}` },
      h("span", { class: "soft when" }, dayAndTime(String(event.eventTime))),
      h("b", {}, String(event.eventName)),
      error !== undefined && h("span", { class: "pill bad" }, error),
      event.eventType === "AwsServiceEvent" && h("span", { class: "chip" }, "by the service"),
    ),
    block("the record", JSON.stringify(event, undefined, 2)),
  );
}
