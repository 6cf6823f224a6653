import type { ErrorObject, ValidateFunction } from "ajv/dist/2020";
import { type Document, isObject, type JsonObject, objectOf, pointer, resolve } from "./document";
import { withNumbers } from "./exact-json";
import type { OperationModel } from "./operations";

/** An example that an operation declares, with the validator that judges it. */
export interface DeclaredExample {
  /** Where the example stands. */
  readonly at: string;
  /** The object that holds the example, and under which name: to take it out. */
  readonly owner: JsonObject;
  readonly key: string;
  /** The id of the validator, without the operation's name: `requestBody`, `responseHeaders.200`, ... */
  readonly judge: string;
  /** What the validator is given, with numbers for its bigints: a body, or an object with the one header. */
  readonly sample: unknown;
  /** The part of the sample that is the example, as a JSON pointer: what is missing beside a header is no fault of it. */
  readonly within: string;
}

/** Every example of an operation: of its request body and parameters, and of its responses' bodies and headers. */
export function declaredExamples(document: Document, operation: Pick<OperationModel, "path">): DeclaredExample[] {
  const itemAt = pointer("#", "paths", operation.path);
  const item = resolve(document, document.paths[operation.path], itemAt);
  const { post } = objectOf(item.value);
  const operationAt = pointer(item.at, "post");
  const { requestBody, responses, parameters } = objectOf(post);
  return [
    ...ofBody(document, requestBody, pointer(operationAt, "requestBody"), "requestBody"),
    ...ofParameters(document, objectOf(item.value).parameters, item.at),
    ...ofParameters(document, parameters, operationAt),
    ...Object.entries(objectOf(responses)).flatMap(([status, response]) =>
      ofResponse(document, response, pointer(operationAt, "responses", status), status),
    ),
  ];
}

/** Why a validator refuses an example, in Ajv's words for its first and deepest error; undefined where it does not. */
export function refusal(validate: ValidateFunction, { sample, within }: DeclaredExample): string | undefined {
  if (validate(withNumbers(sample))) return undefined;
  const errors = (validate.errors ?? []).filter(
    (e) => e.instancePath === within || e.instancePath.startsWith(`${within}/`),
  );
  const depth = (error: ErrorObject) => error.instancePath.split("/").length;
  const [first] = errors.sort((a, b) => depth(b) - depth(a));
  return first && `${first.instancePath.slice(within.length) || "it"} ${first.message ?? first.keyword}`;
}

function ofResponse(document: Document, response: unknown, from: string, status: string): DeclaredExample[] {
  const { value, at } = resolve(document, response, from);
  const headers = Object.entries(objectOf(objectOf(value).headers));
  return [
    ...ofBody(document, value, at, `responseBody.${status}`),
    ...headers.flatMap(([name, written]) => {
      const header = resolve(document, written, pointer(at, "headers", name));
      return ofHolder(document, header.value, header.at, `responseHeaders.${status}`, name);
    }),
  ];
}

function ofBody(document: Document, body: unknown, from: string, judge: string): DeclaredExample[] {
  const { value, at } = resolve(document, body, from);
  return Object.entries(objectOf(objectOf(value).content)).flatMap(([type, media]) =>
    ofHolder(document, media, pointer(at, "content", type), judge),
  );
}

function ofParameters(document: Document, parameters: unknown, from: string): DeclaredExample[] {
  if (!Array.isArray(parameters)) return [];
  return parameters.flatMap((written, i) => {
    const { value, at } = resolve(document, written, pointer(from, "parameters", i));
    const { in: place, name } = objectOf(value);
    return place === "header" ? ofHolder(document, value, at, "requestHeaders", String(name)) : [];
  });
}

/** The examples of a media type, parameter or header object. */
function ofHolder(document: Document, holder: unknown, at: string, judge: string, header?: string): DeclaredExample[] {
  if (!isObject(holder)) return [];
  const name = header?.toLowerCase();
  const declared = (owner: JsonObject, key: string, ownerAt: string, value: unknown): DeclaredExample => ({
    at: pointer(ownerAt, key),
    owner,
    key,
    judge,
    sample: name === undefined ? value : { [name]: value },
    within: name === undefined ? "" : `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
  });
  const examples = objectOf(holder.examples);
  const examplesAt = pointer(at, "examples");
  return [
    ...("example" in holder ? [declared(holder, "example", at, holder.example)] : []),
    ...Object.entries(examples).flatMap(([key, written]) => {
      const { value } = resolve(document, written, pointer(examplesAt, key));
      return isObject(value) && "value" in value ? [declared(examples, key, examplesAt, value.value)] : [];
    }),
  ];
}
