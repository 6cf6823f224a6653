import { type Document, isObject, type JsonObject, type Located, listOf, objectOf, pointer, resolve } from "./document";
import { BYTES, membersWith, SENSITIVE } from "./marked-members";
import { TrentProblem } from "./problems";
import { type RuleModel, readRules } from "./rule-model";
import { TARGET_HEADER, targetOf } from "./target";

/** A declared header: its name as written, and the JSON pointer of its schema in the bundled document. */
export interface HeaderModel {
  readonly name: string;
  readonly required: boolean;
  readonly schema: string;
}

/** An error that an operation declares: the constant of its `__type`, and where its schema stands. */
export interface ErrorModel {
  readonly type: string;
  readonly schema: string;
}

/** A declared response. `body` points at the schema; `empty` says that the body is zero bytes long. */
export interface ResponseModel {
  readonly status: number;
  readonly mediaTypes: readonly string[];
  readonly body: string | undefined;
  readonly empty: boolean;
  readonly headers: readonly HeaderModel[];
  readonly errors: readonly ErrorModel[];
  readonly examples: readonly string[];
}

/** The page sizes of an operation that lists in pages: one whose request has both `Limit` and `Marker`. */
export interface PagingModel {
  /** How many items a page has where `Limit` is absent. */
  readonly usual: number;
  readonly least: number;
  /** The most that a page holds: `x-trent-page-maximum` where AWS documents less than its model allows. */
  readonly most: number;
}

/** One operation of the dialect, as the document declares it. Pointers are into the bundled document. */
export interface OperationModel {
  readonly name: string;
  readonly target: string;
  readonly path: string;
  /** The first of its tags: what pages list it under. */
  readonly tag?: string;
  readonly requestMediaTypes: readonly string[];
  readonly requestBody: string | undefined;
  readonly requestHeaders: readonly HeaderModel[];
  readonly responses: readonly ResponseModel[];
  /** The permission that a caller needs, from `x-trent-permission`; undefined in documents of other services. */
  readonly permission?: { readonly action: string; readonly via: string };
  /** Whether it reaches a key of another account, where the key's policy allows it (`x-trent-cross-account`). */
  readonly crossAccount: boolean;
  /** Whether it changes nothing (`x-trent-read-only`). */
  readonly readOnly: boolean;
  /** Names of related operations (`x-trent-related`). */
  readonly related: readonly string[];
  readonly paging?: PagingModel;
  /** The members of its request that hold bytes, in base64. */
  readonly blobs: readonly string[];
  /** The members of its request that are secret, or hold a secret. */
  readonly sensitive: readonly string[];
  readonly rules: readonly RuleModel[];
}

/**
 * The operation table of a document, in its order: every path whose key dispatches on X-Amz-Target.
 * @throws TrentProblem TRENT_E_OPERATION_DISPATCH when two operations have one target, or fragment, header parameter
 * and operationId of one disagree; TRENT_E_DOCUMENT_KIND when there is no such operation at all.
 */
export function readOperations(document: Document): OperationModel[] {
  const operations: OperationModel[] = [];
  const byTarget = new Map<string, string>();
  for (const [path, item] of Object.entries(document.paths)) {
    const target = targetOf(path);
    if (target === undefined) continue;
    const operation = readOperation(document, path, target, resolve(document, item, pointer("#", "paths", path)));
    const twin = byTarget.get(target);
    if (twin !== undefined) refuse(operation.path, `has the target ${target} of ${twin} too`);
    byTarget.set(target, path);
    operations.push(operation);
  }
  if (operations.length === 0) {
    throw new TrentProblem(
      "TRENT_E_DOCUMENT_KIND",
      "The document has no path of the form /#X-Amz-Target=Service.Operation.",
    );
  }
  return operations;
}

/** The names of the operations that the service has and the document leaves out, from `x-trent-known-operations`. */
export function leftOutOf(document: Document, operations: readonly OperationModel[]): string[] {
  const described = new Set(operations.map(({ name }) => name));
  const known = listOf(document["x-trent-known-operations"]).filter((name) => typeof name === "string");
  return known.filter((name) => !described.has(name));
}

