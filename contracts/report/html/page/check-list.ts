import { html } from "../../../../openapi/dialect/markup";
import { worstFirst } from "../../failure-groups";
import type { ResultCheck } from "../../run-result";
import { statusMark } from "../check-view";
import { writeAddress } from "./address";
import { LongList } from "./long-list";
import { element, keyOf, result } from "./page-data";

const form = element("filter", HTMLFormElement);
const sorted = worstFirst(result.checks);
const list = new LongList<ResultCheck>(
  "checks",
  "found",
  (check) =>
    html`<li><button type="button" class="line" data-check="${keyOf(check)}">${statusMark(check.status)} <span class="level">${check.level}</span> <code>${check.id}</code> <span class="soft">${check.operation}</span></button></li>`,
);

/** The names of the fields, which are also those in the address. */
const FIELDS = ["words", "status", "operation"] as const;

function fieldOf(name: (typeof FIELDS)[number]): HTMLInputElement | HTMLSelectElement {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) return field;
  throw new Error(`The filter has no ${name}.`);
}

function draw(): void {
  const [words, status, operation] = FIELDS.map((name) => fieldOf(name).value);
  const wanted = (words ?? "").toLowerCase();
  list.show(
    sorted.filter(
      (check) =>
        (!status || check.status === status) &&
        (!operation || check.operation === operation) &&
        `${check.id} ${check.operation} ${check.sentence} ${check.known ?? ""}`.toLowerCase().includes(wanted),
    ),
  );
}

/** The filter as the fragment of an address; empty where nothing is filtered. */
export function filterAddress(): string {
  const set = FIELDS.map((name) => [name, fieldOf(name).value]).filter(([, value]) => value !== "");
  return set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
}

/** Sets the whole filter, and shows what fits. */
export function applyFilter(filter: URLSearchParams): void {
  for (const name of FIELDS) fieldOf(name).value = filter.get(name) ?? "";
  draw();
}

/** Draws the list at each change of the filter, and keeps the filter in the address. */
export function listenToFilter(): void {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    draw();
    writeAddress(filterAddress());
  });
  draw();
}
