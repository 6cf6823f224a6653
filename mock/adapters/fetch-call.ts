/** A request, as far as it has to do with the mock. */
export interface FetchCall {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  readonly signal: AbortSignal | undefined;
}

const NO_BODY = new Uint8Array(0);
/** In a page, a URL may be relative to it. */
const page: { readonly location?: { readonly href: string } } = globalThis as object;

const encoder = new TextEncoder();

/**
 * Reads what `fetch` is given. A `Request` is made only where one is needed: for the usual call of a client it would take
 * longer than the answer.
 * @throws TypeError for what `fetch` refuses too.
 */
export function callOf(input: Request | URL | string, init: RequestInit = {}): FetchCall | Promise<FetchCall> {
  const { method = "GET", body, headers, signal } = init;
  const isPlain =
    !(input instanceof Request) && (typeof body === "string" || body instanceof Uint8Array) && method === "POST";
  if (!isPlain) return readRequest(new Request(input, init));
  const { pathname, search } = new URL(input, page.location?.href);
  const own = headersOf(new Headers(headers));
  if (typeof body === "string") own["content-type"] ??= "text/plain;charset=UTF-8";
  return {
    method,
    path: `${pathname}${search}`,
    headers: own,
    body: typeof body === "string" ? encoder.encode(body) : body,
    signal: signal ?? undefined,
  };
}

async function readRequest(request: Request): Promise<FetchCall> {
  const { method, url, headers, signal } = request;
  const { pathname, search } = new URL(url);
  const body = request.body === null ? NO_BODY : new Uint8Array(await request.arrayBuffer());
  return { method, path: `${pathname}${search}`, headers: headersOf(headers), body, signal };
}

function headersOf(headers: Headers): Record<string, string> {
  const own: Record<string, string> = {};
  headers.forEach((value, name) => {
    own[name] = value;
  });
  return own;
}
