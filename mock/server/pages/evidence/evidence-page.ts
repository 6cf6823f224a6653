import { html, Markup } from "../../../../openapi/dialect/markup";

/**
 * A page of the evidence as HTML. Its headings have the anchors that GitHub gives them, and its links to other pages
 * lead to their addresses on the mock; a link to anything else in the repository becomes text.
 * @param page its name, such as `rotation`.
 * @param markdown its text.
 */
export async function evidencePage(page: string, markdown: string): Promise<string> {
  const { Marked } = await import("marked");
  const isRoot = page === "README";
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const address = addressOf(href, isRoot);
        return address === undefined ? text : `${html`<a href="${address}" rel="noreferrer">${new Markup(text)}</a>`}`;
      },
      table({ header, rows }) {
        const row = (cells: readonly { tokens: never[] | (typeof header)[number]["tokens"] }[], tag: string) =>
          `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>`;
        return `<div class="scroll" tabindex="0"><table><thead>${row(header, "th")}</thead><tbody>${rows.map((cells) => row(cells, "td")).join("")}</tbody></table></div>\n`;
      },
    },
  });
  const body = new Markup(await marked.parse(markdown));
  const up = isRoot ? "../" : "../../";
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${isRoot ? "Evidence" : `${page}: evidence`}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${up}evidence/style.css"></head>
<body><nav aria-label="Pages"><a href="${up}">State</a> <a href="${up}reference/">Reference</a> <a href="${up}evidence/">Evidence</a></nav>
<main>${body}</main></body></html>
`.text;
}

/** The anchor that GitHub makes for a heading: lower case, hyphens for blanks, no punctuation. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
}

/** Where a link of a page leads on the mock; undefined for a file that is not served. */
function addressOf(href: string, isRoot: boolean): string | undefined {
  if (/^(https?:|#)/.test(href)) return href;
  const [, name, anchor = ""] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (name === undefined) return undefined;
  return `${isRoot ? "" : "../"}${name === "README" ? "" : `${name}/`}${anchor}`;
}
