/**
 * Makes the links of a list one stop of the Tab key. The arrow keys, Home and End move among them.
 * @param list its links have the attribute `data-focus`, with a name that is theirs as long as they are there.
 */
export class RovingFocus {
  private name = "";

  constructor(private readonly list: HTMLElement) {
    list.addEventListener("focusin", ({ target }) => this.settle(target));
    list.addEventListener("keydown", (event) => this.move(event));
  }

  /** Lets the Tab key lead to the link where the reader was last, or to the first. For after each change of the list. */
  settle(target?: EventTarget | null): void {
    const links = this.links();
    const chosen = links.find((link) => link === target) ?? links.find(({ dataset }) => dataset.focus === this.name);
    for (const link of links) link.tabIndex = link === (chosen ?? links[0]) ? 0 : -1;
    if (chosen?.dataset.focus) this.name = chosen.dataset.focus;
  }

  /** Focuses the link where the reader was last. */
  focus(): void {
    this.links()
      .find(({ tabIndex }) => tabIndex === 0)
      ?.focus();
  }

  private links(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-focus]")];
  }

  private move(event: KeyboardEvent): void {
    const links = this.links();
    const here = links.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key];
    const target = to === undefined || here < 0 ? undefined : links[to];
    if (!target) return;
    event.preventDefault();
    target.focus();
  }
}
