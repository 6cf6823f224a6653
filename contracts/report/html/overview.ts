import { html, type Markup } from "../../../openapi/dialect/markup";
import { OPERATIONS } from "../../contract-document";
import { isBehaviour, type OperationBehaviour, ruleOf, SIGNS } from "../failure-groups";
import type { ResultCheck, RunResult } from "../run-result";
import { number } from "../verdict-text";

/** Each operation with its rules: what does not hold by name, what holds as cells. */
export function behaviourTable(behaviours: readonly OperationBehaviour[]): Markup {
  return html`<table class="behaviour"><thead><tr><th scope="col">operation</th><th scope="col" class="n">hold</th><th scope="col" class="n">fail</th><th scope="col" class="n">warn</th><th scope="col">rules</th></tr></thead><tbody>${behaviours.map(
    ({ operation, checks, passed, failing, others }) =>
      html`<tr id="${operation}"><th scope="row">${operation}</th><td class="n">${number(passed)}</td><td class="n${failing > 0 && " bad"}">${number(failing)}</td><td class="n">${number(others)}</td><td class="chips">${checks.map((check) => (check.status === "pass" || check.status === "not-applicable" ? cell(check, ruleOf(check)) : chip(check)))}</td></tr>`,
  )}</tbody></table>`;
}

/** The clauses that hold for every operation, by operation. */
export function matrix(checks: readonly ResultCheck[], taken: ReadonlySet<string>): Markup {
  const common = checks.filter((check) => !isBehaviour(check));
  const cells = new Map(common.map((check) => [`${check.id} ${check.operation}`, check]));
  const clauses = worstClauses(common);
  const operations = OPERATIONS.filter((name) => common.some(({ operation }) => operation === name));
  return html`<table class="matrix"><thead><tr><td></td>${operations.map((name) => html`<th scope="col"><span>${name}</span></th>`)}</tr></thead><tbody>${clauses.map(
    (id) =>
      html`<tr${!taken.has(id) && html` id="${id}"`}><th scope="row"><code>${id}</code></th>${operations.map(
        (operation) => {
          const check = cells.get(`${id} ${operation}`);
          return html`<td>${check && cell(check, `${id} on ${operation}`)}</td>`;
        },
      )}</tr>`,
  )}</tbody></table>`;
}

/** The ids, those that make the run fail on most operations first. */
function worstClauses(checks: readonly ResultCheck[]): string[] {
  const weights = new Map<string, number>();
  for (const { id, gates, status } of checks) {
    const weight = gates ? 1000 : status === "pass" || status === "not-applicable" ? 0 : 1;
    weights.set(id, (weights.get(id) ?? 0) + weight);
  }
  return [...weights].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([id]) => id);
}

function cell(check: ResultCheck, name: string): Markup {
  return html`<button type="button" class="cell ${check.status}" data-check="${check.id}/${check.operation}" aria-label="${name}: ${check.status}" title="${name}: ${check.status}">${SIGNS[check.status]}</button>`;
}

function chip(check: ResultCheck): Markup {
  return html`<button type="button" class="chip ${check.status}" data-check="${check.id}/${check.operation}" title="${check.level}: ${check.sentence}"><span aria-hidden="true">${SIGNS[check.status]}</span> ${ruleOf(check)}<span class="hidden">: ${check.status}</span></button> `;
}

/** How much of the document the answers have shown. */
export function coverageTable({ coverage }: RunResult): Markup {
  return html`<table class="coverage"><thead><tr><th scope="col">part</th><th scope="col">seen</th><th scope="col"><span class="hidden">share</span></th><th scope="col">not seen</th></tr></thead><tbody>${Object.entries(
    coverage,
  ).map(
    ([name, { seen, of, missing }]) =>
      html`<tr><th scope="row">${name}</th><td class="share">${number(seen)} of ${number(of)}</td><td><progress value="${seen}" max="${Math.max(of, 1)}" aria-label="${name} seen"></progress></td><td>${missing.length > 0 && html`<details><summary>${number(missing.length)} not seen</summary><ul tabindex="0">${missing.map((one: string) => html`<li><code>${one}</code></li>`)}</ul></details>`}</td></tr>`,
  )}</tbody></table>`;
}
