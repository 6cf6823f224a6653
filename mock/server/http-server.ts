import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import cors from "@fastify/cors";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { ProtocolError } from "../engine/protocol-error";
import { CONTROL_PATH, type RegisterControl } from "./control-path";
import { corsOptions } from "./cors";
import { BODY_LIMIT, isPlainCall, takePlainCall, tooLarge } from "./plain-call";
import { type Arrival, type ConductOptions, createConductor } from "./serve-call";
import { answerRefusal, writeAnswer, writeToSocket } from "./write-answer";

/** What the HTTP front needs. */
export interface FrontOptions extends Omit<ConductOptions, "requestId"> {
  /** Makes an answer's x-amzn-RequestId; random UUIDs where absent. */
  readonly requestId?: (() => string) | undefined;
  /** Origins that a page may call from; empty for any. */
  readonly corsOrigins: readonly string[];
  /** How long a client may take to send its request, in milliseconds. */
  readonly requestTimeout?: number;
  readonly control?: RegisterControl | undefined;
}

/** How long an idle connection is kept, in milliseconds: longer than clients keep theirs, so that none is cut as it is used. */
const KEEP_ALIVE = 72_000;

/** What a half-open connection is given, in milliseconds: then Node closes it. */
const REQUEST_TIMEOUT = 30_000;

const NO_BODY = Buffer.alloc(0);

/** The HTTP front: one `POST /` for every operation, and the wire form for everything else too. */
export function createFront(options: FrontOptions): FastifyInstance {
  const { requestId = randomUUID, requestTimeout = REQUEST_TIMEOUT, log } = options;
  const conductor = createConductor({ ...options, requestId });
  const limits = {
    requestTimeout,
    headersTimeout: requestTimeout,
    keepAliveTimeout: KEEP_ALIVE,
    connectionsCheckingInterval: Math.min(requestTimeout, 5_000),
    // Node refuses a request without Host by itself, in a form of its own; here nothing depends on that header.
    requireHostHeader: false,
  };
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    serverFactory: (handler) =>
      createServer(limits, (request, response) => {
        if (isPlainCall(request)) takePlainCall(request, response, conductor);
        else handler(request, response);
      }).on("checkExpectation", (_request, response) => {
        const refusal = new ProtocolError("SerializationException", "The expectation cannot be met.");
        writeAnswer(response, answerRefusal(refusal), requestId());
      }),
    forceCloseConnections: "idle",
    return503OnClosing: false,
    exposeHeadRoutes: false,
    frameworkErrors: (_error, request, reply) => refuseRequest(request, reply),
    clientErrorHandler: (error, socket) => {
      if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
      log.info(`- 400 connection refused (${error.code})`);
      writeToSocket(
        socket,
        new ProtocolError("SerializationException", "The request is not HTTP, or was not sent in time."),
      );
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", (request, reply, done) => {
    const { method, headers } = request;
    if (method === "OPTIONS" && !(headers.origin && headers["access-control-request-method"]))
      refuseRequest(request, reply);
    else done();
  });
  app.register(cors, corsOptions(options.corsOrigins));
  if (options.control) app.register(options.control, { prefix: CONTROL_PATH });
  app.post("/", (request, reply) => {
    conductor.call(arrivalOf(request, reply), (request.body as Buffer | undefined) ?? NO_BODY);
  });
  app.setNotFoundHandler(refuseRequest);
  app.setErrorHandler((error, request, reply) => {
    conductor.fail(arrivalOf(request, reply), asRefusal(error));
  });
  return app;

  function refuseRequest(request: FastifyRequest, reply: FastifyReply): void {
    const why = `Only POST / is an operation of this API, not ${request.method} ${request.url.split("?", 1)[0]?.slice(0, 100)}`;
    conductor.fail(arrivalOf(request, reply), new ProtocolError("UnknownOperationException", why));
  }
}

/** Takes the response out of Fastify's hands, with what the CORS plugin set. */
function arrivalOf(request: FastifyRequest, reply: FastifyReply): Arrival {
  const response = reply.hijack().raw;
  if (request.headers.origin !== undefined) {
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) response.setHeader(name, value);
  }
  return { headers: request.headers, response, sourceIp: request.ip, receivedAt: performance.now() };
}

/** Fastify's own errors as the wire form tells them. */
function asRefusal(error: unknown): unknown {
  const { code } = error as { code?: string };
  // The client hung up while it was sending; nobody reads this.
  if (code === "ECONNRESET") return new ProtocolError("SerializationException");
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return tooLarge();
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new ProtocolError("UnknownOperationException");
  return code?.startsWith("FST_ERR_CTP_") ? new ProtocolError("SerializationException") : error;
}
