import type { Markup } from "../../../../openapi/dialect/markup";
import { element } from "./page-data";

/** So many lines are added at once: thousands of elements make a page slow. */
const STEP = 50;

/** A list that grows by its button. */
export class LongList<T> {
  private readonly list: HTMLElement;
  private readonly more: HTMLElement;
  private items: readonly T[] = [];
  private shown = 0;

  constructor(
    name: string,
    private readonly found: string,
    private readonly lineOf: (item: T) => Markup,
  ) {
    this.list = element(name, HTMLElement);
    this.more = element(`more-${name}`, HTMLElement);
    this.more.addEventListener("click", () => this.grow());
  }

  /** Shows these from the first on. */
  show(items: readonly T[]): void {
    this.items = items;
    this.shown = 0;
    this.list.replaceChildren();
    this.grow();
  }

  private grow(): void {
    const next = this.items.slice(this.shown, this.shown + STEP);
    this.list.insertAdjacentHTML("beforeend", next.map((item) => this.lineOf(item).text).join(""));
    this.shown += next.length;
    this.more.hidden = this.shown >= this.items.length;
    element(this.found, HTMLElement).textContent =
      `${this.items.length} found${this.more.hidden ? "" : `, ${this.shown} shown`}`;
  }
}
