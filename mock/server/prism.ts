import type { CallResponse } from "../../openapi/dialect/call-operation";
import { type Document, isObject, objectOf, resolve } from "../../openapi/dialect/document";
import { withNumbers } from "../../openapi/dialect/exact-json";
import type { OperationModel } from "../../openapi/dialect/operations";
import { TrentProblem } from "../../openapi/dialect/problems";
import type { ExampleSource } from "../engine/example-source";
import { withDigits } from "./example-digits";

/** Prism validates nothing: the engine does that with the same schemas, far faster (docs/decisions/0004-ajv-before-prism.md). */
const CONFIG = {
  isProxy: false,
  errors: false,
  checkSecurity: false,
  validateRequest: false,
  validateResponse: false,
  upstreamProxy: undefined,
} as const;

const SILENT = {
  trace() {},
  debug() {},
  info() {},
  success() {},
  warn() {},
  error() {},
  fatal() {},
  child: () => SILENT,
};

/** What is read of another document. */
interface SpecDocument {
  readonly title: string;
  readonly document: Document;
  readonly operations: readonly OperationModel[];
}

/**
 * The examples of a document that comes by `--spec`, as Prism reads them. Prism is loaded where there is an example at
 * all: that takes longer than the rest of the mock's start.
 * @throws TrentProblem TRENT_E_DOCUMENT_KIND where Prism cannot read the document.
 */
export async function prismExamples({ title, document, operations }: SpecDocument): Promise<ExampleSource> {
  const paths = new Map(operations.map(({ name, path }) => [name, path]));
  const has: ExampleSource["has"] = ({ name }, response) => hasExample(document, paths.get(name) ?? "", response);
  if (!operations.some((operation) => operation.responses.some((response) => has(operation, response))))
    return { has, body: () => undefined };
  try {
    return { has, body: await loadPrism(document, paths) };
  } catch (cause) {
    const why = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0];
    throw new TrentProblem("TRENT_E_DOCUMENT_KIND", `Prism cannot read ${title}: ${why}.`, { cause });
  }
}

function hasExample(document: Document, path: string, { status, examples }: CallResponse): boolean {
  if (examples.length > 0) return true;
  const { post } = objectOf(resolve(document, document.paths[path], path).value);
  const response = resolve(document, objectOf(objectOf(post).responses)[status], path).value;
  return Object.values(objectOf(objectOf(response).content)).some((media) => isObject(media) && "example" in media);
}

/**
 * Prism, through its public `createInstance` with a `route` that we give it: its own router cannot tell operations apart by a
 * header. Only this file knows Prism.
 */
async function loadPrism(document: Document, paths: ReadonlyMap<string, string>): Promise<ExampleSource["body"]> {
  const { createInstance, getHttpOperationsFromSpec } = await import("@stoplight/prism-http");
  // A copy: Prism replaces the references in the document that it is given, and schemas then contain themselves.
  const operations = new Map(
    (await getHttpOperationsFromSpec(withNumbers(structuredClone(document)))).map((operation) => [
      operation.path,
      operation,
    ]),
  );
  type Components = Parameters<typeof createInstance>[1];
  const instance = createInstance({ ...CONFIG, mock: { dynamic: false } }, {
    logger: SILENT as unknown as Components["logger"],
    route: ({ resources: [resource] }) =>
      resource
        ? { _tag: "Right", right: resource }
        : { _tag: "Left", left: new Error("Prism was given no operation.") },
  } as Components);
  return async ({ name: of }, { status, mediaTypes: [mediaType] }, name) => {
    const path = paths.get(of) ?? "";
    const operation = operations.get(path);
    if (operation === undefined) throw new Error(`Prism does not know the operation ${of}.`);
    // A new mock config for each request: Prism writes into the one that it gets.
    const mock = {
      dynamic: false,
      code: status,
      ...(name === undefined ? {} : { exampleKey: name }),
      ...(mediaType === undefined ? {} : { mediaTypes: [mediaType] }),
    };
    const request = { method: "post" as const, url: { path, query: {} }, headers: {}, body: {} };
    const result = await instance.request(request, [operation], { ...CONFIG, mock })();
    if (result._tag === "Left") throw result.left;
    return withDigits(document, { path, status, name }, result.right.output.body);
  };
}
