import { type Document, objectOf, resolve } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import { PROBLEMS } from "../../openapi/dialect/problems";
import { CLIENT_RUNTIME } from "./client-runtime";
import { member } from "./friendly-names";
import type { ServiceNames } from "./service-names";

/** Where the module of the client is put. */
export interface ClientOptions {
  readonly names: ServiceNames;
  /** The module of the types, as it is imported. */
  readonly types: string;
}

/**
 * The typed client of a document: the same code for our own and for any other. It has no imports at run time, so that one
 * file is the whole client, whatever the user's modules are.
 */
export function emitClient(document: Document, operations: readonly OperationModel[], options: ClientOptions): string {
  const { names, types } = options;
  const errors = operations.map(({ responses }) => responses.flatMap((response) => response.errors.map((e) => e.type)));
  const shared = (errors[0] ?? []).filter((type) => errors.every((own) => own.includes(type)));
  const mediaTypes = [...new Set(operations.map(({ requestMediaTypes: [first] }) => first))];
  const head = [
    `import type { ${names.type}Operation, ${names.type}Operations } from "${types}";`,
    "",
    "/** The operations: what each declares besides the errors of all, and whether its body is empty. */",
    `const OPERATIONS: Readonly<Record<${names.type}Operation, Declared>> = {`,
    ...operations.map((operation, i) =>
      declared(
        operation,
        (errors[i] ?? []).filter((type) => !shared.includes(type)),
      ),
    ),
    "};",
    "",
    "/** The errors that every operation declares. */",
    `const SHARED_ERRORS: readonly string[] = ${JSON.stringify(shared)};`,
    "",
    "/** A function for each operation, by its name. */",
    `export interface ${names.type}Client {`,
    ...operations.flatMap(({ name, path }) => [
      ...summary(document, path),
      `  readonly ${member(name)}: ${names.type}Call<${JSON.stringify(name)}>;`,
    ]),
    "}",
    "",
  ];
  const runtime = Object.entries({
    Trent: names.type,
    TARGET_PREFIX: prefixOf(operations),
    MEDIA_TYPE: mediaTypes[0] ?? "application/x-amz-json-1.1",
    SIGNING_NAME: names.signing,
    UNDECLARED_FIX: PROBLEMS.TRENT_E_UNDECLARED_ANSWER,
  }).reduce((text, [name, value]) => text.replaceAll(`__${name}__`, value), CLIENT_RUNTIME);
  return `${head.join("\n")}\n${runtime}`;
}

function declared({ name, responses }: OperationModel, errors: readonly string[]): string {
  const success = responses.find(({ status }) => status === 200);
  const isEmpty = success === undefined || success.empty;
  return `  ${member(name)}: { errors: ${JSON.stringify(errors)}${isEmpty ? ", isEmpty: true" : ""} },`;
}

/** What stands before an operation's name in its target, with the dot. */
export function prefixOf([first]: readonly OperationModel[]): string {
  return first === undefined ? "" : first.target.slice(0, -first.name.length);
}

function summary(document: Document, path: string): string[] {
  const { post } = objectOf(resolve(document, document.paths[path], path).value);
  const { summary: text } = objectOf(post);
  return typeof text === "string" ? [`  /** ${text.replaceAll("*/", "* /").replaceAll(/\s+/g, " ").trim()} */`] : [];
}
