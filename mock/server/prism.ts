import type { Document } from "../../openapi/dialect/document";

/** What Prism is asked for: a declared status, perhaps a named example, perhaps a body made from the schema. */
export interface PrismQuestion {
  readonly path: string;
  readonly code: number;
  readonly example: string | undefined;
  readonly dynamic: boolean;
  readonly seed: string | undefined;
  readonly mediaType: string | undefined;
}

/** Prism as an engine: the body that it answers an operation with. */
export interface Prism {
  /** @throws Error where Prism itself cannot answer. */
  body(question: PrismQuestion): Promise<unknown>;
}

/** Neither validation: the same schemas judge both ways in Ajv, far cheaper (docs/decisions/0004-ajv-before-prism.md). */
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
 * Puts Prism's engine behind this one seam, through its public `createInstance` with a route of ours: Prism's own
 * router cannot tell operations apart by a header. Loaded when first wanted, since loading Prism takes longer than
 * all the rest of the mock's start.
 */
export async function createPrism(document: Document): Promise<Prism> {
  const { createInstance, getHttpOperationsFromSpec } = await import("@stoplight/prism-http");
  const operations = new Map(
    (await getHttpOperationsFromSpec(document)).map((operation) => [operation.path, operation]),
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
    async body({ path, code, example, dynamic, seed, mediaType }) {
      const operation = operations.get(path);
      if (operation === undefined) throw new Error(`Prism does not know the operation ${path}.`);
      // A mock config of its own for each request: Prism writes into the one that it is given.
      const mock = {
        dynamic,
        code,
        ...(example === undefined ? {} : { exampleKey: example }),
        ...(seed === undefined ? {} : { seed }),
        ...(mediaType === undefined ? {} : { mediaTypes: [mediaType] }),
      };
      const request = { method: "post" as const, url: { path, query: {} }, headers: {}, body: {} };
      const result = await instance.request(request, [operation], { ...CONFIG, mock })();
      if (result._tag === "Left") throw result.left;
      return result.right.output.body;
    },
  };
}
