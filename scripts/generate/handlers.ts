import type { Document } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import { prefixOf } from "./client";
import { member } from "./friendly-names";
import type { ServiceNames } from "./service-names";
import { staticAnswer } from "./static-answers";

/**
 * Handlers for MSW of any document, without state: one that answers every operation as the mock would, and for each operation
 * a function that makes a handler of its own.
 */
export function emitHandlers(
  document: Document,
  operations: readonly OperationModel[],
  names: ServiceNames,
  types: string,
): string {
  const faults = operations.flatMap(({ responses }) =>
    responses.filter(({ status }) => status >= 500).flatMap(({ errors }) => errors.map(({ type }) => type)),
  );
  const answers = operations.map((operation) => {
    const body = staticAnswer(document, operation);
    return `  ${member(operation.name)}: ${body === undefined ? "undefined" : JSON.stringify(body)},`;
  });
  return [
    'import { http, type HttpHandler } from "msw";',
    `import type { ${names.type}Operation, ${names.type}Operations } from "${types}";`,
    "",
    "/** What each operation answers; undefined where the body is empty. */",
    `const ANSWERS: Readonly<Record<${names.type}Operation, unknown>> = {`,
    ...answers,
    "};",
    "",
    "/** The errors that are the service's own fault: their status is 500. */",
    `const FAULTS: readonly string[] = ${JSON.stringify([...new Set(faults)])};`,
    "",
    RUNTIME.replaceAll("__Trent__", names.type)
      .replaceAll("__trent__", names.value)
      .replaceAll("__TARGET_PREFIX__", prefixOf(operations))
      .replaceAll("__MEDIA_TYPE__", operations[0]?.requestMediaTypes[0] ?? "application/x-amz-json-1.1"),
  ].join("\n");
}

const RUNTIME = `/** What a resolver gets: the request, and what it can answer. */
export interface __Trent__Call<Operation extends __Trent__Operation> {
  readonly request: Request;
  /** The body of the request as the document declares it. It is not validated. */
  readonly body: __Trent__Operations[Operation]["request"];
  /** An answer of the operation. */
  success(
    ...answer: undefined extends __Trent__Operations[Operation]["response"] ? [] : [__Trent__Operations[Operation]["response"]]
  ): Response;
  /** An error that the operation declares. */
  error(type: __Trent__Operations[Operation]["error"]["__type"], message?: string): Response;
  /** Leaves the call to the handlers behind this one. */
  passthrough(): undefined;
}

/** Makes a handler of one operation. With \`once\` it answers the first call alone. */
export type __Trent__Handler<Operation extends __Trent__Operation> = (
  resolver: (call: __Trent__Call<Operation>) => Response | undefined | Promise<Response | undefined>,
  options?: { readonly once?: boolean },
) => HttpHandler;

/** One handler that answers every operation, on any host: \`setupServer(...__trent__Handlers())\`. */
export function __trent__Handlers(): HttpHandler[] {
  const isOurs = ({ request }: { request: Request }) => target(request).startsWith("__TARGET_PREFIX__");
  return [
    http.post(isOurs, ({ request }) => {
      const name = target(request).slice("__TARGET_PREFIX__".length);
      if (!Object.hasOwn(ANSWERS, name)) return answer(400, { __type: "UnknownOperationException" });
      return answer(200, ANSWERS[name as __Trent__Operation]);
    }),
  ];
}

/** A handler of one operation: \`server.use(__trent__Http.NAME(({ error }) => error("ThrottlingException"), { once: true }))\`. */
export const __trent__Http = Object.fromEntries(
  Object.keys(ANSWERS).map((name) => [name, handlerOf(name as __Trent__Operation)]),
) as unknown as { readonly [Operation in __Trent__Operation]: __Trent__Handler<Operation> };

function handlerOf(name: __Trent__Operation): __Trent__Handler<__Trent__Operation> {
  return (resolver, options = {}) =>
    http.post(
      ({ request }) => target(request) === "__TARGET_PREFIX__" + name,
      async ({ request }) =>
        resolver({
          request,
          body: JSON.parse((await request.clone().text()) || "{}"),
          success: (body?: unknown) => answer(200, body),
          error: (type: string, message?: string) =>
            answer(FAULTS.includes(type) ? 500 : 400, { __type: type, ...(message !== undefined && { message }) }),
          passthrough: () => undefined,
        }),
      { once: options.once === true },
    );
}

function target(request: Request): string {
  return request.headers.get("x-amz-target") ?? "";
}

function answer(status: number, body: unknown): Response {
  const headers = { "content-type": "__MEDIA_TYPE__", "x-amzn-requestid": crypto.randomUUID() };
  return new Response(body === undefined ? "" : JSON.stringify(body), { status, headers });
}
`;
