import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Log } from "../../engine/log";

/** How often connections that have nothing open are looked for while the server closes, in milliseconds. */
const INTERVAL = 20;

/** Ends a server. */
export type CloseServer = () => Promise<void>;

/**
 * Prepares the end of a server: it then takes no new connections, answers the open requests, and closes each connection
 * as soon as nothing is open on it. What is still open after the grace is cut, and the log says so.
 * @param grace in milliseconds.
 */
export function prepareClose(app: FastifyInstance, grace: number, log: Log): CloseServer {
  const sockets = new Set<Socket>();
  app.server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return async () => {
    const sweep = setInterval(() => {
      app.server.closeIdleConnections();
      // A browser opens connections in advance. Node does not count them as idle before their first request.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }, INTERVAL);
    const force = setTimeout(() => {
      log.warn(`the end cut ${sockets.size} connections whose requests were not answered within ${grace / 1000} s`);
      app.server.closeAllConnections();
    }, grace);
    await app.close();
    clearInterval(sweep);
    clearTimeout(force);
  };
}
