import { type HttpHandler, HttpResponse, http } from "msw";
import { callOperations } from "../../generated/call-operations";
import { examples } from "../../generated/examples";
import type { TrentOperation, TrentOperations } from "../../generated/types";
import { TARGET_HEADER } from "../../openapi/dialect/target";
import { answerHeaders } from "../engine/answer";
import { createTrent, type Trent } from "./in-process";

/** What every target of the API begins with. */
const SERVICE = "TrentService.";

/** What the one handler hits. */
export interface TrentHandlerOptions {
  /** The URL that clients call; any host where absent. */
  readonly endpoint?: string | URL;
}

/**
 * The handlers of a mock for MSW's `setupServer` or `setupWorker`: one, for each `POST` whose `X-Amz-Target` begins with
 * `TrentService.`, on any host, so that a client needs no endpoint.
 * @param trent the mock that answers; one of its own, with the default keys, where absent.
 */
export function trentHandlers(
  trent: Pick<Trent, "fetch"> = createTrent(),
  { endpoint }: TrentHandlerOptions = {},
): HttpHandler[] {
  const at = endpoint === undefined ? undefined : new URL(endpoint).origin;
  const isOurs = ({ request }: { readonly request: Request }) =>
    (at === undefined || new URL(request.url).origin === at) &&
    request.headers.get(TARGET_HEADER)?.startsWith(SERVICE) === true;
  // A connection that a planned fault drops is an error of the network.
  return [http.post(isOurs, ({ request }) => trent.fetch(request.clone()).catch(() => HttpResponse.error()))];
}

/** The name of an error that an operation declares. */
export type ErrorName<Operation extends TrentOperation> = TrentOperations[Operation]["error"]["__type"];

/** What a resolver of `trentHttp` is given. */
export interface TrentResolverInfo<Operation extends TrentOperation> {
  /** The request as it came. */
  readonly request: Request;
  /** MSW's id of the request. */
  readonly requestId: string;
  /** The members of the request. */
  readonly body: TrentOperations[Operation]["request"];
  /** Answers with a response of the operation; one without output takes none. */
  success(
    ...response: undefined extends TrentOperations[Operation]["response"]
      ? []
      : [response: TrentOperations[Operation]["response"]]
  ): Response;
  /** Answers with an error that the operation declares. @param message the text of the document's example where absent */
  error(type: ErrorName<Operation>, message?: string): Response;
  /** Leaves the answer to the next handler that fits: that of {@link trentHandlers}. */
  passthrough(): undefined;
}

/** Decides the answer to a call of one operation. */
export type TrentResolver<Operation extends TrentOperation> = (
  info: TrentResolverInfo<Operation>,
) => Response | undefined | Promise<Response | undefined>;

/** Makes an MSW handler for one operation. With `once` it answers one call. */
export type TrentHttpHandler<Operation extends TrentOperation> = (
  resolver: TrentResolver<Operation>,
  options?: { readonly once?: boolean },
) => HttpHandler;

/** An MSW handler for each operation by its name, as MSW's `http` has one for each method. */
export const trentHttp = Object.fromEntries(
  (Object.keys(callOperations) as TrentOperation[]).map((name) => [name, handlerOf(name)]),
) as { readonly [Operation in TrentOperation]: TrentHttpHandler<Operation> };

function handlerOf<Operation extends TrentOperation>(name: Operation): TrentHttpHandler<Operation> {
  const { target } = callOperations[name];
  return (resolver, options = {}) =>
    http.post(
      ({ request }) => request.headers.get(TARGET_HEADER) === target,
      async ({ request, requestId }) =>
        resolver({
          request,
          requestId,
          body: (await bodyOf(request)) as TrentOperations[Operation]["request"],
          success: (response?: unknown) => answer(200, response),
          error: (type, message) => errorAnswer(name, type, message),
          passthrough: () => undefined,
        }),
      options,
    );
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.clone().text();
  return text === "" ? {} : JSON.parse(text);
}

function errorAnswer(operation: TrentOperation, type: string, message: string | undefined): Response {
  const byStatus: Readonly<Record<string, Readonly<Record<string, unknown>>>> = examples[operation];
  const [status, bodies = {}] = Object.entries(byStatus).find(([, named]) => Object.hasOwn(named, type)) ?? ["400"];
  const body = message === undefined ? (bodies[type] ?? { __type: type }) : { __type: type, message };
  return answer(Number(status), body);
}

function answer(status: number, body: unknown): Response {
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers = answerHeaders(crypto.randomUUID());
  return new HttpResponse(text, { status, headers });
}
