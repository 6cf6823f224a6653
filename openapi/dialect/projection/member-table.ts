import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../document";
import { html, type Markup } from "../markup";
import { prose } from "./prose";

/** A member of a request or an answer, with what its schema says. */
interface Member {
  /** Its path, such as `Tags[].TagKey`. */
  readonly path: string;
  readonly required: boolean;
  readonly schema: JsonObject;
}

/** How deep members of members are listed; a schema that refers to itself would have no end. */
const DEEPEST = 4;

/** The members of a body as a table: name, type, whether it is required, what it means, and its limits. */
export function memberTable(document: Document, schema: unknown): Markup | undefined {
  const members = membersOf(document, schema, "", 0);
  if (members.length === 0) return undefined;
  return html`<table><thead><tr><th>Name</th><th>Type</th><th>Required</th><th>Description</th></tr></thead><tbody>${members.map(
    ({ path, required, schema: own }) =>
      html`<tr><td><code>${path}</code></td><td>${typeOf(own)}</td><td>${required ? "yes" : "no"}</td><td>${prose(own.description)}${limitsOf(own).map((limit) => html`<br>${limit}`)}</td></tr>`,
  )}</tbody></table>`;
}

function membersOf(document: Document, node: unknown, prefix: string, depth: number): Member[] {
  const schema = merged(document, node);
  if (schema.type === "array" || schema.items !== undefined)
    return membersOf(document, schema.items, `${prefix.slice(0, -1)}[].`, depth);
  if (depth >= DEEPEST) return [];
  const required = listOf(schema.required);
  return Object.entries(objectOf(schema.properties)).flatMap(([name, member]) => [
    { path: prefix + name, required: required.includes(name), schema: merged(document, member) },
    ...membersOf(document, member, `${prefix}${name}.`, depth + 1),
  ]);
}

/** A schema with what its `$ref` names; what is written beside the `$ref` is nearer, and wins. */
function merged(document: Document, node: unknown): JsonObject {
  if (!isObject(node)) return {};
  const { $ref, ...own } = node;
  return $ref === undefined ? own : { ...objectOf(resolve(document, { $ref }, "#").value), ...own };
}

function typeOf(schema: JsonObject): string {
  if (schema.items !== undefined) return "list";
  return [schema.type ?? "any"].flat().join(" or ");
}

/** The limits of a value, a line each, in the words of the documentation of AWS. */
function limitsOf(schema: JsonObject): Markup[] {
  const code = (value: unknown) => html`<code>${typeof value === "string" ? value : JSON.stringify(value)}</code>`;
  const range = (what: string, least: unknown, most: unknown) =>
    least === undefined && most === undefined ? [] : [html`${what}: ${numberOf(least)} to ${numberOf(most)}`];
  return [
    ...(schema.default === undefined ? [] : [html`Default: ${code(schema.default)}`]),
    ...range("Length", schema.minLength, schema.maxLength),
    ...range("Number", schema.minimum, schema.maximum),
    ...range("Items", schema.minItems, schema.maxItems),
    ...(schema.pattern === undefined ? [] : [html`Pattern: ${code(schema.pattern)}`]),
    ...(schema.enum === undefined
      ? []
      : [html`Valid values: ${listOf(schema.enum).map((value, i) => html`${i > 0 && ", "}${code(value)}`)}`]),
  ];
}

function numberOf(limit: unknown): string {
  return limit === undefined ? "any" : String(limit);
}