function readOperation(document: Document, path: string, target: string, item: Located): OperationModel {
  const post = objectOf(item.value).post;
  if (!isObject(post)) return refuse(path, "has no post operation");
  const at = pointer(item.at, "post");
  const name = post.operationId;
  if (typeof name !== "string" || name === "") return refuse(path, "has no operationId");
  if (target !== name && !target.endsWith(`.${name}`))
    refuse(path, `names another operation than its operationId ${name}`);
  const requestHeaders = readParameters(document, [
    ...listOf(objectOf(item.value).parameters).map((value, i) => ({ value, at: pointer(item.at, "parameters", i) })),
    ...listOf(post.parameters).map((value, i) => ({ value, at: pointer(at, "parameters", i) })),
  ]);
  const parameter = requestHeaders.find((h) => h.name.toLowerCase() === TARGET_HEADER.toLowerCase());
  if (!parameter?.required) return refuse(path, `does not require the header parameter ${TARGET_HEADER}`);
  const allowed = valuesOf(objectOf(resolve(document, { $ref: parameter.schema }, at).value));
  if (allowed.length !== 1 || allowed[0] !== target) {
    refuse(path, `names another target than its parameter ${TARGET_HEADER} (${allowed.join(", ") || "no constant"})`);
  }
  const body = resolve(document, post.requestBody ?? {}, pointer(at, "requestBody"));
  const content = contentOf(body);
  const paging = content.schema === undefined ? undefined : readPaging(document, content.schema);
  const [tag] = listOf(post.tags);
  return {
    name,
    target,
    path,
    ...(typeof tag === "string" && { tag }),
    requestMediaTypes: Object.keys(objectOf(objectOf(body.value).content)),
    requestBody: content.schema === undefined ? undefined : resolve(document, { $ref: content.schema }, at).at,
    requestHeaders,
    responses: Object.entries(objectOf(post.responses)).map(([status, value]) =>
      readResponse(document, Number(status), resolve(document, value, pointer(at, "responses", status))),
    ),
    ...readBehaviour(post),
    ...(paging && { paging }),
    blobs: content.schema === undefined ? [] : membersWith(document, content.schema, BYTES),
    sensitive: content.schema === undefined ? [] : membersWith(document, content.schema, SENSITIVE),
    rules: readRules(post["x-trent-rules"], name),
  };
}

function readBehaviour(post: JsonObject): Pick<OperationModel, "permission" | "crossAccount" | "readOnly" | "related"> {
  const { action, via } = objectOf(post["x-trent-permission"]);
  return {
    ...(typeof action === "string" && { permission: { action, via: String(via) } }),
    crossAccount: post["x-trent-cross-account"] === true,
    readOnly: post["x-trent-read-only"] === true,
    related: listOf(post["x-trent-related"]).map(String),
  };
}

function readPaging(document: Document, schema: string): PagingModel | undefined {
  const { Limit, Marker } = objectOf(objectOf(resolve(document, { $ref: schema }, schema).value).properties);
  if (Limit === undefined || Marker === undefined) return undefined;
  const { minimum, maximum } = objectOf(resolve(document, Limit, schema).value);
  const own = objectOf(Limit);
  const most = numberOf(own["x-trent-page-maximum"]) ?? numberOf(maximum) ?? Number.MAX_SAFE_INTEGER;
  return { usual: numberOf(own.default) ?? most, least: Math.max(1, numberOf(minimum) ?? 1), most };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function refuse(path: string, why: string): never {
  throw new TrentProblem("TRENT_E_OPERATION_DISPATCH", `The operation ${path} ${why}.`);
}

function readParameters(document: Document, parameters: Located[]): HeaderModel[] {
  return parameters.flatMap((parameter) => {
    const { value, at } = resolve(document, parameter.value, parameter.at);
    const { name, required, schema } = objectOf(value);
    if (objectOf(value).in !== "header" || typeof name !== "string") return [];
    return [{ name, required: required === true, schema: resolve(document, schema, pointer(at, "schema")).at }];
  });
}

function readResponse(document: Document, status: number, response: Located): ResponseModel {
  const value = objectOf(response.value);
  const content = contentOf(response);
  const schema = content.schema === undefined ? undefined : resolve(document, { $ref: content.schema }, response.at);
  const errors = schema && status >= 400 ? errorsOf(document, schema) : [];
  return {
    status,
    mediaTypes: Object.keys(objectOf(value.content)),
    body: schema?.at,
    empty: schema === undefined || objectOf(schema.value).maxLength === 0,
    headers: Object.entries(objectOf(value.headers)).map(([name, header]) => {
      const resolved = resolve(document, header, pointer(response.at, "headers", name));
      return {
        name,
        required: objectOf(resolved.value).required === true,
        schema: resolve(document, objectOf(resolved.value).schema, pointer(resolved.at, "schema")).at,
      };
    }),
    errors,
    examples: Object.keys(objectOf(content.media.examples)),
  };
}

/** The first media type's object of a body or response; the dialect's media types share one schema and examples. */
function contentOf(located: Located): { media: JsonObject; schema: string | undefined } {
  const [first] = Object.entries(objectOf(objectOf(located.value).content));
  const media = objectOf(first?.[1]);
  return {
    media,
    schema: first && media.schema !== undefined ? pointer(located.at, "content", first[0], "schema") : undefined,
  };
}

/** The errors of a response: the branches of its (nested) `oneOf`, each with a constant `__type`. */
export function errorsOf(document: Document, schema: Located): ErrorModel[] {
  const branches = objectOf(schema.value).oneOf;
  if (Array.isArray(branches)) {
    return branches.flatMap((branch, i) =>
      errorsOf(document, resolve(document, branch, pointer(schema.at, "oneOf", i))),
    );
  }
  const [type] = valuesOf(objectOf(objectOf(objectOf(schema.value).properties).__type));
  return typeof type === "string" ? [{ type, schema: schema.at }] : [];
}

function valuesOf(schema: JsonObject): unknown[] {
  return "const" in schema ? [schema.const] : listOf(schema.enum);
}
