import type { Ajv2020 } from "ajv/dist/2020";
import standaloneCode from "ajv/dist/standalone";
import { compileSchema, createAjv, judgedSchemas } from "../../openapi/dialect/compile";
import { type Document, type JsonObject, objectOf } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import { slimCode } from "./slim-code";

/** The two modules of the operations' validators: a call needs those of requests alone. */
export interface OperationModules {
  readonly requests: string;
  /** It has those of requests too, from the other module. */
  readonly all: string;
}

/**
 * Ajv's standalone code: CommonJS modules that need nothing of Ajv but its small runtime. Equal schemas share one
 * validator: the headers of all responses are mostly the same, and so are many lists of errors.
 */
export function emitValidators(document: Document, operations: readonly OperationModel[]): OperationModules {
  const requests = compileAll(document, operations, (kind) => kind.startsWith("request"));
  const responses = compileAll(document, operations, (kind) => kind.startsWith("response"));
  const requestGroups = operations.map(({ name, target }) => {
    const of = (kind: string) => `exports.${requests.names.get(`${name}.${kind}`)}`;
    return `  ${name}: { requestBody: ${of("requestBody")}, requestHeaders: withTarget(${JSON.stringify(target)}, ${of("requestHeaders")}) },`;
  });
  const groups = operations.map(({ name, responses: declared }) => {
    const byStatus = (kind: string) =>
      `{ ${declared.map(({ status }) => `${status}: exports.${responses.names.get(`${name}.${kind}.${status}`)}`).join(", ")} }`;
    return `  ${name}: { ...requestValidators.${name}, responseBody: ${byStatus("responseBody")}, responseHeaders: ${byStatus("responseHeaders")} },`;
  });
  return {
    requests: `${requests.code}\n${WITH_TARGET}exports.requestValidators = {\n${requestGroups.join("\n")}\n};\n`,
    all: `${responses.code}\nconst { requestValidators } = require("./request-validators");\nexports.validators = {\n${groups.join("\n")}\n};\n`,
  };
}

/**
 * The headers of all requests are alike but for the constant of their target: it is validated apart, and the rest by one
 * validator that all share. The error is Ajv's.
 */
const WITH_TARGET = `function withTarget(target, others){
const validate = (data, context) => {
const fits = others(data, context);
const sent = data && typeof data == "object" ? data["x-amz-target"] : undefined;
const isOther = typeof sent === "string" && sent !== target;
validate.errors = isOther ? [...(others.errors ?? []), {instancePath:(context?.instancePath ?? "")+"/x-amz-target",schemaPath:"#/properties/x-amz-target/enum",keyword:"enum",params:{allowedValues:[target]},message:"must be equal to one of the allowed values"}] : others.errors;
return fits && !isOther;
};
return validate;
}
`;

function isHeaders(id: string): boolean {
  return id.endsWith(".requestHeaders");
}

/** The schema of a request's headers with any text as its target. */
function withoutTarget(schema: JsonObject): JsonObject {
  return { ...schema, properties: { ...objectOf(schema.properties), "x-amz-target": { type: "string" } } };
}

/** The code of the validators of some kinds, and the name by which each is exported. */
function compileAll(
  document: Document,
  operations: readonly OperationModel[],
  isWanted: (kind: string) => boolean,
): { readonly code: string; readonly names: ReadonlyMap<string, string> } {
  const ajv = createAjv(document, { unknownFormats: "refuse", source: true });
  const exported: Record<string, string> = {};
  const known = new Map<string, string>();
  const names = new Map<string, string>();
  for (const operation of operations) {
    for (const judged of judgedSchemas(document, operation)) {
      if (!isWanted(judged.id.slice(operation.name.length + 1))) continue;
      const schema = isHeaders(judged.id) ? withoutTarget(judged.schema) : judged.schema;
      const text = JSON.stringify(schema);
      const name = known.get(text) ?? identifier(judged.id);
      names.set(judged.id, name);
      if (known.has(text)) continue;
      known.set(text, name);
      compileSchema(ajv, { ...judged, schema });
      exported[name] = judged.id;
    }
  }
  return { code: compact(standaloneCode(ajv, exported)), names };
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

/** The declarations of the module of requests. */
export function emitRequestValidatorTypes(): string {
  return [
    'import type { TrentOperation } from "./types";',
    'import type { ValidatorsOf } from "./validators";',
    "",
    "/** The validators of every operation's requests, by its name: what a call needs. */",
    'export declare const requestValidators: { readonly [Operation in TrentOperation]: Pick<ValidatorsOf<Operation>, "requestBody" | "requestHeaders"> };',
    "",
  ].join("\n");
}

/** The declarations of the module of all: each request validator is a guard for its operation's request. */
export function emitValidatorTypes(): string {
  return [
    'import type { ErrorObject } from "ajv";',
    'import type { TrentOperation, TrentOperations } from "./types";',
    "",
    "/** Validates a value; after a refusal `errors` says why, until the next call. */",
    "export interface Validator<T = unknown> {",
    "  (value: unknown): value is T;",
    "  errors?: ErrorObject[] | null;",
    "}",
    "",
    "/** The validators of one operation. Header objects have lower-case names. An empty response body is validated as the string of no characters. */",
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
  ].join("\n");
}

/** One function or constant a line: small, and a change of one schema changes few lines. */
function compact(code: string): string {
  const lines = code
    .replaceAll(/;(?=function validate\d+\(|const schema\d+|exports\.)/g, ";\n")
    .replaceAll(/\}(?=function validate\d+\()/g, "}\n");
  return slimCode(lines);
}

function identifier(id: string): string {
  return id.replaceAll(".", "_");
}
