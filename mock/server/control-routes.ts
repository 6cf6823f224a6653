import { Readable } from "node:stream";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CONTROL_PATH, CONTROL_ROUTES, type HandleControl, TextPieces } from "../engine/control/handle-control";

/** The largest body in bytes: a state of 100,000 keys has 43 MB. */
const STATE_LIMIT = 256 * 2 ** 20;

/** Serves the control interface. Fastify finds the route, limits the body and writes the JSON; the rest is the engine's. */
export function controlRoutes(control: HandleControl): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    for (const { method, path } of CONTROL_ROUTES) {
      const limit = method === "PUT" && path.endsWith("/state") ? { bodyLimit: STATE_LIMIT } : {};
      app.route({
        method,
        url: path.slice(CONTROL_PATH.length),
        ...limit,
        handler: (request, reply) => answer(request, reply, path),
      });
    }
    app.setNotFoundHandler((request, reply) => answer(request, reply, request.url));
    app.setErrorHandler((error: FastifyError, _request, reply) => {
      const status = error.statusCode ?? 500;
      return reply.code(status).send({ error: status < 500 ? error.message : "The mock itself failed." });
    });
  };

  async function answer({ method, body }: FastifyRequest, reply: FastifyReply, path: string): Promise<FastifyReply> {
    const text = Buffer.isBuffer(body) ? body.toString("utf8") : "";
    const { status, body: answered } = await control({ method, path, body: text });
    if (!(answered instanceof TextPieces)) return reply.code(status).send(answered);
    // A stream asks for the next piece when the client has taken the one before.
    return reply.code(status).type("application/json").send(Readable.from(answered.pieces));
  }
}
