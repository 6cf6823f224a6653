import { TARGET_HEADER } from "../../openapi/dialect/target";
import type { Answer } from "../engine/answer";
import { BODY_LIMIT, tooLarge } from "../engine/body-limit";
import { ConnectionDrop } from "../engine/connection-drop";
import { CONTROL_PATH, TextPieces } from "../engine/control/handle-control";
import type { ControlledEngine, Engine } from "../engine/create-engine";
import { notAnOperation } from "../engine/not-an-operation";
import { callOf, type FetchCall } from "./fetch-call";
import type { Trent } from "./in-process";

/** The client's address that CloudTrail records show: that of a call to a served mock on the same machine. */
const HERE = "127.0.0.1";

const TARGET = TARGET_HEADER.toLowerCase();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The engine as a `fetch`. What HTTP adds to an answer, its length and its date, is added here.
 * @param prepare loads what a call of a target needs; undefined where nothing is to be loaded.
 */
export function createFetch(
  engine: ControlledEngine,
  prepare: (target: string | undefined) => Promise<unknown> | undefined = () => undefined,
): Trent["fetch"] {
  return async (input, init) => {
    const read = callOf(input, init);
    const call = read instanceof Promise ? await read : read;
    call.signal?.throwIfAborted();
    const preparation = prepare(call.headers[TARGET]);
    if (preparation) {
      // All calls that wait for it go on in their order: with a signal or without, it is one step.
      await preparation;
      call.signal?.throwIfAborted();
    }
    if (isControl(call.path)) return answerControl(engine.control, call);
    const answer = answerCall(engine, call);
    try {
      return responseOf(call, answer instanceof Promise ? await unlessAborted(answer, call.signal) : answer);
    } catch (cause) {
      if (cause instanceof ConnectionDrop) throw new TypeError("Failed to fetch", { cause });
      throw cause;
    }
  };
}

function isControl(path: string): boolean {
  return path.startsWith(`${CONTROL_PATH}/`);
}

function answerCall(engine: Engine, { method, path, headers, body }: FetchCall): Answer | Promise<Answer> {
  const request = { headers, body, receivedAt: performance.now(), sourceIp: HERE };
  if (body.length > BODY_LIMIT) return engine.refuse(request, tooLarge());
  const isCall = method === "POST" && (path === "/" || path.startsWith("/?"));
  return isCall ? engine.handle(request) : engine.refuse(request, notAnOperation(method, path));
}

/** Rejects with the signal's reason as soon as it aborts. */
function unlessAborted<Result>(later: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return later;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    later.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function responseOf({ method }: FetchCall, { status, headers, body, isCut }: Answer): Response {
  const bytes = encoder.encode(isCut && body === "" ? "{}" : body);
  headers["Content-Length"] = String(bytes.length);
  headers.Date = new Date().toUTCString();
  return new Response(bodyOf(method, bytes, isCut), { status, headers });
}

function bodyOf(
  method: string,
  bytes: Uint8Array<ArrayBuffer>,
  isCut: true | undefined,
): Uint8Array<ArrayBuffer> | ReadableStream | null {
  if (method === "HEAD") return null;
  return isCut ? cutStream(bytes) : bytes;
}

/** Half of the bytes, and then what a client meets whose connection is closed in the middle of an answer. */
function cutStream(bytes: Uint8Array<ArrayBuffer>): ReadableStream {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new TypeError("terminated", { cause: new ConnectionDrop() }));
      else controller.enqueue(bytes.subarray(0, bytes.length >> 1));
      isSent = true;
    },
  });
}

async function answerControl(control: ControlledEngine["control"], call: FetchCall): Promise<Response> {
  const [path = "", query] = call.path.split("?", 2);
  const { status, body } = await control({ method: call.method, path, query, body: decoder.decode(call.body) });
  if (body === undefined) return new Response(null, { status });
  const text = body instanceof TextPieces ? [...body.pieces].join("") : JSON.stringify(body);
  const bytes = encoder.encode(text);
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(bytes.length),
    date: new Date().toUTCString(),
  };
  return new Response(bytes, { status, headers });
}
