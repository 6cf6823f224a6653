import type { components } from "../../../../../generated/control";
import { h } from "./element";
import { count, fromNow } from "./moment";
import { statePill } from "./state-pill";
import { type TimeWindow, timeLine } from "./time-line";

type KeySummary = components["schemas"]["KeySummary"];
type Home = components["schemas"]["Accounts"]["home"];

/** The name of a key over all accounts and Regions, as the address has it. */
export function keyName({ account, region, id }: Pick<KeySummary, "account" | "region" | "id">): string {
  return `${account}/${region}/${id}`;
}

/** What a key is called: its first alias, else its id. */
export function titleOf({ aliases, id }: KeySummary): string {
  return aliases[0]?.replace(/^alias\//, "") ?? id;
}

/** Its rotation in a line, and in a second one what comes next. */
export function rotationTexts({ rotation, rotations, onDemand }: KeySummary, now: number): [string, string] {
  const past = rotations === 0 ? "" : count(rotations, "rotation");
  if (onDemand) return ["Rotates on demand", `done ${fromNow(onDemand.done, now)}`];
  if (!rotation) return ["Rotation is off", past];
  const next = rotation.held ? "on hold" : `next ${fromNow(rotation.next, now)}`;
  return [`Every ${count(rotation.periodInDays, "day")}`, past === "" ? next : `${next}, ${past}`];
}

/**
 * A key in the list.
 * @param home the account and the Region that need not be named.
 * @param address where its link leads.
 */
export function keyRow(key: KeySummary, window: TimeWindow, home: Home, address: string): HTMLElement {
  const [rotation, next] = rotationTexts(key, window.now);
  const more = key.aliases.length > 1 ? ` +${key.aliases.length - 1}` : "";
  const title = titleOf(key);
  const link = { href: address, class: "name", "data-focus": keyName(key), tabindex: -1 };
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      { class: "key" },
      h(
        "div",
        { class: "first" },
        h("a", link, h("bdi", {}, title)),
        more !== "" && h("span", { class: "soft" }, more),
      ),
      h(
        "div",
        { class: "second" },
        key.account !== home.account && h("span", { class: "chip" }, key.account),
        key.region !== home.region && h("span", { class: "chip" }, key.region),
        key.description !== "" && h("bdi", {}, key.description),
        title !== key.id && h("code", {}, key.id),
      ),
    ),
    h("div", { class: "what" }, statePill(key.state), h("div", { class: "second" }, kindOf(key))),
    h("div", { class: "rotation" }, h("div", { class: "first" }, rotation), h("div", { class: "second" }, next)),
    timeLine(key, window),
  );
}

function kindOf({ spec, origin, manager, multiRegion }: KeySummary): string {
  const related = multiRegion && `multi-Region ${multiRegion.toLowerCase()}`;
  return [spec, origin !== "AWS_KMS" && origin, manager === "AWS" && "AWS managed", related].filter(Boolean).join(", ");
}
