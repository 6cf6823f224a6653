import type { AddressInfo } from "node:net";
import cors from "@fastify/cors";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { TrentProblem } from "../openapi/dialect/problems";
import type { Answer } from "./answer";
import { corsOptions } from "./cors";
import type { Call, Handled } from "./handle";
import type { Log } from "./log";
import { Refusal } from "./refusal";
import { answerRefusal, writeAnswer, writeToSocket } from "./wire";

declare module "fastify" {
  interface FastifyRequest {
    /** In milliseconds of `performance.now()`: Fastify takes the time itself only where its own logger is on. */
    receivedAt: number;
  }
}

/** How the server listens. */
export interface ServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Origins that a page may call from; empty for any. */
  readonly corsOrigins: readonly string[];
  /** How long a client may take to send its request, in milliseconds. */
  readonly requestTimeout?: number;
}

/** A server that can be called. */
export interface RunningServer {
  readonly url: string;
  /** Takes no new connections, answers the open requests, and closes what is then still open. */
  close(): Promise<void>;
}

/** The largest body in bytes; KMS's largest member has 131,072 characters. */
const BODY_LIMIT = 1_048_576;

/** What a half-open connection is given, in milliseconds: then Node closes it. */
const REQUEST_TIMEOUT = 30_000;

/** How long open requests may still take when the server closes, in milliseconds. */
const CLOSE_GRACE = 1_000;

/**
 * Starts the HTTP front: one `POST /` for every operation, and the wire form for everything else too.
 * @throws TrentProblem TRENT_E_LISTEN where the address cannot be had.
 */
export async function startServer(
  handle: (call: Call) => Handled,
  log: Log,
  options: ServerOptions,
): Promise<RunningServer> {
  const app = createApp(handle, log, options);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (cause) {
    await app.close();
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    const why = code === "EADDRINUSE" ? "is taken" : `cannot be listened on (${code})`;
    throw new TrentProblem("TRENT_E_LISTEN", `The address ${options.host}:${options.port} ${why}.`, { cause });
  }
  const { port } = app.server.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, close: () => closeApp(app) };
}

async function closeApp(app: FastifyInstance): Promise<void> {
  const force = setTimeout(() => app.server.closeAllConnections(), CLOSE_GRACE);
  await app.close();
  clearTimeout(force);
}

function createApp(handle: (call: Call) => Handled, log: Log, options: ServerOptions): FastifyInstance {
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
  app.server.on("checkExpectation", (_request, response) =>
    writeAnswer(response, answerRefusal(new Refusal("SerializationException", "The expectation cannot be met."))),
  );
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
  app.post("/", (request, reply) => respond(request, reply));
  app.setNotFoundHandler((request, reply) => refuseRequest(request, reply));
  app.setErrorHandler((error, request, reply) => send(request, reply, undefined, answerError(error)));
  return app;

  function respond(request: FastifyRequest, reply: FastifyReply): void {
    let operation: string | undefined;
    try {
      const handled = handle({
        headers: request.headers,
        body: (request.body as Buffer | undefined) ?? Buffer.alloc(0),
      });
      operation = handled.operation;
      const given = handled.answer();
      if (given instanceof Promise) {
        const later = operation;
        given.catch(answerError).then((late) => send(request, reply, later, late));
      } else send(request, reply, operation, given);
    } catch (error) {
      send(request, reply, operation, answerError(error));
    }
  }

  function refuseRequest(request: FastifyRequest, reply: FastifyReply): void {
    const why = `Only POST / is an operation of this API, not ${request.method} ${request.url.split("?", 1)[0]?.slice(0, 100)}`;
    send(request, reply, undefined, answerRefusal(new Refusal("UnknownOperationException", why)));
  }

  function send(request: FastifyRequest, reply: FastifyReply, operation: string | undefined, given: Answer): void {
    reply.hijack();
    if (reply.raw.headersSent || reply.raw.destroyed) return;
    if (request.headers.origin !== undefined) copyHeaders(reply);
    writeAnswer(reply.raw, given);
    if (!log.writes("info")) return;
    const milliseconds = performance.now() - request.receivedAt;
    log.info(`${operation ?? "-"} ${given.status} ${milliseconds.toFixed(2)} ms`);
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
