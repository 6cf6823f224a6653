import standaloneCode from "ajv/dist/standalone";
import { compileSchema, createAjv, judgedSchemas } from "../../openapi/dialect/compile";
import type { Document } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";

/** Ajv's standalone code: one CommonJS module that needs nothing of Ajv but its small runtime. */
export function emitValidators(document: Document, operations: readonly OperationModel[]): string {
  const ajv = createAjv(document, { unknownFormats: "refuse", source: true });
  const exported: Record<string, string> = {};
  for (const operation of operations) {
    for (const judged of judgedSchemas(document, operation)) {
      compileSchema(ajv, judged);
      exported[identifier(judged.id)] = judged.id;
    }
  }
  const groups = operations.map((operation) => {
    const byStatus = (kind: string) =>
      `{ ${operation.responses.map((r) => `${r.status}: exports.${identifier(`${operation.name}.${kind}.${r.status}`)}`).join(", ")} }`;
    return [
      `  ${operation.name}: {`,
      `    requestBody: exports.${identifier(`${operation.name}.requestBody`)},`,
      `    requestHeaders: exports.${identifier(`${operation.name}.requestHeaders`)},`,
      `    responseBody: ${byStatus("responseBody")},`,
      `    responseHeaders: ${byStatus("responseHeaders")},`,
      "  },",
    ].join("\n");
  });
  return `${standaloneCode(ajv, exported)}\nexports.validators = {\n${groups.join("\n")}\n};\n`;
}

/** The declarations of that module: each request validator is a guard for its operation's request. */
export function emitValidatorTypes(operations: readonly OperationModel[]): string {
  return [
    'import type { ErrorObject } from "ajv";',
    'import type { TrentOperation, TrentOperations } from "./types";',
    "",
    "/** Judges a value; after a refusal `errors` says why, until the next call. */",
    "export interface Validator<T = unknown> {",
    "  (value: unknown): value is T;",
    "  errors?: ErrorObject[] | null;",
    "}",
    "",
    "/** The validators of one operation. Header objects have lower-case names. An empty response body is judged as the string of no characters. */",
    "export interface ValidatorsOf<Operation extends TrentOperation> {",
    '  readonly requestBody: Validator<TrentOperations[Operation]["request"]>;',
    "  readonly requestHeaders: Validator<Record<string, string>>;",
    "  readonly responseBody: {",
    '    readonly 200: Validator<TrentOperations[Operation]["response"]>;',
    '    readonly 400: Validator<TrentOperations[Operation]["error"]>;',
    '    readonly 500: Validator<TrentOperations[Operation]["error"]>;',
    "  };",
    "  readonly responseHeaders: Readonly<Record<200 | 400 | 500, Validator<Record<string, string>>>>;",
    "}",
    "",
    "/** The validators of every operation, by its name. */",
    "export declare const validators: { readonly [Operation in TrentOperation]: ValidatorsOf<Operation> };",
    "",
    `/** How many operations there are: ${operations.length}. */`,
    "export {};",
    "",
  ].join("\n");
}

function identifier(id: string): string {
  return id.replaceAll(".", "_");
}
