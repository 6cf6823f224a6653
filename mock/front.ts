import { randomUUID } from "node:crypto";
import cors from "@fastify/cors";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { JsonObject } from "../openapi/dialect/document";
import { type Answer, textOf } from "./answer";
import { CONTROL_PATH, type RegisterControl } from "./control/path";
import { corsOptions } from "./cors";
import type { Call, Handled } from "./handle";
import type { Hostility } from "./hostile/hostility";
import type { Journal } from "./journal";
import type { Log } from "./log";
import { Refusal } from "./refusal";
import { Dropped } from "./respond";
import { answerRefusal, writeAnswer, writeToSocket } from "./wire";

declare module "fastify" {
  interface FastifyRequest {
    /** In milliseconds of `performance.now()`: Fastify takes the time itself only where its own logger is on. */
    receivedAt: number;
  }
}

/** What the HTTP front needs. */
export interface FrontOptions {
  readonly handle: (call: Call) => Handled;
  readonly log: Log;
  /** Origins that a page may call from; empty for any. */
  readonly corsOrigins: readonly string[];
  /** How long a client may take to send its request, in milliseconds. */
  readonly requestTimeout?: number;
  readonly journal?: Journal | undefined;
  readonly control?: RegisterControl | undefined;
  readonly hostility?: Hostility | undefined;
  /** Makes an answer's x-amzn-RequestId: a new UUID each time. */
  readonly requestId?: (() => string) | undefined;
}

/** The largest body in bytes; KMS's largest member has 131,072 characters. */
const BODY_LIMIT = 1_048_576;

/** What a half-open connection is given, in milliseconds: then Node closes it. */
const REQUEST_TIMEOUT = 30_000;

const NO_BODY = Buffer.alloc(0);

/** The answer as the hostile mode writes it. */
function hostileAnswer(hostility: Hostility, operation: string | undefined, given: Answer): Answer {
  const body = given.body === "" ? undefined : (JSON.parse(given.body) as JsonObject);
  return { ...given, ...textOf(hostility.body(operation ?? "", given.status, body)) };
}

/** What is known of a request by the time it is answered. */
interface Progress {
  readonly requestId: string;
  handled?: Handled;
}

/** The HTTP front: one `POST /` for every operation, and the wire form for everything else too. */
export function createFront(options: FrontOptions): FastifyInstance {
  const { handle, log, journal, hostility, requestId: newId = randomUUID } = options;
  const timeout = options.requestTimeout ?? REQUEST_TIMEOUT;
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: timeout,
    // Node refuses a request without Host by itself, in a form of its own; here nothing depends on that header.
    http: { headersTimeout: timeout, connectionsCheckingInterval: Math.min(timeout, 5_000), requireHostHeader: false },
    forceCloseConnections: "idle",
    return503OnClosing: false,
    exposeHeadRoutes: false,
    frameworkErrors: (_error, request, reply) => {
      request.receivedAt = performance.now();
      refuseRequest(request, reply);
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
      log.info(`- 400 connection refused (${error.code})`);
      writeToSocket(socket, new Refusal("SerializationException", "The request is not HTTP, or was not sent in time."));
    },
  });
  app.server.on("checkExpectation", (_request, response) => {
    const refusal = new Refusal("SerializationException", "The expectation cannot be met.");
    writeAnswer(response, answerRefusal(refusal), newId());
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.decorateRequest("receivedAt", 0);
  app.addHook("onRequest", (request, reply, done) => {
    const { method, headers } = request;
    request.receivedAt = performance.now();
    if (method === "OPTIONS" && !(headers.origin && headers["access-control-request-method"]))
      refuseRequest(request, reply);
    else done();
  });
  app.register(cors, corsOptions(options.corsOrigins));
  if (options.control) app.register(options.control, { prefix: CONTROL_PATH });
  app.post("/", respond);
  app.setNotFoundHandler(refuseRequest);
  app.setErrorHandler((error, request, reply) => send(request, reply, { requestId: newId() }, answerError(error)));
  return app;

  function respond(request: FastifyRequest, reply: FastifyReply): void {
    const progress: Progress = { requestId: newId() };
    const fail = (error: unknown) => {
      if (error instanceof Dropped) reply.hijack().raw.destroy();
      else send(request, reply, progress, answerError(error));
    };
    try {
      const body = (request.body as Buffer | undefined) ?? NO_BODY;
      progress.handled = handle({
        headers: request.headers,
        body,
        requestId: progress.requestId,
        sourceIp: request.ip,
      });
      const given = progress.handled.answer();
      if (given instanceof Promise) given.then((late) => send(request, reply, progress, late)).catch(fail);
      else send(request, reply, progress, given);
    } catch (error) {
      fail(error);
    }
  }

  function refuseRequest(request: FastifyRequest, reply: FastifyReply): void {
    const why = `Only POST / is an operation of this API, not ${request.method} ${request.url.split("?", 1)[0]?.slice(0, 100)}`;
    send(request, reply, { requestId: newId() }, answerRefusal(new Refusal("UnknownOperationException", why)));
  }

  function send(request: FastifyRequest, reply: FastifyReply, { requestId, handled }: Progress, given: Answer): void {
    reply.hijack();
    if (reply.raw.headersSent || reply.raw.destroyed) return;
    if (request.headers.origin !== undefined) copyHeaders(reply);
    const answer = hostility ? hostileAnswer(hostility, handled?.operation, given) : given;
    writeAnswer(reply.raw, answer, requestId, hostility?.headers);
    if (!journal && !log.writes("info")) return;
    const milliseconds = performance.now() - request.receivedAt;
    const { operation, members } = handled ?? {};
    const bytes = Number(request.headers["content-length"] ?? 0);
    journal?.add({ requestId, operation, members, bytes, milliseconds }, given);
    if (log.writes("info")) log.info(`${operation ?? "-"} ${given.status} ${milliseconds.toFixed(2)} ms`);
  }

  /** What the CORS plugin set; a client that is no browser gets AWS's own headers and no other. */
  function copyHeaders(reply: FastifyReply): void {
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
  }

  function answerError(error: unknown): Answer {
    if (error instanceof Refusal) {
      if (error.hint) log.warn(error.hint);
      return answerRefusal(error);
    }
    const { code } = error as { code?: string };
    // The client hung up while it was sending; nobody reads this.
    if (code === "ECONNRESET") return answerRefusal(new Refusal("SerializationException"));
    if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
      return answerRefusal(
        new Refusal("RequestEntityTooLargeException", `A request body has at most ${BODY_LIMIT} bytes.`),
      );
    }
    if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return answerRefusal(new Refusal("UnknownOperationException"));
    if (code?.startsWith("FST_ERR_CTP_")) return answerRefusal(new Refusal("SerializationException"));
    log.error(`the mock itself failed: ${error instanceof Error ? error.stack : String(error)}`);
    return answerRefusal(new Refusal("InternalFailure"));
  }
}
