import { html, type Markup } from "../../../openapi/dialect/markup";
import type { RunComparison } from "../comparison";
import type { ResultCheck } from "../run-result";
import { comparisonText, plural } from "../verdict-text";
import { statusMark } from "./check-view";

/** What has changed since an earlier run. */
export function changeView(comparison: RunComparison): Markup {
  const { appeared, fixed } = comparison;
  return html`<p>${comparisonText(comparison)}</p>${changed("new", appeared)}${changed("fixed", fixed)}`;
}

function changed(word: string, checks: readonly ResultCheck[]): Markup {
  return html`${
    checks.length > 0 &&
    html`<details class="change"><summary>${plural(checks.length, `${word} check`)}</summary><ul>${checks.map((check) => html`<li>${statusMark(check.status)} <button type="button" class="chip" data-check="${check.id}/${check.operation}">${check.id} on ${check.operation}</button></li>`)}</ul></details>`
  }`;
}
