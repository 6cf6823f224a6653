import type { Document } from "../../openapi/dialect/document";
import { TrentProblem } from "../../openapi/dialect/problems";
import type { PrismEngine } from "../engine/prism-engine";

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

/**
 * Loads Prism when it is first needed, and once: that takes longer than the rest of the mock's start.
 * @returns a function that rejects with a TrentProblem TRENT_E_DOCUMENT_KIND where Prism cannot read the document.
 */
export function prismOf(title: string, document: Document): () => Promise<PrismEngine> {
  let loading: Promise<PrismEngine> | undefined;
  return () => {
    loading ??= createPrism(document).catch((cause: unknown) => {
      const why = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0];
      throw new TrentProblem("TRENT_E_DOCUMENT_KIND", `Prism cannot read ${title}: ${why}.`, { cause });
    });
    return loading;
  };
}

/**
 * Prism, through its public `createInstance` with a `route` that we give it: its own router cannot tell operations apart by a
 * header. Only this file knows Prism.
 */
async function createPrism(document: Document): Promise<PrismEngine> {
  const { createInstance, getHttpOperationsFromSpec } = await import("@stoplight/prism-http");
  // A copy: Prism replaces the references in the document that it is given, and schemas then contain themselves.
  const operations = new Map(
    (await getHttpOperationsFromSpec(structuredClone(document))).map((operation) => [operation.path, operation]),
  );
  type Components = Parameters<typeof createInstance>[1];
  const instance = createInstance({ ...CONFIG, mock: { dynamic: false } }, {
    logger: SILENT as unknown as Components["logger"],
    route: ({ resources: [resource] }) =>
      resource
        ? { _tag: "Right", right: resource }
        : { _tag: "Left", left: new Error("Prism was given no operation.") },
  } as Components);
  return {
    async body({ path, code, example, mediaType }) {
      const operation = operations.get(path);
      if (operation === undefined) throw new Error(`Prism does not know the operation ${path}.`);
      // A new mock config for each request: Prism writes into the one that it gets.
      const mock = {
        dynamic: false,
        code,
        ...(example === undefined ? {} : { exampleKey: example }),
        ...(mediaType === undefined ? {} : { mediaTypes: [mediaType] }),
      };
      const request = { method: "post" as const, url: { path, query: {} }, headers: {}, body: {} };
      const result = await instance.request(request, [operation], { ...CONFIG, mock })();
      if (result._tag === "Left") throw result.left;
      return result.right.output.body;
    },
  };
}
