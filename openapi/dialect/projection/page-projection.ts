import { type Document, type JsonObject, listOf, objectOf, resolve } from "../document";
import type { OperationModel } from "../operations";
import { protocolRulesOf } from "../rule-model";
import { TARGET_HEADER } from "../target";
import type { KeyStateTable } from "./key-states";
import { operationSections, ruleTable, section } from "./page-description";
import { withoutExtensions } from "./without-extensions";

/**
 * The document for the reference page of the mock: its server is the mock itself; the only headers that a reader fills in
 * are the target, which is filled in already, and `Prefer` (an example signature that is sent would be a wrong one); and what
 * Trent's own members say is in the descriptions, as tables.
 * @param keyStates the vendor's table of key states; absent for a document of another service.
 */
export function projectPage(
  document: Document,
  operations: readonly OperationModel[],
  keyStates?: KeyStateTable,
): JsonObject {
  const { jsonSchemaDialect: _dialect, security: _security, components, info, ...rest } = document;
  const { schemas, examples, headers } = objectOf(components);
  const paths = operations.map((operation) => {
    const item = objectOf(resolve(document, document.paths[operation.path], "#").value);
    return [operation.path, { post: pageOperation(document, operation, objectOf(item.post), keyStates) }];
  });
  const page = {
    ...rest,
    info: pageInfo(document, objectOf(info)),
    servers: [{ url: "/", description: "This mock" }],
    paths: Object.fromEntries(paths),
    components: { schemas, examples, headers },
  };
  return inWholeParagraphs(withoutExtensions(page)) as JsonObject;
}

function pageInfo(document: Document, info: JsonObject): JsonObject {
  const rules = protocolRulesOf(document);
  if (rules.length === 0) return info;
  const table = section(`Rules of the protocol (${rules.length})`, ruleTable(rules));
  return { ...info, description: `${String(info.description ?? "")}\n\n${table}` };
}

function pageOperation(
  document: Document,
  operation: OperationModel,
  post: JsonObject,
  keyStates: KeyStateTable | undefined,
): JsonObject {
  const { security: _security, ...rest } = post;
  const headers = listOf(post.parameters).map((parameter) => objectOf(resolve(document, parameter, "#").value));
  const target = headers.filter(({ name }) => String(name).toLowerCase() === TARGET_HEADER.toLowerCase());
  return {
    ...rest,
    description: `${String(post.description ?? "")}\n\n${operationSections(document, operation, headers, keyStates)}`,
    parameters: [...target, preferHeader(operation)],
  };
}

/** Prism's `Prefer`, with every declared answer to choose from. */
function preferHeader({ responses }: OperationModel): JsonObject {
  const names = responses.flatMap(({ examples }) => examples);
  return {
    name: "Prefer",
    in: "header",
    required: false,
    description: "Answers with this example of the document, and leaves the state alone.",
    schema: { type: "string", enum: names.map((name) => `example=${name}`) },
  };
}

/**
 * Each paragraph of a description on one line: the page shows a line break as one, and the lines of the document end where
 * its source does.
 */
function inWholeParagraphs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inWholeParagraphs);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "description" && typeof member === "string"
        ? member.replaceAll(/(?<=\S)\n(?=\S)(?!([-*]|\d+\.) |\||<)/g, " ")
        : inWholeParagraphs(member),
    ]),
  );
}
