/**
 * A list whose items stay where they are while their data does: what is focused, opened or selected in it survives. A
 * changed item is drawn anew, and focused again where it was focused.
 */
export class KeyedList<Item> {
  private drawn = new Map<string, { readonly signature: string; readonly element: HTMLElement }>();

  /**
   * @param keyOf names an item for as long as it is there.
   * @param draw makes the element of an item. It is asked again only where the item, or the context, has changed.
   */
  constructor(
    private readonly list: HTMLElement,
    private readonly keyOf: (item: Item) => string,
    private readonly draw: (item: Item) => HTMLElement,
  ) {}

  /** @param context what else the elements show, such as the time. @returns the elements that are new in the list */
  show(items: readonly Item[], context = ""): HTMLElement[] {
    const before = this.drawn;
    this.drawn = new Map();
    // First, so that the others do not have to be moved: an element that is moved loses the focus.
    const names = new Set(items.map(this.keyOf));
    for (const [name, { element }] of before) if (!names.has(name)) element.remove();
    const fresh: HTMLElement[] = [];
    let place = this.list.firstElementChild;
    for (const item of items) {
      const name = this.keyOf(item);
      const signature = context + JSON.stringify(item);
      const old = before.get(name);
      const element = old?.signature === signature ? old.element : this.draw(item);
      this.drawn.set(name, { signature, element });
      if (!old) fresh.push(element);
      else if (old.element !== element) {
        if (place === old.element) place = element;
        replaceFocused(old.element, element);
      }
      if (place === element) place = element.nextElementSibling;
      else this.list.insertBefore(element, place);
    }
    return fresh;
  }
}

/** Puts an element in the place of another, with the focus and the opened details of that one. */
function replaceFocused(old: HTMLElement, element: HTMLElement): void {
  const { activeElement } = document;
  const name = old.contains(activeElement) ? activeElement?.getAttribute("data-focus") : undefined;
  if (old instanceof HTMLDetailsElement && element instanceof HTMLDetailsElement) element.open = old.open;
  old.replaceWith(element);
  if (name === undefined || name === null) return;
  const target = element.matches(`[data-focus="${name}"]`) ? element : element.querySelector(`[data-focus="${name}"]`);
  if (target instanceof HTMLElement) target.focus();
}
