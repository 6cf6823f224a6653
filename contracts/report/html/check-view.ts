import { html, type Markup } from "../../../openapi/dialect/markup";
import { differenceOf, type TextPart } from "../difference";
import { SIGNS } from "../failure-groups";
import type { ResultCheck, ResultExchange, ResultFailure } from "../run-result";
import { number } from "../verdict-text";
import { jsonIndented } from "./json-indent";

/** A status by its sign and its word. */
export function statusMark(status: ResultCheck["status"]): Markup {
  return html`<span class="status ${status}"><span class="sign" aria-hidden="true">${SIGNS[status]}</span> ${status}</span>`;
}

/** What was expected and what came side by side, the difference marked, then the exchange and how to see it again. */
export function failureView(failure: ResultFailure, exchanges: readonly ResultExchange[]): Markup {
  const { expected, got } = differenceOf(failure.expected, failure.actual);
  const exchange = failure.exchange === undefined ? undefined : exchanges[failure.exchange];
  return html`<div class="failure">
<p class="case">Case <b>${failure.case}</b></p>
<div class="sides"><div class="side"><h3>expected</h3><pre>${marked(expected, "ins")}</pre></div><div class="side"><h3>got</h3><pre>${marked(got, "del")}</pre></div></div>
${facts([
  ["in the answer at", failure.pointer],
  ["declared at", failure.place],
])}
${exchange && exchangeView(exchange)}
${failure.curl !== undefined && copyable(failure.curl, "Send it again")}
${copyable(failure.replay, "Run the case again")}
</div>`;
}

function marked(parts: readonly TextPart[], tag: "ins" | "del"): Markup[] {
  return parts.map(({ text, differs }) => {
    if (!differs) return html`${text}`;
    return tag === "ins" ? html`<ins>${text}</ins>` : html`<del>${text}</del>`;
  });
}

/** Request and answer, bodies indented. */
export function exchangeView({ request, response, fault }: ResultExchange): Markup {
  const lines = (headers: ResultExchange["request"]["headers"]) =>
    headers.map(([name, value]) => html`<span class="header">${name}:</span> ${value}\n`);
  return html`<div class="sides exchange"><div class="side"><h3>request</h3><pre tabindex="0"><b>${request.line}</b>
${lines(request.headers)}
${jsonIndented(request.body)}</pre></div><div class="side"><h3>answer</h3><pre tabindex="0">${
    response
      ? html`<b>${response.status}</b>
${lines(response.headers)}
${jsonIndented(response.body)}`
      : html`No answer: ${fault}`
  }</pre></div></div>`;
}

/** A command with a button that copies it. */
function copyable(text: string, title: string): Markup {
  return html`<div class="command"><h3>${title}</h3><button type="button" data-copy>Copy</button><pre>${text}</pre></div>`;
}

/** A check with all that is known of it. @param evidence what the page of its source says */
export function checkView(
  check: ResultCheck,
  exchanges: readonly ResultExchange[],
  evidence: string | undefined,
): Markup {
  return html`<p class="sentence">${check.sentence}</p>
${facts([
  ["status", check.gates ? `${check.status}: it makes the run fail` : check.status],
  ["level", `${check.level}, ${check.provenance}`],
  ["document", check.place],
  ["answers", `${number(check.observed)} checked, ${number(check.broken)} broken`],
  ["reason", check.message],
  ["known as", check.known],
])}
${
  evidence === undefined
    ? html`<p>Source: <code>${check.source}</code></p>`
    : html`<details class="evidence"><summary>Source: <code>${check.source}</code></summary><pre>${evidence}</pre></details>`
}
${check.failures.map((failure) => failureView(failure, exchanges))}
${check.broken > check.failures.length && html`<p class="soft">… and ${number(check.broken - check.failures.length)} more answers of the kind.</p>`}`;
}

function facts(entries: readonly (readonly [string, string | undefined])[]): Markup {
  const known = entries.filter(([, value]) => value !== undefined && value !== "");
  return html`${known.length > 0 && html`<dl>${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`}`;
}
