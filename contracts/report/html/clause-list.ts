import { html, type Markup } from "../../../openapi/dialect/markup";
import type { FailureGroup } from "../failure-groups";
import type { RunResult } from "../run-result";
import { number, plural } from "../verdict-text";
import { failureView, statusMark } from "./check-view";

/** So many clauses are shown at once; the others are one click away. */
const SHOWN = 12;

/** One line for each clause; opened, it has one example and the operations. */
export function clauseList(groups: readonly FailureGroup[], result: RunResult): Markup {
  const rest = groups.slice(SHOWN);
  return html`<div class="clauses">${groups.slice(0, SHOWN).map((group) => clauseLine(group, result))}</div>
${
  rest.length > 0 &&
  html`<details class="more"><summary>${plural(rest.length, "clause")} more</summary><div class="clauses">${rest.map((group) => clauseLine(group, result))}</div></details>`
}`;
}

function clauseLine(group: FailureGroup, { exchanges }: RunResult): Markup {
  const { id, level, status, sentence, checks, of, broken, example } = group;
  return html`<details class="clause" id="${anchorOf(group)}"><summary>${statusMark(status)} <span class="level">${level}</span> <code class="id">${id}</code> <span class="counts">${checks.length} of ${plural(of, "operation")}</span> <span class="counts">${broken > 0 && plural(broken, "answer")}</span> <span class="says">${sentence}</span></summary>
<div class="body"><p class="soft">One example, on ${example.check.operation}${example.check.place && html`; the document says it at <code>${example.check.place}</code>`}:</p>
${example.failure ? failureView(example.failure, exchanges) : html`<p>${example.check.message}</p>`}
<h3>${checks.length === 1 ? "The check" : `All ${number(checks.length)}`}</h3>
<p class="chips">${checks.map((check) => html`<button type="button" class="chip" data-check="${check.id}/${check.operation}">${check.operation}</button> `)}</p></div></details>`;
}

/** The address of a clause in the page is its id; that of a shared rule has also what tells it from others of the name. */
function anchorOf({ id, level, status, checks }: FailureGroup): string {
  return id.startsWith("*.")
    ? `${id}-${level}-${status}-${checks[0]?.operation}`
    : `${id}${status === "fail" || status === "warn" ? "" : `-${status}`}`;
}
