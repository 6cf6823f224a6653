import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { ContractTarget } from "../../contracts/targets/contract-target";

/** What happens to a request: it is answered, it is never answered, or its connection is cut. */
export type Fate = "answer" | "silence" | "cut";

/** A target that passes requests on to a mock until it fails. */
export interface FailingTarget extends ContractTarget {
  /** How many requests it has got. */
  requests(): number;
  /** Stops listening and cuts every connection, as a server that crashes. */
  crash(): void;
}

/** Starts a target whose n-th request, from 1, has the fate that `fateOf` says of it and its operation. */
export async function startFailing(
  mock: string,
  fateOf: (nth: number, operation: string) => Fate,
): Promise<FailingTarget> {
  let nth = 0;
  const server = createServer(async (from, to) => {
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const fate = fateOf(++nth, String(from.headers["x-amz-target"]).replace("TrentService.", ""));
    if (fate === "silence") return;
    if (fate === "cut") return void from.socket.destroy();
    const passed = request(mock, { method: from.method, path: from.url, headers: from.headers });
    passed.on("response", (response) => {
      to.sendDate = false;
      to.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(to);
    });
    passed.on("error", () => to.destroy());
    passed.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const crash = () => {
    server.closeAllConnections();
    server.close();
  };
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { name: url.host, version: "unknown", url, requests: () => nth, crash, stop: async () => crash() };
}
