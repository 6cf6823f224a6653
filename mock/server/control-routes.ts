import { Readable } from "node:stream";
import cors from "@fastify/cors";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
import { CONTROL_PATH, CONTROL_ROUTES, type HandleControl, TextPieces } from "../engine/control/handle-control";
import type { ControlAccess } from "./access/control-access";
import { CONTROL_CORS } from "./cors";

/** The largest body in bytes: a state of 100,000 keys has 43 MB. */
const STATE_LIMIT = 256 * 2 ** 20;

/** The path of a request, without its query. */
function pathOf({ url }: FastifyRequest): string {
  return url.split("?", 1)[0] ?? "";
}

/** The query of a request, without its `?`; undefined where there is none. */
function queryOf({ url }: FastifyRequest): string | undefined {
  const start = url.indexOf("?");
  return start < 0 ? undefined : url.slice(start + 1);
}

/**
 * Serves the control interface to those who may use it. Fastify finds the route, limits the body and writes the JSON; the
 * rest is the engine's.
 */
export function controlRoutes(
  control: HandleControl,
  { refusePage, refuseCall }: ControlAccess,
): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    // In this order: a page that may not use it gets no CORS header, one that may can read why its call is refused.
    app.addHook("onRequest", unless(refusePage));
    await app.register(cors, CONTROL_CORS);
    app.addHook("onRequest", unless(refuseCall));
    for (const { method, path } of CONTROL_ROUTES) {
      const limit = method === "PUT" && path.endsWith("/state") ? { bodyLimit: STATE_LIMIT } : {};
      app.route({
        method,
        url: path.slice(CONTROL_PATH.length),
        ...limit,
        handler: (request, reply) => answer(request, reply, path.endsWith("/:id") ? pathOf(request) : path),
      });
    }
    app.setNotFoundHandler((request, reply) => answer(request, reply, pathOf(request)));
    app.setErrorHandler((error: FastifyError, _request, reply) => {
      const status = error.statusCode ?? 500;
      return reply.code(status).send({ error: status < 500 ? error.message : "The mock itself failed." });
    });
  };

  function unless(refuse: ControlAccess["refuseCall"]): onRequestHookHandler {
    return (request, reply, done) => {
      const refusal = refuse(request);
      if (refusal) reply.code(refusal.status).send({ error: refusal.error });
      else done();
    };
  }

  async function answer(request: FastifyRequest, reply: FastifyReply, path: string): Promise<FastifyReply> {
    const { method, body } = request;
    const text = Buffer.isBuffer(body) ? body.toString("utf8") : "";
    const { status, body: answered } = await control({ method, path, query: queryOf(request), body: text });
    if (!(answered instanceof TextPieces)) return reply.code(status).send(answered);
    // A stream asks for the next piece when the client has taken the one before.
    return reply.code(status).type("application/json").send(Readable.from(answered.pieces));
  }
}
