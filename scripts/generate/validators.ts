import type { Ajv2020 } from "ajv/dist/2020";
import standaloneCode from "ajv/dist/standalone";
import { type CompileOptions, compileSchema, createAjv, judgedSchemas } from "../../openapi/dialect/compile";
import { type Document, type JsonObject, objectOf } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import type { ServiceNames } from "./service-names";
import { slimCode, withoutSchemaPaths } from "./slim-code";
import { byTag } from "./tags";

/** The folder of the modules that {@link emitRequestModules} writes. */
const REQUESTS = "requests";

/** The file of the validators that the requests of all operations share. */
const HEADERS = "headers";

/**
 * The validators of requests, a module for each tag: a page loads those of a tag with its first call. Ajv's standalone code:
 * CommonJS modules that need nothing of Ajv but its small runtime. Equal schemas share one validator.
 * @returns a text for each file name: of the modules, and of their declarations.
 */
export function emitRequestModules(
  document: Document,
  operations: readonly OperationModel[],
): { readonly code: Record<string, string>; readonly types: Record<string, string> } {
  const headers = compileAll(document, operations, (kind) => kind === "requestHeaders", withoutTarget);
  const modules = [...byTag(operations)].map(([tag, tagged]) => {
    const bodies = compileAll(document, tagged, (kind) => kind === "requestBody");
    const groups = tagged.map(({ name, target }) => {
      const body = `exports.${bodies.names.get(`${name}.requestBody`)}`;
      const own = `headers.${headers.names.get(`${name}.requestHeaders`)}`;
      return `  ${name}: { requestBody: ${body}, requestHeaders: headers.withTarget(${JSON.stringify(target)}, ${own}) },`;
    });
    const code = `${bodies.code}\nconst headers = require("./${HEADERS}");\nexports.requestValidators = {\n${groups.join("\n")}\n};\n`;
    return [tag, code] as const;
  });
  return {
    code: {
      [`${REQUESTS}/${HEADERS}.js`]: `${headers.code}\n${WITH_TARGET}`,
      ...Object.fromEntries(modules.map(([tag, code]) => [`${REQUESTS}/${tag}.js`, code])),
    },
    types: Object.fromEntries(modules.map(([tag]) => [`${REQUESTS}/${tag}.d.ts`, emitRequestTypes(tag)])),
  };
}

function emitRequestTypes(tag: string): string {
  return [
    'import type { OperationValidators } from "../../openapi/dialect/compile";',
    'import type { TaggedOperations } from "../call-operations";',
    "",
    `/** The validators of the requests of the operations with the tag \`${tag}\`. */`,
    `export declare const requestValidators: Readonly<Record<TaggedOperations["${tag}"], Pick<OperationValidators, "requestBody" | "requestHeaders">>>;`,
    "",
  ].join("\n");
}

/** The validators of every operation as one module, with those of its requests from their own. */
export function emitAllValidators(document: Document, operations: readonly OperationModel[]): string {
  const responses = compileAll(document, operations, (kind) => kind.startsWith("response"));
  const groups = operations.map(({ name, tag, responses: declared }) => {
    const requests = `...require("./${REQUESTS}/${tag}").requestValidators.${name}`;
    return `  ${name}: { ${requests}, ${responsesOf(name, declared, responses.names)} },`;
  });
  return `${responses.code}\nexports.validators = {\n${groups.join("\n")}\n};\n`;
}

/**
 * The same as one module, for a document whose validators are loaded all at once. It exports `validators`.
 * @param options what is done with formats.
 */
export function emitValidatorModule(
  document: Document,
  operations: readonly OperationModel[],
  options: CompileOptions,
): string {
  const { code, names } = compileAll(document, operations, () => true, undefined, options);
  const groups = operations.map(({ name, responses }) => {
    const of = (kind: string) => `exports.${names.get(`${name}.${kind}`)}`;
    return `  ${name}: { requestBody: ${of("requestBody")}, requestHeaders: ${of("requestHeaders")}, ${responsesOf(name, responses, names)} },`;
  });
  return `${code}\nexports.validators = {\n${groups.join("\n")}\n};\n`;
}

function responsesOf(name: string, responses: OperationModel["responses"], names: ReadonlyMap<string, string>): string {
  const byStatus = (kind: string) =>
    `{ ${responses.map(({ status }) => `${status}: exports.${names.get(`${name}.${kind}.${status}`)}`).join(", ")} }`;
  return `responseBody: ${byStatus("responseBody")}, responseHeaders: ${byStatus("responseHeaders")}`;
}

/**
 * The headers of all requests are alike but for the constant of their target: it is validated apart, and the rest by one
 * validator that all share. The error is Ajv's.
 */
const WITH_TARGET = `exports.withTarget = (target, others) => {
const validate = (data, context) => {
const fits = others(data, context);
const sent = data && typeof data == "object" ? data["x-amz-target"] : undefined;
const isOther = typeof sent === "string" && sent !== target;
validate.errors = isOther ? [...(others.errors ?? []), {instancePath:(context?.instancePath ?? "")+"/x-amz-target",schemaPath:"#/properties/x-amz-target/enum",keyword:"enum",params:{allowedValues:[target]},message:"must be equal to one of the allowed values"}] : others.errors;
return fits && !isOther;
};
return validate;
};
`;

function isHeaders(id: string): boolean {
  return id.endsWith(".requestHeaders");
}

/** The schema of a request's headers with any text as its target. */
function withoutTarget(schema: JsonObject): JsonObject {
  return { ...schema, properties: { ...objectOf(schema.properties), "x-amz-target": { type: "string" } } };
}

/**
 * The code of the validators of some kinds, and the name by which each is exported.
 * @param rewriteHeaders changes the schema of a request's headers.
 */
function compileAll(
  document: Document,
  operations: readonly OperationModel[],
  isWanted: (kind: string) => boolean,
  rewriteHeaders: (schema: JsonObject) => JsonObject = (schema) => schema,
  options: CompileOptions = { unknownFormats: "refuse" },
): { readonly code: string; readonly names: ReadonlyMap<string, string> } {
  const ajv = createAjv(document, { ...options, source: true });
  const exported: Record<string, string> = {};
  const known = new Map<string, string>();
  const names = new Map<string, string>();
  for (const operation of operations) {
    for (const judged of judgedSchemas(document, operation)) {
      if (!isWanted(judged.id.slice(operation.name.length + 1))) continue;
      const schema = isHeaders(judged.id) ? rewriteHeaders(judged.schema) : judged.schema;
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
  return `${withoutSchemaPaths(compact(standaloneCode(ajv, { ...ids })))}\nexports.${group} = {\n${members.join("\n")}\n};\n`;
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
  const lines = code
    .replaceAll(/;(?=function validate\d+\(|const (?:schema|func|pattern)\d+|exports\.)/g, ";\n")
    .replaceAll(/\}(?=function validate\d+\()/g, "}\n");
  return slimCode(lines);
}

function identifier(id: string): string {
  return id.replaceAll(".", "_");
}
