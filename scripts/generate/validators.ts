import type { Ajv2020 } from "ajv/dist/2020";
import standaloneCode from "ajv/dist/standalone";
import { type CompileOptions, compileSchema, createAjv, judgedSchemas } from "../../openapi/dialect/compile";
import type { Document } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import type { ServiceNames } from "./service-names";

/**
 * Ajv's standalone code: one CommonJS module that needs nothing of Ajv but its small runtime. Equal schemas share one
 * validator: the headers of all responses are mostly the same, and so are many lists of errors.
 */
export function emitValidators(
  document: Document,
  operations: readonly OperationModel[],
  options: CompileOptions = { unknownFormats: "refuse" },
): string {
  const ajv = createAjv(document, { ...options, source: true });
  const exported: Record<string, string> = {};
  const known = new Map<string, string>();
  const names = new Map<string, string>();
  for (const operation of operations) {
    for (const judged of judgedSchemas(document, operation)) {
      const text = JSON.stringify(judged.schema);
      const name = known.get(text) ?? identifier(judged.id);
      names.set(judged.id, name);
      if (known.has(text)) continue;
      known.set(text, name);
      compileSchema(ajv, judged);
      exported[name] = judged.id;
    }
  }
  const groups = operations.map((operation) => {
    const of = (id: string) => `exports.${names.get(`${operation.name}.${id}`)}`;
    const byStatus = (kind: string) =>
      `{ ${operation.responses.map((r) => `${r.status}: ${of(`${kind}.${r.status}`)}`).join(", ")} }`;
    return `  ${operation.name}: { requestBody: ${of("requestBody")}, requestHeaders: ${of("requestHeaders")}, responseBody: ${byStatus("responseBody")}, responseHeaders: ${byStatus("responseHeaders")} },`;
  });
  return `${compact(standaloneCode(ajv, exported))}\nexports.validators = {\n${groups.join("\n")}\n};\n`;
}

/**
 * Validators of named schemas that an Ajv knows, as one CommonJS module.
 * @param group the name that the module exports them under.
 * @param ids the id of each validator's schema.
 */
export function emitNamedValidators(ajv: Ajv2020, group: string, ids: Readonly<Record<string, string>>): string {
  const members = Object.keys(ids).map((name) => `  ${name}: exports.${name},`);
  return `${compact(standaloneCode(ajv, { ...ids }))}\nexports.${group} = {\n${members.join("\n")}\n};\n`;
}

/** The declarations of that module: each request validator is a guard for its operation's request. */
export function emitValidatorTypes(names: ServiceNames, operations: readonly OperationModel[], types: string): string {
  const statuses = [...new Set(operations.flatMap(({ responses }) => responses.map(({ status }) => status)))].sort();
  const byStatus = (member: (status: number) => string) =>
    statuses.map((status) => {
      const isShared = operations.every(({ responses }) => responses.some((response) => response.status === status));
      return `    readonly ${status}${isShared ? "" : "?"}: Validator<${member(status)}>;`;
    });
  return [
    `import type { ${names.type}Operation, ${names.type}Operations } from "${types}";`,
    "",
    "/** One thing that is wrong with a value, in the form of JSON Schema validators. */",
    "export interface ValidationError {",
    "  /** The keyword of the schema that the value breaks, such as `minimum`. */",
    "  readonly keyword: string;",
    "  /** Where in the value, as a JSON pointer; empty for the whole. */",
    "  readonly instancePath: string;",
    "  /** Where in the schema, as a JSON pointer. */",
    "  readonly schemaPath: string;",
    '  /** What the keyword asks for, such as `{ comparison: ">=", limit: 90 }`. */',
    "  readonly params: Readonly<Record<string, unknown>>;",
    "  /** The same as a text. */",
    "  readonly message?: string;",
    "}",
    "",
    "/** Validates a value; after a refusal `errors` says why, until the next call. */",
    "export interface Validator<T = unknown> {",
    "  (value: unknown): value is T;",
    "  errors?: readonly ValidationError[] | null;",
    "}",
    "",
    "/** The validators of one operation. Header objects have lower-case names. An empty response body is validated as the string of no characters. */",
    `export interface ValidatorsOf<Operation extends ${names.type}Operation> {`,
    `  readonly requestBody: Validator<${names.type}Operations[Operation]["request"]>;`,
    "  readonly requestHeaders: Validator<Record<string, string>>;",
    "  readonly responseBody: {",
    ...byStatus((status) => `${names.type}Operations[Operation]["${status < 400 ? "response" : "error"}"]`),
    "  };",
    "  readonly responseHeaders: {",
    ...byStatus(() => "Record<string, string>"),
    "  };",
    "}",
    "",
    "/** The validators of every operation, by its name. */",
    `export declare const validators: { readonly [Operation in ${names.type}Operation]: ValidatorsOf<Operation> };`,
    "",
  ].join("\n");
}

/** One function or constant a line: small, and a change of one schema changes few lines. */
function compact(code: string): string {
  return code
    .replaceAll(/;(?=function validate\d+\(|const schema\d+|exports\.)/g, ";\n")
    .replaceAll(/\}(?=function validate\d+\()/g, "}\n");
}

function identifier(id: string): string {
  return id.replaceAll(".", "_");
}
