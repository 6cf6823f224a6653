/** What an element has: attributes by their names. One that is undefined or false is left out, one that is true has no value. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** What an element contains. A text is text, whatever it looks like: no data ever becomes markup. */
export type Content = Node | string | number | undefined | false | readonly Content[];

/** Makes an HTML element. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, content);
}

/** Makes an SVG element. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: readonly Content[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, content);
}

/** Makes a button that does something. */
export function button(label: Content, onClick: () => unknown, attributes: Attributes = {}): HTMLButtonElement {
  const made = h("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

/** Makes a list to choose from. */
export function select(label: string, attributes: Attributes, onChange: (value: string) => unknown): HTMLSelectElement {
  const made = h("select", { "aria-label": label, ...attributes });
  made.addEventListener("change", () => onChange(made.value));
  return made;
}

/** The choices of a list: value and text. What was chosen stays chosen where it is still there. */
export function offer(list: HTMLSelectElement, choices: readonly (readonly [string, string])[], chosen: string): void {
  const signature = JSON.stringify(choices);
  if (list.dataset.offered !== signature) {
    list.replaceChildren(...choices.map(([value, text]) => h("option", { value }, text)));
    list.dataset.offered = signature;
  }
  list.value = chosen;
}

function fill<Made extends Element>(made: Made, attributes: Attributes, content: readonly Content[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...nodesOf(content));
  return made;
}

function nodesOf(content: Content): (Node | string)[] {
  if (content === undefined || content === false) return [];
  if (content instanceof Node) return [content];
  return typeof content === "object" ? content.flatMap(nodesOf) : [String(content)];
}
