import nodeCrypto from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { HeaderLine, Received, Sent } from "../../contracts/contract-exchange";
import type { TargetClock } from "../../contracts/given/define-state";
import { probe } from "../../contracts/run/probe";
import { createRunContext, type RunContext } from "../../contracts/run/run-context";
import { headersAsRead } from "../../contracts/send/fetch-transport";
import { createSender, type Sender } from "../../contracts/send/sender";
import { receivedOf } from "../../contracts/send/transport";
import { controlledClock } from "../../contracts/targets/target-clock";
import { createFetch } from "../../mock/adapters/fetch";
import { createEngine } from "../../mock/engine/create-engine";
import { cryptographyAtHand } from "../../mock/engine/cryptography/cryptography";
import { WrappingKeys } from "../../mock/engine/cryptography/wrapping-keys";
import { createLog } from "../../mock/engine/log";
import type { RequestHeaders } from "../../mock/engine/request-context";
import { allOperations } from "../../mock/engine/state/all-operations";
import { seededIds } from "../../mock/engine/state/ids";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { StateStore } from "../../mock/engine/state-store";
import { createNodeCryptography } from "../../mock/node-cryptography/node-cryptography";
import { loadFixture } from "../../mock/server/fixture-file";
import { loadGenerated } from "../../mock/server/load-document";
import { type Answer, askedOf, type Mutant } from "./mutants/mutant";

/** The mock without a network: thousands of calls then cost no thousands of connections. */
export interface InProcessMock {
  readonly sender: Sender;
  readonly clock: TargetClock & {
    /** Stops the clock: what passes by itself, such as the key state Creating, then lasts however busy the machine is. */
    freeze(): Promise<void>;
    /**
     * Lets end what runs in the background of the mock, and goes back: thousands of waits would carry the clock away from
     * the suite's own.
     */
    wait(milliseconds: number): Promise<void>;
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

/** Shared by all mocks of a process: to make a pair for each of them would take most of the time of the tests. */
const WRAPPING_KEYS = new WrappingKeys(seededIds("wrapping keys").bytes);

/** Never opened: it only has a place in the signature. */
const NOWHERE = new URL("http://127.0.0.1:1");

/** Makes a mock with a state of its own. */
export async function mockInProcess(
  fault: Fault = {},
  { region = "us-east-1", fixture = "default" }: Home = {},
): Promise<InProcessMock> {
  const loaded = await loadGenerated();
  const log = createLog("silent", () => {});
  const locality = { region, account: ACCOUNT };
  const store = new StateStore((now) => loadFixture(fixture, locality, now), {
    operations: allOperations,
    ruleOff: fault.ruleOff,
    cryptography: cryptographyAtHand(createNodeCryptography(nodeCrypto)),
    wrappingKeys: WRAPPING_KEYS,
  });
  const { examples } = loaded;
  const engine = createEngine({ loaded, locality, store, examples, log, control: true, ruleOff: fault.ruleOff });
  const fetch = createFetch(engine);
  const sender = createSender(NOWHERE, CREDENTIALS, undefined, fetch);
  const memory = new Map<string, number>();
  const { mutant } = fault;
  const clock = controlledClock(NOWHERE, fetch);
  return {
    sender: mutant ? { ...sender, deliver: (sent) => deliverMutated(sender, sent, mutant, memory) } : sender,
    clock: {
      ...clock,
      wait: async (milliseconds) => {
        const passed = Math.max(milliseconds, ...Object.values(DEFAULT_TIMING));
        await clock.advance(passed);
        await clock.advance(-passed);
      },
      freeze: async () => {
        await engine.control?.({ method: "PUT", path: "/_trent/clock", body: '{"frozen":true}' });
      },
    },
  };
}

async function deliverMutated(
  sender: Sender,
  sent: Sent,
  mutant: NonNullable<Fault["mutant"]>,
  memory: Map<string, number>,
): Promise<Received> {
  const headers: RequestHeaders = { "content-length": String(sent.body.length), ...headersAsRead(sent.headers) };
  const asked = askedOf({ ...headers } as IncomingHttpHeaders, sent.body);
  const written: Record<string, string | string[] | undefined> = { ...headers, ":method": sent.method };
  const changed = mutant.ask?.(written, sent.body.toString("utf8"));
  const { ":method": method, ...rest } = written;
  const lines = Object.entries(rest).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): HeaderLine => [name, each]),
  );
  const body = changed === undefined ? sent.body : Buffer.from(changed);
  const received = await sender.deliver({ ...sent, method: String(method), headers: lines, body }, false);
  const before = received.bytes.toString("utf8");
  const answer: Answer = { status: received.status, headers: Object.fromEntries(received.headers), body: before };
  mutant.answer?.(answer, asked, memory);
  if (answer.body !== before && "content-length" in answer.headers)
    answer.headers["content-length"] = String(Buffer.byteLength(answer.body));
  const answered = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value].flat().map((each): HeaderLine => [name, each]),
  );
  return receivedOf(answer.status, answered, Buffer.from(answer.body));
}

/** What a run of cases needs on such a mock, which the probe has asked. Without a clock it is a target that has none to move. */
export async function contextOn(
  { sender, clock }: InProcessMock,
  { region = "us-east-1", hasClock = true } = {},
): Promise<RunContext> {
  return createRunContext(sender, await probe(sender, region), {
    clock: hasClock ? clock : undefined,
    // What the mock does in the background is done at once; to wait for it takes a minute.
    wait: clock.wait,
    gate: undefined,
    onAnswer: undefined,
    patience: 0,
    frugal: false,
  });
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
