import { type Document, type JsonObject, objectOf, resolve } from "../document";
import { html, type Markup } from "../markup";
import type { OperationModel } from "../operations";
import type { RuleModel } from "../rule-model";
import type { KeyStateCell, KeyStateTable } from "./key-states";
import { memberTable } from "./member-table";
import { prose } from "./prose";

/** Rules about a key's state, by their ids, and the states that each is about. */
const RULES_OF_STATES: Readonly<Record<string, (state: string) => boolean>> = {
  "disabled-key": (state) => state === "Disabled",
  "state-before-spec": (state) => state === "Disabled",
  "pending-deletion": (state) => state === "PendingDeletion",
  "not-pending-deletion": (state) => state !== "PendingDeletion",
  "pending-import": (state) => state === "PendingImport",
  unavailable: (state) => state === "Unavailable",
  creating: (state) => state === "Creating",
  updating: (state) => state === "Updating",
  "any-state": () => true,
};

/** What the vendor's table can say, in words. */
const SAYS: Readonly<Record<KeyStateCell["says"], string>> = {
  works: "Works.",
  refused: "Refused.",
  depends: "Depends on the key.",
  "cannot occur": "Cannot occur.",
  unknown: "Not in the copies that could be read.",
};

/**
 * What the reference page shows of an operation below its own description: permission and relations, request members, request
 * headers, key states and rules. HTML in which nothing has to be escaped again, for the Markdown of a description.
 * @param headers the declared request headers, those that the page does not let its reader fill in among them.
 */
export function operationSections(
  document: Document,
  operation: OperationModel,
  headers: readonly JsonObject[],
  keyStates: KeyStateTable | undefined,
): string {
  const members = memberTable(document, operation.requestBody && { $ref: operation.requestBody });
  return [
    relations(document, operation),
    members && section("Request body", members),
    section(`Request headers (${headers.length})`, headerTable(headers)),
    keyStates && section("Key states", stateTable(keyStates[operation.name], operation.rules)),
    operation.rules.length > 0 && section(`Rules (${operation.rules.length})`, ruleTable(operation.rules)),
  ]
    .filter((part): part is Markup => part instanceof Object)
    .map(String)
    .join("\n\n");
}

/** A section that is closed at first: a long table does not push the try-it away, and a search in the page opens it. */
export function section(title: string, content: Markup): Markup {
  return html`<details><summary>${title}</summary>${content}</details>`;
}

/** Rules as a table: sentence, error, text, and how it is known. */
export function ruleTable(rules: readonly RuleModel[]): Markup {
  return html`<table><thead><tr><th>Rule</th><th>Error</th><th>Text</th><th>Known from</th></tr></thead><tbody>${rules.map(
    (rule) =>
      html`<tr><td>${prose(rule.rule)}</td><td>${rule.error !== undefined && html`<code>${rule.error}</code>`}</td><td>${messageOf(rule)}</td><td>${provenanceOf(rule)}</td></tr>`,
  )}</tbody></table>`;
}

function messageOf({ error, message }: RuleModel): Markup | string {
  if (error === undefined) return "";
  if (message === undefined) return "not known";
  return message === null ? "none" : html`<code>${message}</code>`;
}

function provenanceOf({ provenance, source, note, id }: RuleModel): Markup {
  return html`<a href="${evidenceAddress(source)}">${provenance}</a>${note !== undefined && html`<br>${note}`}<br><code>${id}</code>`;
}

/** The address on the mock of a heading in `docs/evidence/`, from the reference page. */
function evidenceAddress(source: string): string {
  const [, page = "", anchor] = /^docs\/evidence\/(.+)\.md(#.*)?$/.exec(source) ?? [];
  return `../evidence/${page === "README" ? "" : `${page}/`}${anchor ?? ""}`;
}

function relations(
  document: Document,
  { permission, crossAccount, readOnly, related }: OperationModel,
): Markup | undefined {
  if (permission === undefined) return undefined;
  const links = related.map(
    (name, i) => html`${i > 0 && ", "}<a href="#/${tagOf(document, name)}/${name}">${name}</a>`,
  );
  return html`<table><tbody><tr><th>Required permission</th><td><code>${permission.action}</code> (${permission.via})</td></tr><tr><th>Cross-account use</th><td>${crossAccount ? "yes, by the ARN of the key, where its policy allows it" : "no"}</td></tr><tr><th>Changes something</th><td>${readOnly ? "no" : "yes"}</td></tr><tr><th>Related operations</th><td>${links}</td></tr></tbody></table>`;
}

function tagOf(document: Document, name: string): string {
  const posts = Object.values(document.paths).map((item) =>
    objectOf(objectOf(resolve(document, item, "#").value).post),
  );
  const tags = posts.find(({ operationId }) => operationId === name)?.tags;
  return Array.isArray(tags) ? String(tags[0]) : "default";
}

function headerTable(headers: readonly JsonObject[]): Markup {
  return html`<table><thead><tr><th>Name</th><th>Type</th><th>Required</th><th>Description</th></tr></thead><tbody>${headers.map(
    ({ name, required, description, schema }) => {
      const { type, enum: values, default: usual } = objectOf(schema);
      const valid = Array.isArray(values) && values.length > 0;
      return html`<tr><td><code>${String(name)}</code></td><td>${String(type ?? "string")}</td><td>${required === true ? "yes" : "no"}</td><td>${prose(description)}${valid && html`<br>Valid values: <code>${values.join(", ")}</code>`}${typeof usual === "string" && html`<br>Default: <code>${usual}</code>`}</td></tr>`;
    },
  )}</tbody></table>`;
}

function stateTable(cells: readonly KeyStateCell[] | undefined, rules: readonly RuleModel[]): Markup {
  const guide = html`<a href="../evidence/key-states/#table">developer guide</a>`;
  if (!cells)
    return html`<p>The table of key states in the ${guide} has no row for this operation. The rules say what is known.</p>`;
  return html`<table><thead><tr><th>Key state</th><th>The ${guide} says</th><th>Rule</th></tr></thead><tbody>${cells.map(
    ({ state, says, notes }) =>
      html`<tr><td>${state}</td><td>${SAYS[says]}${notes.map(({ number, text }) => html`<br>${text} <a href="../evidence/key-states/#note-${number}">note ${number}</a>`)}</td><td>${rulesOf(state, rules)}</td></tr>`,
  )}</tbody></table>`;
}

function rulesOf(state: string, rules: readonly RuleModel[]): Markup[] {
  return rules
    .filter(({ id }) => RULES_OF_STATES[id]?.(state))
    .map(
      (rule, i) =>
        html`${i > 0 && html`<br>`}${prose(rule.rule)} <code>${rule.error ?? "200"}</code> <a href="${evidenceAddress(rule.source)}">${rule.provenance}</a>`,
    );
}
