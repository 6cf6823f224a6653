import { readFileSync } from "node:fs";
import path from "node:path";
import { OPERATIONS } from "../contract-document";
import { evidenceSection } from "./evidence-section";
import { escaped } from "./junit";
import type { ResultCheck, RunResult } from "./run-result";

const STYLE = readFileSync(path.join(__dirname, "page.css"), "utf8");
const SCRIPT = readFileSync(path.join(__dirname, "page.js"), "utf8");

/** The result as one HTML page that loads nothing else. It follows the light or dark mode of the reader. */
export function htmlOf(result: RunResult): string {
  const { implementation, verdict, summary } = result;
  const title = `Contract of ${escaped(implementation.name)} ${escaped(implementation.version)}`;
  const total = result.checks.length;
  const statuses = Object.entries(summary);
  const share = (count: number) => ((100 * count) / Math.max(total, 1)).toFixed(2);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main>
<h1>${title}<span class="verdict ${verdict}">${verdict}</span></h1>
<p class="soft">${result.cases} cases, ${result.exchanges.length} exchanges in ${result.seconds} s · suite ${escaped(result.suite.version)} · document ${result.document.sha256.slice(0, 12)} · ${escaped(result.startedAt)} · ${escaped(
    Object.entries(result.options)
      .map(([name, value]) => `${name}=${value}`)
      .join(" "),
  )}</p>
<div class="bar">${statuses.map(([status, count]) => `<i class="${status}" style="width:${share(count)}%" title="${status}: ${count}"></i>`).join("")}</div>
<div class="tiles">${statuses.map(([status, count]) => `<div class="tile ${status}"><b>${count}</b>${status}</div>`).join("")}</div>
<section><h2>What was seen of the document</h2>${coverage(result)}</section>
<section><h2>Operations by clauses</h2><p class="soft">The clauses that hold for every operation. Choose a cell to read about it.</p><div class="scroll">${matrix(result.checks)}</div></section>
<section><h2>Checks</h2><div class="filter"><input id="words" placeholder="Filter: clause, operation, words, M3 …" aria-label="Filter the checks">
<select id="status" aria-label="Status"><option value="">any status</option>${statuses.map(([status]) => `<option>${status}</option>`).join("")}</select>
<select id="operation" aria-label="Operation"><option value="">any operation</option>${OPERATIONS.map((name) => `<option>${name}</option>`).join("")}</select></div>
<p class="soft" id="found"></p><div id="checks"></div></section>
<section><h2>Exchanges</h2><div class="filter"><input id="exchange-words" placeholder="Filter: case, body, status" aria-label="Filter the exchanges"></div><p class="soft" id="exchanges-found"></p><div id="exchanges"></div></section>
</main><script type="application/json" id="result">${embedded(result)}</script><script type="application/json" id="evidence">${embedded(evidenceOf(result))}</script><script>${SCRIPT}</script></body></html>
`;
}

/** JSON that cannot end its own script element. */
function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** What each source of the result says, so that the page needs no other. */
function evidenceOf({ checks }: RunResult): Record<string, string | undefined> {
  return Object.fromEntries([...new Set(checks.map(({ source }) => source))].map((s) => [s, evidenceSection(s)]));
}

function coverage({ coverage: all }: RunResult): string {
  const rows = Object.entries(all).map(([name, { seen, of, missing }]) => {
    const rest =
      missing.length === 0
        ? ""
        : `<details><summary>${missing.length} not seen</summary><div class="mono">${missing.map(escaped).join("<br>")}</div></details>`;
    return `<tr><td>${name}</td><td>${seen} of ${of}</td><td><div class="bar" style="margin:6px 0;min-width:160px"><i class="pass" style="width:${(100 * seen) / Math.max(of, 1)}%"></i></div></td><td>${rest}</td></tr>`;
  });
  return `<div class="scroll"><table>${rows.join("")}</table></div>`;
}

/** The clauses of all operations in rows, the operations in columns. */
function matrix(checks: readonly ResultCheck[]): string {
  const shared = checks.filter(({ area }) => area === "wire" || area === "constraint");
  const cells = new Map(shared.map((check) => [`${check.id} ${check.operation}`, check]));
  const clauses = [...new Set(shared.map(({ id }) => id))].sort();
  const head = OPERATIONS.map((name) => `<th><span>${name}</span></th>`).join("");
  const rows = clauses.map((id) => {
    const line = OPERATIONS.map((operation) => {
      const check = cells.get(`${id} ${operation}`);
      if (!check) return "<td></td>";
      return `<td><span class="dot ${check.status}" data-clause="${id}" data-operation="${operation}" title="${id} on ${operation}: ${check.status}, ${check.observed} answers"></span></td>`;
    });
    return `<tr><td class="mono">${id}</td>${line.join("")}</tr>`;
  });
  return `<table class="matrix"><tr><th></th>${head}</tr>${rows.join("")}</table>`;
}
