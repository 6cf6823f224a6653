import type { Ajv2020, ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { boundKeywords, COUNTED, linearEngine } from "./bounded-keywords";
import { addBytesKeyword } from "./bytes-keyword";
import { type Document, isObject, type JsonObject, objectOf, pointer, resolve } from "./document";
import type { HeaderModel, OperationModel } from "./operations";
import { TrentProblem } from "./problems";
import { SharedMetaAjv } from "./shared-meta-ajv";

/** The four things of an operation that are judged by a schema; those of responses, for each status. */
export interface OperationValidators {
  readonly requestBody: ValidateFunction;
  readonly requestHeaders: ValidateFunction;
  readonly responseBody: Readonly<Record<number, ValidateFunction>>;
  readonly responseHeaders: Readonly<Record<number, ValidateFunction>>;
}

/** The schemas that judge an operation, under the ids that the generated validators are exported by. */
export interface JudgedSchema {
  readonly id: string;
  readonly at: string;
  readonly schema: JsonObject;
}

/** Keywords that judge nothing: OpenAPI's own annotations. */
const ANNOTATIONS = ["discriminator", "xml", "externalDocs", "example"];

/** How schemas are read: our own document to the letter, a foreign one with unknown formats let pass. */
export interface CompileOptions {
  readonly unknownFormats: "refuse" | "ignore";
  /**
   * Whether the validators count their steps for `withinTime`, and match patterns in linear time. For documents whose
   * schemas are not known to be harmless: it costs time on each call.
   */
  readonly bounded?: boolean;
  /** Whether `format` says nothing about a value, as JSON Schema 2020-12 has it; else it is validated. */
  readonly formatsAreNotes?: boolean;
}

/** An Ajv that knows each component of a document under its pointer, so that all who refer to one share what it compiles to. */
export function createAjv(document: Document, options: CompileOptions & { source?: boolean }): Ajv2020 {
  const ajv = new SharedMetaAjv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    ownProperties: true,
    validateFormats: options.formatsAreNotes !== true,
    // A component is then one function that all who refer to it call, and not a copy in each.
    inlineRefs: false,
    code: { source: options.source === true, ...(options.bounded && { regExp: linearEngine }) },
  });
  addFormats(ajv);
  addBytesKeyword(ajv);
  if (options.bounded) boundKeywords(ajv);
  const { keywords, formats, references } = vocabularyOf(document);
  ajv.addVocabulary([...ANNOTATIONS, ...keywords].filter((keyword) => !ajv.getKeyword(keyword)));
  if (options.unknownFormats === "ignore")
    for (const format of formats) if (!ajv.formats[format]) ajv.addFormat(format, true);
  for (const at of references) {
    const schema = withoutProse(resolve(document, { $ref: at }, at).value);
    if (!isObject(schema) && typeof schema !== "boolean") {
      const what = schema === null ? "null" : Array.isArray(schema) ? "a list" : `a ${typeof schema}`;
      throw new TrentProblem("TRENT_E_SCHEMA_COMPILE", `The schema at ${at} is ${what}, and no schema.`);
    }
    ajv.addSchema(isObject(schema) && options.bounded ? { ...schema, [COUNTED]: true } : schema, idOf(at));
  }
  return ajv;
}

/** The schemas of an operation: `X.requestBody`, `X.requestHeaders`, `X.responseBody.200`, `X.responseHeaders.200`, ... */
export function judgedSchemas(document: Document, operation: OperationModel): JudgedSchema[] {
  const body = (id: string, at: string | undefined): JudgedSchema => ({
    id: `${operation.name}.${id}`,
    at: at ?? "#",
    schema: at === undefined ? {} : (withoutProse(refer(document, at)) as JsonObject),
  });
  const headers = (id: string, models: readonly HeaderModel[]): JudgedSchema => ({
    id: `${operation.name}.${id}`,
    at: `${operation.path} (${id})`,
    schema: {
      type: "object",
      properties: Object.fromEntries(
        models.map((h) => [h.name.toLowerCase(), withoutProse(refer(document, h.schema))]),
      ),
      required: models.filter((h) => h.required).map((h) => h.name.toLowerCase()),
    },
  });
  return [
    body("requestBody", operation.requestBody),
    headers("requestHeaders", operation.requestHeaders),
    ...operation.responses.flatMap((r) => [
      body(`responseBody.${r.status}`, r.body),
      headers(`responseHeaders.${r.status}`, r.headers),
    ]),
  ];
}

/**
 * Compiles one schema.
 * @throws TrentProblem TRENT_E_SCHEMA_COMPILE naming the pointer, when it is no valid JSON Schema.
 */
export function compileSchema(ajv: Ajv2020, judged: JudgedSchema): ValidateFunction {
  try {
    return ajv.compile({ ...judged.schema, $id: judged.id });
  } catch (cause) {
    const why = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0];
    throw new TrentProblem("TRENT_E_SCHEMA_COMPILE", `The schema at ${judged.at} does not compile: ${why}.`, { cause });
  }
}

/** Arranges an operation's validators, each found by its id without the operation's name. */
export function groupValidators(
  operation: OperationModel,
  find: (id: string) => ValidateFunction,
): OperationValidators {
  const byStatus = (id: string) =>
    Object.fromEntries(operation.responses.map((r) => [r.status, find(`${id}.${r.status}`)]));
  return {
    requestBody: find("requestBody"),
    requestHeaders: find("requestHeaders"),
    responseBody: byStatus("responseBody"),
    responseHeaders: byStatus("responseHeaders"),
  };
}

/** A component is referred to; an inline schema is taken as it stands. */
function refer(document: Document, at: string): unknown {
  return at.startsWith("#/components/") ? { $ref: at } : resolve(document, { $ref: at }, at).value;
}

/** The id that a component is known by in Ajv: its pointer as a path. */
function idOf(at: string): string {
  return at.slice(1);
}

/** A copy of what constrains, with each reference by the component's id; descriptions only swell the generated code. */
function withoutProse(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(withoutProse);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === "$ref" && typeof member === "string" && member.startsWith("#/")) copy.$ref = idOf(member);
    else if (!(key === "description" && typeof member === "string")) copy[key] = withoutProse(member);
  }
  return copy;
}

/** The extension keywords and format names that a document's schemas use, and the components that are referred to. */
function vocabularyOf(document: Document): { keywords: Set<string>; formats: Set<string>; references: Set<string> } {
  const keywords = new Set<string>();
  const formats = new Set<string>();
  const references = new Set<string>();
  for (const kind of ["parameters", "headers"]) {
    for (const [name, component] of Object.entries(objectOf(objectOf(document.components)[kind]))) {
      if (objectOf(component).schema !== undefined) references.add(pointer("#", "components", kind, name, "schema"));
    }
  }
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      if (key.startsWith("x-")) keywords.add(key);
      else if (key === "format" && typeof member === "string") formats.add(member);
      else if (key === "$ref" && typeof member === "string" && member.startsWith("#/components/schemas/"))
        references.add(member);
      walk(member);
    }
  };
  walk(document.components);
  walk(document.paths);
  return { keywords, formats, references };
}
