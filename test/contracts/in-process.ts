import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { HeaderLine, Received, Sent } from "../../contracts/contract-exchange";
import type { TargetClock } from "../../contracts/given/define-state";
import { createSender, type Sender } from "../../contracts/send/sender";
import { receivedOf } from "../../contracts/send/transport";
import { createEngine, type Engine } from "../../mock/engine/create-engine";
import { createLog } from "../../mock/engine/log";
import { protocolError } from "../../mock/engine/protocol-error";
import type { RequestHeaders } from "../../mock/engine/request-context";
import { randomIds } from "../../mock/engine/state/ids";
import { StateStore } from "../../mock/engine/state-store";
import { loadFixture } from "../../mock/server/fixture-file";
import { loadGenerated } from "../../mock/server/load-document";
import { type Answer, askedOf, type Mutant } from "./mutants/mutant";

/** The mock without a network: thousands of calls then cost no thousands of connections. */
export interface InProcessMock {
  readonly sender: Sender;
  readonly clock: TargetClock & {
    /** Stops the clock: what passes by itself, such as the key state Creating, then lasts however busy the machine is. */
    freeze(): Promise<void>;
  };
}

/** What is wrong with a mock: a rule is switched off, or a mutant changes what goes through. */
export interface Fault {
  readonly ruleOff?: string | undefined;
  readonly mutant?: Pick<Mutant, "ask" | "answer">;
}

/** Where the mock is, and with which keys. */
interface Home {
  readonly region?: string;
  readonly fixture?: "default" | "none";
}

const ACCOUNT = "111122223333";
const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** Never opened: it only has a place in the signature. */
const NOWHERE = new URL("http://127.0.0.1:1");

/** Of these Node takes the first when they come twice; all others it joins (documentation of `message.headers`). */
const FIRST_COUNTS = new Set(["content-type", "content-length", "host", "authorization", "user-agent"]);

/** Makes a mock with a state of its own. */
export async function mockInProcess(
  fault: Fault = {},
  { region = "us-east-1", fixture = "default" }: Home = {},
): Promise<InProcessMock> {
  const loaded = await loadGenerated();
  const log = createLog("silent", () => {});
  const locality = { region, account: ACCOUNT };
  const store = new StateStore((now) => loadFixture(fixture, locality, now), randomIds(), fault.ruleOff);
  const { examples } = loaded;
  const engine = createEngine({ loaded, locality, store, examples, log, control: true, ruleOff: fault.ruleOff });
  const memory = new Map<string, number>();
  return {
    sender: { ...createSender(NOWHERE, CREDENTIALS), deliver: (sent) => deliver(engine, sent, fault, memory) },
    clock: {
      freeze: async () => {
        await engine.control?.({ method: "PUT", path: "/_trent/clock", body: '{"frozen":true}' });
      },
      advance: async (milliseconds) => {
        const body = JSON.stringify({ move: { seconds: milliseconds / 1000 } });
        await engine.control?.({ method: "PUT", path: "/_trent/clock", body });
      },
    },
  };
}

async function deliver(engine: Engine, sent: Sent, { mutant }: Fault, memory: Map<string, number>): Promise<Received> {
  const headers = headersOf(sent.headers);
  headers["content-length"] ??= String(sent.body.length);
  const asked = askedOf({ ...headers } as IncomingHttpHeaders, sent.body);
  headers[":method"] = sent.method;
  const changed = mutant?.ask?.(headers, sent.body.toString("utf8"));
  const body = changed === undefined ? sent.body : Buffer.from(changed);
  const answer = await answerOf(engine, headers, body, sent.path);
  const before = answer.body;
  mutant?.answer?.(answer, asked, memory);
  if (answer.body !== before && "content-length" in answer.headers)
    answer.headers["content-length"] = String(Buffer.byteLength(answer.body));
  const lines = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value].flat().map((each): HeaderLine => [name, each]),
  );
  return receivedOf(answer.status, lines, Buffer.from(answer.body));
}

/** What the server adds to the engine: the one path and method, and the headers that belong to HTTP. */
async function answerOf(
  engine: Engine,
  { ":method": method, ...headers }: RequestHeaders,
  body: Buffer,
  path: string,
): Promise<Answer> {
  const request = { headers, body, receivedAt: performance.now(), sourceIp: "127.0.0.1" };
  const isCall = method === "POST" && /^\/(\?|$)/.test(path);
  const answer = await (isCall
    ? engine.handle(request)
    : engine.refuse(request, protocolError(method === "POST" ? "protocol.path" : "protocol.method")));
  const own = Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const length = String(Buffer.byteLength(answer.body));
  return {
    status: answer.status,
    headers: { ...Object.fromEntries(own), "content-length": length, date: new Date().toUTCString() },
    body: answer.body,
  };
}

function headersOf(lines: readonly HeaderLine[]): Record<string, string | string[] | undefined> {
  const headers: Record<string, string | string[] | undefined> = {};
  for (const [sent, value] of lines) {
    const name = sent.toLowerCase();
    const first = headers[name];
    if (first === undefined) headers[name] = value;
    else if (!FIRST_COUNTS.has(name)) headers[name] = `${first}, ${value}`;
  }
  return headers;
}

/** Lets a client that needs a URL call such a mock. */
export async function listenInProcess({
  sender,
}: Pick<InProcessMock, "sender">): Promise<{ url: URL; close(): Promise<void> }> {
  const server = createServer(async (from, to) => {
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk);
    const headers = Object.entries(from.headers).map(([name, value]): HeaderLine => [name, String(value)]);
    const sent = { operation: undefined, method: from.method ?? "", path: from.url ?? "", headers };
    const { status, headers: lines, bytes } = await sender.deliver({ ...sent, body: Buffer.concat(chunks) }, false);
    to.writeHead(status, lines.flat());
    to.end(bytes);
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
