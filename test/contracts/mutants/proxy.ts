import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer on its way through: any part may be changed. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** What was asked. */
export interface Asked {
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: a mutant reads whatever was sent.
  readonly body: any;
  readonly headers: IncomingHttpHeaders;
}

/** A faulty implementation: one thing of the mock, broken. */
export interface Mutant {
  readonly id: string;
  /** The clause that has to catch it. */
  readonly clause: string;
  /** Changes the request before it is passed on. */
  readonly ask?: (headers: Record<string, string | string[] | undefined>, body: string) => string | undefined;
  /** Changes the answer; `memory` lasts as long as the mutant. */
  readonly answer?: (answer: Answer, asked: Asked, memory: Map<string, number>) => void;
}

/** A mutant that listens. */
export interface RunningMutant {
  readonly url: URL;
  close(): Promise<void>;
}

/** Puts a mutant between the suite and the mock. */
export async function startMutant(mock: URL, { ask, answer }: Pick<Mutant, "ask" | "answer">): Promise<RunningMutant> {
  const memory = new Map<string, number>();
  const server = createServer(async (from, to) => {
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk);
    let body: Buffer | string = Buffer.concat(chunks);
    const headers: Record<string, string | string[] | undefined> = { ...from.headers };
    delete headers["transfer-encoding"];
    if (ask) {
      const changed = ask(headers, body.toString("utf8"));
      if (changed !== undefined) body = changed;
    }
    headers["content-length"] = String(Buffer.byteLength(body));
    headers.connection = "close";
    const method = typeof headers[":method"] === "string" ? headers[":method"] : from.method;
    delete headers[":method"];
    const passed = request(mock, { method, path: from.url, headers, agent: false });
    passed.on("error", () => to.destroy());
    passed.end(body);
    passed.on("response", async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part);
      const came: Answer = {
        status: response.statusCode ?? 0,
        headers: {},
        body: Buffer.concat(parts).toString("utf8"),
      };
      for (const [name, value] of Object.entries(response.headers)) {
        if (value !== undefined && name !== "connection" && name !== "keep-alive") came.headers[name] = value;
      }
      const before = came.body;
      answer?.(came, askedOf(from.headers, body), memory);
      if (came.body !== before && "content-length" in came.headers)
        came.headers["content-length"] = String(Buffer.byteLength(came.body));
      to.sendDate = false;
      to.writeHead(came.status, came.headers);
      to.end(came.body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function askedOf(headers: IncomingHttpHeaders, body: Buffer | string): Asked {
  let json: unknown = {};
  try {
    json = JSON.parse(body.toString("utf8")) ?? {};
  } catch {}
  return { operation: String(headers["x-amz-target"]).replace("TrentService.", ""), body: json, headers };
}
