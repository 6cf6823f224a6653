import type { AddressInfo } from "node:net";
import { TrentProblem } from "../../openapi/dialect/problems";
import { prepareClose } from "./ending/close-server";
import { createHttpServer, type HttpServerOptions } from "./http-server";
import { GRACE } from "./mock-options";

/** How the server listens. */
export interface ServerOptions extends HttpServerOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** How long open requests may take when the server closes, in seconds; {@link GRACE} where absent. */
  readonly grace?: number | undefined;
}

/** A server that is listening. */
export interface RunningServer {
  readonly url: string;
  /** Takes no new connections, answers the open requests within the grace, and cuts the rest. */
  close(): Promise<void>;
}

/**
 * Starts the HTTP server.
 * @throws TrentProblem TRENT_E_LISTEN where it cannot listen on the address.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const app = createHttpServer(options);
  const close = prepareClose(app, (options.grace ?? GRACE) * 1000, options.log);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (cause) {
    await app.close();
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    const why = code === "EADDRINUSE" ? "is taken" : `cannot be listened on (${code})`;
    throw new TrentProblem("TRENT_E_LISTEN", `The address ${options.host}:${options.port} ${why}.`, { cause });
  }
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://${callableHost(options.host)}:${port}`, close };
}

/** The host of a URL at which this machine reaches an address: not every system can call 0.0.0.0. */
function callableHost(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  if (address === "::") return "[::1]";
  return address.includes(":") ? `[${address}]` : address;
}
