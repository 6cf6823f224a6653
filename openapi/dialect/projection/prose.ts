import { html, type Markup } from "../markup";

/** A sentence of the document for a cell of a table, where Markdown is not read: what is in backticks becomes code. */
export function prose(text: unknown): readonly (Markup | string)[] {
  if (typeof text !== "string") return [];
  return text.split("`").map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
}
