import { createServer } from "node:http";
import cors from "@fastify/cors";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { BODY_LIMIT, tooLarge } from "../engine/body-limit";
import { CONTROL_PATH } from "../engine/control/handle-control";
import type { Engine } from "../engine/create-engine";
import type { Log } from "../engine/log";
import { notAnOperation } from "../engine/not-an-operation";
import { protocolError } from "../engine/protocol-error";
import type { EngineRequest } from "../engine/request-context";
import { createControlAccess } from "./access/control-access";
import { createHostCheck } from "./access/host-check";
import { refuseHost } from "./access/refuse-host";
import { controlRoutes } from "./control-routes";
import { corsOptions } from "./cors";
import type { PageFiles } from "./pages/page-file";
import { asksForPage, pageRoutes } from "./pages/serve-page";
import { headersOfPathCall } from "./path-call";
import { isPlainCall, NO_BODY, takePlainCall } from "./plain-call";
import { refuseBytes, refuseConnect } from "./refuse-bytes";
import { refuseCall, serveCall } from "./serve-call";
import { WholeRequest } from "./whole-request";

/** What the HTTP server serves, and to whom. */
export interface HttpServerOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** The address to listen on. */
  readonly host: string;
  /** Host names by which the mock may be called, besides loopback ones and `host`. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Origins whose pages may call the API; empty for any. */
  readonly corsOrigins: readonly string[];
  /** Origins whose pages may use the control interface, besides loopback ones and its own. */
  readonly controlOrigins?: readonly string[] | undefined;
  /** The token that each caller of the control interface has to send. */
  readonly controlToken?: string | undefined;
  /** Paths that name an operation, such as `/TrentService.ListKeys`, for tools that know no other way. */
  readonly operationPaths?: readonly string[] | undefined;
  /** The files of the pages over the control interface; no page is served where it is absent. */
  readonly pages?: PageFiles | undefined;
  /** Whether a page may read the header that names the rule of a refusal. */
  readonly explain?: boolean | undefined;
  /** How long a client may take to send its request, in milliseconds. */
  readonly requestTimeout?: number;
}

/** How long an idle connection stays open, in milliseconds: longer than at the clients, so that none closes while it is used. */
const KEEP_ALIVE = 72_000;

/** How long a request may take to arrive, in milliseconds: then Node closes the connection. */
const REQUEST_TIMEOUT = 30_000;

/** The HTTP server: one `POST /` for every operation, its path for tools that need one, and an answer in the form of AWS to every other request. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { engine, log, host, allowedHosts = [], controlOrigins = [], requestTimeout = REQUEST_TIMEOUT } = options;
  const operationPaths = new Set(options.operationPaths);
  const isForUs = createHostCheck(host, allowedHosts);
  const limits = {
    requestTimeout,
    headersTimeout: requestTimeout,
    keepAliveTimeout: KEEP_ALIVE,
    connectionsCheckingInterval: Math.min(requestTimeout, 5_000),
    // Node refuses a request without Host itself, in a form of its own. Nothing here needs that header.
    requireHostHeader: false,
    IncomingMessage: WholeRequest,
  };
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    serverFactory: (handler) =>
      createServer(limits, (request, response) => {
        if (!isForUs(request)) refuseHost(request, response, log);
        else if (isPlainCall(request)) takePlainCall(request, response, engine);
        else handler(request, response);
      })
        .on("checkExpectation", (request, response) => {
          if (!isForUs(request)) return refuseHost(request, response, log);
          const { headers, socket } = request;
          const call = { headers, body: NO_BODY, receivedAt: performance.now(), sourceIp: socket.remoteAddress };
          refuseCall(engine, call, response, protocolError("mock.not-http", "The expectation cannot be met."));
        })
        .on("connect", refuseConnect(log)),
    forceCloseConnections: "idle",
    return503OnClosing: false,
    exposeHeadRoutes: false,
    frameworkErrors: (_error, request, reply) => refuse(request, reply, notAnOperation(request.method, request.url)),
    clientErrorHandler: refuseBytes(log),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", (request, reply, done) => {
    const { method, headers } = request;
    if (method === "OPTIONS" && !(headers.origin && headers["access-control-request-method"]))
      refuse(request, reply, notAnOperation(request.method, request.url));
    else done();
  });
  // Before the API's CORS, which then does not hold for the control interface.
  if (engine.control) {
    const access = createControlAccess({ host, origins: controlOrigins, token: options.controlToken });
    app.register(controlRoutes(engine.control, access), { prefix: CONTROL_PATH });
    app.register(pageRoutes(options.pages ?? {}, access), { prefix: CONTROL_PATH });
    app.get("/", (request, reply) => {
      if (options.pages && asksForPage(request)) reply.header("Vary", "Accept").redirect(`.${CONTROL_PATH}/`, 302);
      else refuse(request, reply, notAnOperation(request.method, request.url));
    });
  }
  app.register(cors, corsOptions(options.corsOrigins, options.explain));
  app.post("/", (request, reply) => {
    serveCall(engine, callOf(request), takeOver(request, reply));
  });
  for (const path of operationPaths) {
    app.post(path, (request, reply) => {
      const call = callOf(request);
      serveCall(engine, { ...call, headers: headersOfPathCall(path, call.headers) }, takeOver(request, reply));
    });
  }
  app.setNotFoundHandler((request, reply) => {
    // These paths are ours, not AWS's: HTTP's own answer (RFC 9110, section 15.5.6).
    const error = notAnOperation(request.method, request.url);
    if (operationPaths.has(pathOf(request))) reply.code(405).header("Allow", "POST").send(error.body);
    else refuse(request, reply, error);
  });
  app.setErrorHandler((error, request, reply) => refuse(request, reply, protocolErrorOf(error)));
  return app;

  function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    refuseCall(engine, callOf(request), takeOver(request, reply), error);
  }
}

function callOf({ headers, body, ip }: FastifyRequest): EngineRequest {
  return { headers, body: Buffer.isBuffer(body) ? body : NO_BODY, receivedAt: performance.now(), sourceIp: ip };
}

/** Takes the response out of Fastify's hands, with the headers that the CORS plugin has set. */
function takeOver(request: FastifyRequest, reply: FastifyReply): FastifyReply["raw"] {
  const response = reply.hijack().raw;
  if (request.headers.origin !== undefined) {
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) response.setHeader(name, value);
  }
  return response;
}

/** The path of a request, without its query. */
function pathOf({ url }: FastifyRequest): string {
  return url.split("?", 1)[0] ?? "";
}

/** Fastify's own errors as errors of the protocol. */
function protocolErrorOf(error: unknown): unknown {
  const { code } = error as { code?: string };
  // The client hung up while it was sending: nobody reads this.
  if (code === "ECONNRESET") return protocolError("mock.not-http");
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return tooLarge();
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return protocolError("protocol.media-type-foreign");
  return code?.startsWith("FST_ERR_CTP_") ? protocolError("mock.not-http") : error;
}
