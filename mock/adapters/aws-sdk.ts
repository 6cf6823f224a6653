import type { Trent } from "./in-process";

/** A request as the AWS SDK for JavaScript v3 hands it to its request handler, already signed. */
export interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  /** A text, bytes, or a stream: an async iterable of bytes, as Node's and the web's streams are. */
  readonly body?: unknown;
}

/** An answer as the SDK reads it. */
export interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  /** The whole body. */
  readonly body: Uint8Array;
}

/** What a client of the SDK takes as its `requestHandler`. */
export interface TrentRequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: SdkRequest, options?: { readonly abortSignal?: unknown }): Promise<{ response: SdkResponse }>;
  /** Does nothing: there is no HTTP client to configure. */
  updateHttpClientConfig(key: never, value: never): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/**
 * Lets a client of the AWS SDK for JavaScript v3 call a mock in the same process: nothing is sent, with an endpoint set or
 * without one. What the client serialises, signs and parses is what it would be over HTTP. A connection that a planned
 * fault drops is the TimeoutError with the code ECONNRESET that the SDK tries again.
 */
export function trentRequestHandler(trent: Pick<Trent, "fetch">): TrentRequestHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
    handle: async (request, { abortSignal } = {}) => {
      const { method, headers } = request;
      const body = await bodyOf(request.body);
      const signal = abortSignal instanceof AbortSignal ? abortSignal : undefined;
      const response = await trent
        .fetch(urlOf(request), { method, headers, ...(body && { body }), ...(signal && { signal }) })
        .catch((cause: unknown) => {
          throw cause instanceof TypeError ? dropped(cause) : cause;
        });
      return { response: await answerOf(response) };
    },
  };
}

function urlOf({ protocol, hostname, port, path, query = {} }: SdkRequest): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value ?? ""] as [string, string]),
  );
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
  return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}${search}`;
}

async function bodyOf(body: unknown): Promise<string | Uint8Array<ArrayBuffer> | undefined> {
  if (body === undefined || body === null || typeof body === "string") return body ?? undefined;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (body instanceof ArrayBuffer || body instanceof Blob || body instanceof ReadableStream)
    return new Uint8Array(await new Response(body).arrayBuffer());
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of body as AsyncIterable<string | Uint8Array>)
    chunks.push(typeof chunk === "string" ? new TextEncoder().encode(chunk) : new Uint8Array(chunk));
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** The whole body as bytes, which every version of the SDK reads in Node and in a page; a cut one fails as it is read. */
async function answerOf(response: Response): Promise<SdkResponse> {
  const { status: statusCode, headers } = response;
  try {
    const body = new Uint8Array(await response.arrayBuffer());
    return { statusCode, headers: Object.fromEntries(headers), body };
  } catch (cause) {
    throw dropped(cause);
  }
}

/** What the SDK's own handler makes of a connection that is closed too early. */
function dropped(cause: unknown): Error {
  return Object.assign(new Error("socket hang up", { cause }), { name: "TimeoutError", code: "ECONNRESET" });
}
