import { createHash } from "node:crypto";
import { html, Markup } from "../../../openapi/dialect/markup";
import type { RunComparison } from "../comparison";
import { evidenceSection } from "../evidence-section";
import { groupResult, STATUSES } from "../failure-groups";
import type { RunResult } from "../run-result";
import { nameOf, number, plural, whyOf } from "../verdict-text";
import { changeView } from "./change-view";
import { statusMark } from "./check-view";
import { clauseList } from "./clause-list";
import { behaviourTable, coverageTable, matrix } from "./overview";
import { scriptOfPage, styleOfPage } from "./page-assets";

/**
 * The result as one HTML page that loads nothing else. It follows the light or dark mode of the reader. What to fix,
 * with one example each, is readable without its script, which some CI servers switch off.
 */
export function htmlOf(result: RunResult, comparison?: RunComparison): string {
  const groups = groupResult(result);
  const { failing, warning, known, behaviours } = groups;
  const script = scriptOfPage();
  const taken = new Set([...failing, ...warning, ...known].map(({ id }) => id));
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${digest(script)}'">
<title>${nameOf(result)}: ${result.verdict}</title><style>${new Markup(styleOfPage())}</style></head>
<body><header><h1>${nameOf(result)} <span class="verdict ${result.verdict}">${result.verdict}</span></h1>
<p class="why">${whyOf(result, groups)}</p>
<ul class="legend" aria-label="Checks by status">${STATUSES.map((status) => html`<li><button type="button" data-status="${status}"${result.summary[status] === 0 && html` class="zero"`}>${statusMark(status)} <b>${number(result.summary[status])}</b></button></li>`)}</ul>
<div id="changes" aria-live="polite">${comparison && changeView(comparison)}</div></header>
<main>
${
  failing.length > 0 &&
  html`<section aria-labelledby="fix"><h2 id="fix">What to fix</h2><p class="soft">One line for each clause, MUST first, most frequent first. A rule that several operations share is one line: <code>*.rule</code>.</p>${clauseList(failing, result)}</section>`
}
${behaviours.length > 0 && html`<section aria-labelledby="behaviour"><h2 id="behaviour">Behaviour of each operation</h2>${behaviourTable(behaviours)}</section>`}
<section aria-labelledby="every"><h2 id="every">Clauses of every operation</h2><div class="scroll">${matrix(result.checks, taken)}</div></section>
${warning.length > 0 && html`<section aria-labelledby="warning"><h2 id="warning">What does not hold, and does not make the run fail</h2>${clauseList(warning, result)}</section>`}
${known.length > 0 && html`<section aria-labelledby="known"><h2 id="known">Expected failures</h2>${clauseList(known, result)}</section>`}
<section aria-labelledby="seen"><h2 id="seen">What was seen of the document</h2><div class="scroll">${coverageTable(result)}</div></section>
<section aria-labelledby="all"><h2 id="all">All checks</h2><form class="filter" id="filter"><label>Words <input name="words" type="search"></label>
<label>Status <select name="status"><option value="">any</option>${STATUSES.map((status) => html`<option>${status}</option>`)}</select></label>
<label>Operation <select name="operation"><option value="">any</option>${[...new Set(result.checks.map(({ operation }) => operation))].map((name) => html`<option>${name}</option>`)}</select></label></form>
<p class="soft" id="found" aria-live="polite"></p><ul class="list" id="checks"></ul><button type="button" id="more-checks" hidden>Show more</button></section>
<section aria-labelledby="sent"><h2 id="sent">Exchanges</h2><form class="filter"><label>Words <input id="exchange-words" type="search"></label></form>
<p class="soft" id="exchanges-found" aria-live="polite"></p><div class="list" id="exchanges"></div><button type="button" id="more-exchanges" hidden>Show more</button></section>
<section aria-labelledby="run"><h2 id="run">The run</h2>
<p>${plural(result.cases, "case")}, ${plural(result.exchanges.length, "exchange")} in ${result.seconds} s; started ${result.startedAt}; suite ${result.suite.version}; document <code>${result.document.sha256.slice(0, 12)}</code>. Options: ${Object.entries(result.options).map(([name, value]) => html`<code>${name}=${value}</code> `)}</p>
<p><label>Compare with an earlier result.json <input type="file" id="earlier" accept=".json,application/json"></label></p></section>
<noscript><p>The list of all checks, and the exchanges, need the page's own script.</p></noscript>
</main>
<dialog id="dialog" aria-labelledby="dialog-title"><div class="bar"><h2 id="dialog-title"></h2><button type="button" data-copy-link>Copy link</button><button type="button" data-close>Close</button></div><div id="dialog-body"></div></dialog>
<script type="application/json" id="result">${embedded(result)}</script><script type="application/json" id="evidence">${embedded(evidenceOf(result))}</script><script>${new Markup(script)}</script></body></html>
`.text;
}

/** JSON that cannot end its own script element. */
function embedded(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll("<", "\\u003c"));
}

/** What each source of the result says, so that the page needs no other. */
function evidenceOf({ checks }: RunResult): Record<string, string | undefined> {
  return Object.fromEntries([...new Set(checks.map(({ source }) => source))].map((s) => [s, evidenceSection(s)]));
}

/** The page runs this script only: a text of a target that became HTML by a mistake could still not run. */
function digest(script: string): string {
  return `sha256-${createHash("sha256").update(script).digest("base64")}`;
}
