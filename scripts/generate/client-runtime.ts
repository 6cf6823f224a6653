/**
 * The part of a client that is the same for every service, with `__NAMES__` to fill in. It is TypeScript as text, because a
 * client is one file of its own: for our own document the compiler checks it as generated/client.ts.
 */
export const CLIENT_RUNTIME = `interface Declared {
  readonly errors: readonly string[];
  readonly isEmpty?: true;
}

/** What a call gives: either \`data\` or an \`error\` that the operation declares, told apart by \`__type\`. */
export type __Trent__Result<Operation extends __Trent__Operation> =
  | { readonly data: __Trent__Operations[Operation]["response"]; readonly error: undefined; readonly response: Response }
  | { readonly data: undefined; readonly error: __Trent__Operations[Operation]["error"]; readonly response: Response };

/** Calls one operation. The request may be left out where no member of it is required. */
export type __Trent__Call<Operation extends __Trent__Operation> = (
  ...args: {} extends __Trent__Operations[Operation]["request"]
    ? [request?: __Trent__Operations[Operation]["request"], options?: CallOptions]
    : [request: __Trent__Operations[Operation]["request"], options?: CallOptions]
) => Promise<__Trent__Result<Operation>>;

/** What one call may have besides its request. */
export interface CallOptions {
  /** Ends the call: it then rejects as \`fetch\` does. */
  readonly signal?: AbortSignal | undefined;
  /** Further headers, such as \`{ Prefer: "example=DisabledException" }\`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The credentials that sign a call. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** How a client calls. */
export interface __Trent__ClientOptions {
  /** The URL of the service or of a mock, such as \`http://127.0.0.1:4010\`. */
  readonly endpoint: string | URL;
  /** Sends a request in place of the global \`fetch\`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** The AWS Region of the signature, us-east-1 where it is left out. A call without credentials names no Region. */
  readonly region?: string | undefined;
  /** With them each call is signed (AWS Signature Version 4). A function is asked before each call. */
  readonly credentials?: Credentials | (() => Credentials | Promise<Credentials>) | undefined;
}

/**
 * An answer that the operation does not declare: an error with another \`__type\`, the page of a proxy, a body that is no JSON
 * object. It is thrown, so that \`data\` and \`error\` always are what their types say.
 */
export class UndeclaredAnswerError extends Error {
  override readonly name = "UndeclaredAnswerError";
  readonly code = "TRENT_E_UNDECLARED_ANSWER";
  readonly operation: __Trent__Operation;
  /** The \`__type\` of the answer without a namespace; undefined where it has none. */
  readonly type: string | undefined;
  readonly response: Response;
  /** The body as it came. A function, so that a log of the error does not show it. */
  readonly body: () => string;

  constructor(operation: __Trent__Operation, type: string | undefined, response: Response, body: string) {
    const what = type ?? "a body";
    super(operation + " was answered " + response.status + " with " + what + " that it does not declare. __UNDECLARED_FIX__");
    this.operation = operation;
    this.type = type;
    this.response = response;
    this.body = () => body;
  }
}

/**
 * Makes a client. A call resolves with what the operation declares, and does not throw on an error that it declares. It
 * rejects as \`fetch\` does where there is no answer, and with an {@link UndeclaredAnswerError} for any other answer.
 * @throws TypeError where the endpoint is no URL.
 */
export function create__Trent__Client(options: __Trent__ClientOptions): __Trent__Client {
  const settings = { ...options, endpoint: new URL(options.endpoint) };
  const names = Object.keys(OPERATIONS) as __Trent__Operation[];
  const calls = names.map((name) => [
    name,
    (request: unknown, call?: CallOptions) => send(settings, name, JSON.stringify(request ?? {}), call),
  ]);
  return Object.fromEntries(calls) as __Trent__Client;
}

async function send(
  { endpoint, fetch = globalThis.fetch, region = "us-east-1", credentials }: __Trent__ClientOptions & { endpoint: URL },
  operation: __Trent__Operation,
  body: string,
  { signal, headers }: CallOptions = {},
): Promise<unknown> {
  const all = new Headers(headers);
  all.set("content-type", "__MEDIA_TYPE__");
  all.set("x-amz-target", "__TARGET_PREFIX__" + operation);
  const known = typeof credentials === "function" ? await credentials() : credentials;
  if (known !== undefined) await sign(endpoint, all, body, region, known);
  const response = await fetch(new Request(endpoint, { method: "POST", headers: all, body, signal: signal ?? null }));
  const text = await response.text();
  const { errors, isEmpty } = OPERATIONS[operation];
  const value = isEmpty && text === "" ? {} : objectOf(text);
  if (response.status === 200 && value !== undefined)
    return { data: isEmpty ? undefined : value, error: undefined, response };
  const type = response.status < 400 ? undefined : bareType(value?.["__type"] ?? response.headers.get("x-amzn-errortype"));
  if (value === undefined || type === undefined || !(SHARED_ERRORS.includes(type) || errors.includes(type)))
    throw new UndeclaredAnswerError(operation, type, response, text);
  // The text of an error of AWS's framework may be in Message.
  const { Message: message } = value;
  return { data: undefined, error: { ...(message !== undefined && { message }), ...value, __type: type }, response };
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The name of an error: after the namespace that it may have, and before a colon. */
function bareType(type: unknown): string | undefined {
  return typeof type === "string" ? type.slice(type.lastIndexOf("#") + 1).replace(/:.*/, "") : undefined;
}

/** What Web Crypto takes; the types of Node and of browsers name it differently. */
type Bytes = Parameters<typeof crypto.subtle.digest>[1];

/** Adds the headers of AWS Signature Version 4. Web Crypto makes the hashes: a page has it on https: and on localhost. */
async function sign(url: URL, headers: Headers, body: string, region: string, credentials: Credentials): Promise<void> {
  const time = new Date().toISOString().replace(/[-:]|\\.\\d+/g, "");
  headers.set("x-amz-date", time);
  if (credentials.sessionToken !== undefined) headers.set("x-amz-security-token", credentials.sessionToken);
  const signed = new Map([["host", url.host]]);
  headers.forEach((value, name) => {
    if (name === "content-type" || name.startsWith("x-amz-")) signed.set(name, value.replace(/ +/g, " "));
  });
  const names = [...signed.keys()].sort();
  const scope = [time.slice(0, 8), region, "__SIGNING_NAME__", "aws4_request"];
  const request = [
    "POST",
    canonicalPath(url.pathname),
    "",
    ...names.map((name) => name + ":" + signed.get(name)),
    "",
    names.join(";"),
    await sha256(body),
  ];
  const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), await sha256(request.join("\\n"))].join("\\n");
  let key = bytes("AWS4" + credentials.secretAccessKey);
  for (const part of [...scope, text]) key = await hmac(key, part);
  const credential = [credentials.accessKeyId, ...scope].join("/");
  const fields = ["Credential=" + credential, "SignedHeaders=" + names.join(";"), "Signature=" + hex(key)];
  headers.set("authorization", "AWS4-HMAC-SHA256 " + fields.join(", "));
}

/** The path encoded once more, as the signature of every service but S3 wants it. */
function canonicalPath(path: string): string {
  return encodeURIComponent(path)
    .replace(/%2F/g, "/")
    .replace(/[!'()*]/g, (letter) => "%" + letter.charCodeAt(0).toString(16).toUpperCase());
}

async function sha256(text: string): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", bytes(text)));
}

async function hmac(secret: Bytes, text: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return crypto.subtle.sign("HMAC", key, bytes(text));
}

function bytes(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

function hex(from: Bytes): string {
  return [...new Uint8Array(from as ArrayBuffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
`;
