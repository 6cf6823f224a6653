import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createEngine } from "../../mock/engine/create-engine";
import { type RunningServer, startServer } from "../../mock/server/listen";
import { loadGenerated } from "../../mock/server/load-document";
import { type Conversation, hostileClient, seeded } from "./hostile-requests";
import { exchange, open, parseAnswers, readToEnd, requestBytes } from "./raw";
import { AWS_JSON, call, json, KEY_ID, memoryLog, OPTIONS } from "./running";
import { wireFaults } from "./wire-form";

/** How many requests there are, and the seed that makes them: a failure prints it, `TRENT_HOSTILE_SEED=n npx jest hostile` replays it. */
const REQUESTS = Number(process.env.TRENT_HOSTILE_REQUESTS ?? 2_000);
const SEED = Number(process.env.TRENT_HOSTILE_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** How long a client may take here, in milliseconds, and how long an answer may take before it counts as a hang. */
const REQUEST_TIMEOUT = 1_000;
const HANG = 10_000;

const log = memoryLog();
let server: RunningServer;

beforeAll(async () => {
  const loaded = await loadGenerated();
  const { examples } = loaded;
  server = await startServer({
    engine: createEngine({ loaded, locality: OPTIONS, examples, log, control: false }),
    log,
    host: "127.0.0.1",
    port: 0,
    corsOrigins: [],
    requestTimeout: REQUEST_TIMEOUT,
  });
});
afterAll(() => server.close());

beforeEach(() => {
  log.lines.length = 0;
});

/** After whatever it was, the mock answers, and has not met a fault of its own. */
afterEach(async () => {
  expect((await call(server.url, "EnableKeyRotation")).status).toBe(200);
  expect(log.lines.filter((line) => line.includes(" error "))).toEqual([]);
});

const post = (body: string | Buffer, operation = "EnableKeyRotation") =>
  requestBytes([`Content-Type: ${AWS_JSON}`, `X-Amz-Target: TrentService.${operation}`], body);

/** The head of a call that the document alone answers, without its end. */
const HEAD = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${AWS_JSON}\r\nX-Amz-Target: TrentService.ListKeys\r\n`;

test(`${REQUESTS} hostile requests: each is answered in the wire form or its connection is closed`, async () => {
  const next = hostileClient(seeded(SEED));
  let sent = 0;
  let answered = 0;
  const converse = async (): Promise<void> => {
    while (sent < REQUESTS) {
      const conversation = next();
      sent += conversation.methods.length + (conversation.broken ? 1 : 0);
      const answers = await checkedAnswers(conversation);
      answered += answers;
    }
  };
  await Promise.all(Array.from({ length: 16 }, converse));
  expect(answered).toBeGreaterThan(REQUESTS / 2);
});

/** How many answers a conversation had; each must be right, and none may be missing. */
async function checkedAnswers(conversation: Conversation): Promise<number> {
  const socket = await open(server.url);
  const ended = Promise.race([readToEnd(socket), hang(socket)]);
  socket.write(conversation.bytes);
  if (conversation.hangsUp) socket.destroy();
  const got = await ended;
  if (conversation.hangsUp) return 0;
  const fail = (why: string): never => {
    const sent = conversation.bytes.toString("latin1").replaceAll(/(.)\1{40,}/g, "$1...");
    const answer = `answered: ${JSON.stringify(got?.toString("latin1"))}`;
    throw new Error(`${why}\nTRENT_HOSTILE_SEED=${SEED}\nsent: ${JSON.stringify(sent)}\n${answer}`);
  };
  if (got === undefined) return fail("the connection hangs");
  const answers = parseAnswers(got, conversation.methods);
  const faults = answers.flatMap((answer, i) => wireFaults(answer, conversation.methods[i]));
  if (faults.length > 0) fail(faults.join("\n"));
  const most = conversation.methods.length + (conversation.broken ? 1 : 0);
  // On a busy machine the time of a request may be over before the mock has read it.
  const isLate = answers.at(-1)?.bytes.includes("was not sent in time") === true;
  const least = conversation.broken && isLate ? 0 : conversation.methods.length;
  if (answers.length < least || answers.length > most) fail(`${answers.length} answers to ${most} requests`);
  return answers.length;
}

async function hang(socket: Socket): Promise<undefined> {
  socket.setTimeout(HANG);
  await once(socket, "timeout").catch(() => new Promise(() => {}));
  socket.destroy();
  return undefined;
}

describe("a body that is all nesting costs no stack", () => {
  const deep = 500_000;
  it.each([
    { what: "lists left open", body: "[".repeat(deep), want: { __type: "SerializationException" } },
    {
      what: "lists",
      body: `${"[".repeat(deep)}${"]".repeat(deep)}`,
      want: { __type: "SerializationException" },
    },
    {
      what: "lists in an unknown member, a null within",
      body: `{"KeyId":"${KEY_ID}","x":${"[".repeat(deep)}null${"]".repeat(deep)}}`,
      want: undefined,
    },
    {
      what: "objects in an unknown member, a null within",
      body: `{"KeyId":"${KEY_ID}","x":${'{"a":'.repeat(100_000)}null${"}".repeat(100_000)}}`,
      want: undefined,
    },
    {
      what: "objects for a text",
      body: `{"KeyId":${'{"a":'.repeat(100_000)}null${"}".repeat(100_000)}}`,
      want: { __type: "SerializationException" },
    },
    {
      what: "lists for a list of texts",
      body: `{"KeyId":"${KEY_ID}","TagKeys":${"[".repeat(deep)}${"]".repeat(deep)}}`,
      want: { __type: "SerializationException" },
    },
  ])("$what", async ({ body, want }) => {
    const answered = await call(server.url, want === undefined ? "EnableKeyRotation" : "UntagResource", body);
    expect(wireFaults(answered)).toEqual([]);
    expect(answered.status).toBe(want === undefined ? 200 : 400);
    if (want !== undefined) expect(json(answered)).toMatchObject(want);
  });
});

describe("members that every object has are members like any other", () => {
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("%s", async (member) => {
    const inherited = `{"${member}":{"KeyId":"${KEY_ID}"}}`;
    expect((await call(server.url, "EnableKeyRotation", inherited)).status).toBe(400);
    const beside = `{"KeyId":"${KEY_ID}","${member}":{"x":null}}`;
    expect((await call(server.url, "EnableKeyRotation", beside)).status).toBe(200);
    expect(({} as Record<string, unknown>).KeyId).toBeUndefined();
  });
});

describe("what is no request is refused in the wire form, and its connection closed", () => {
  it.each([
    { what: "no HTTP", bytes: "Hello\r\n\r\n" },
    {
      what: "two lengths",
      bytes: "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    },
    {
      what: "a length and chunks",
      bytes: "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    },
    { what: "a broken chunk", bytes: "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" },
    { what: "another HTTP", bytes: "POST / HTTP/9.9\r\nHost: localhost\r\n\r\n" },
    { what: "the opening of TLS", bytes: Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03]) },
  ])("$what", async ({ bytes }) => {
    const answers = parseAnswers(await exchange(server.url, bytes));
    expect(answers.map((answered) => answered.status)).toEqual([400]);
    expect(answers.flatMap((answered) => wireFaults(answered))).toEqual([]);
    expect(json(answers[0] as (typeof answers)[0])).toEqual({
      __type: "SerializationException",
      Message: "The request is not HTTP.",
    });
  });

  it("headers over 16 KiB, with the reason", async () => {
    const answers = parseAnswers(await exchange(server.url, `${HEAD}X-Huge: ${"h".repeat(20_000)}\r\n\r\n`));
    expect(answers.map(({ statusLine }) => statusLine)).toEqual(["HTTP/1.1 431 Request Header Fields Too Large"]);
    expect(answers.flatMap((answered) => wireFaults(answered))).toEqual([]);
    expect(answers.map((answered) => json(answered))).toEqual([
      {
        __type: "RequestEntityTooLargeException",
        message: "The headers of a request have at most 16384 bytes.",
      },
    ]);
  });
});

describe("garbage after requests does not cost them their answers", () => {
  const call200 = `${HEAD}Content-Length: 2\r\n\r\n{}`;
  const broken = `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`;
  it.each<{ what: string; bytes: string; want: number[] }>([
    { what: "a request, then garbage", bytes: `${call200}Hello\r\n\r\n`, want: [200, 400] },
    { what: "three requests, then garbage", bytes: `${call200.repeat(3)}\0\r\n\r\n`, want: [200, 200, 200, 400] },
    { what: "a request, then one with a broken body", bytes: `${call200}${broken}`, want: [200, 400] },
    { what: "a request, then too large headers", bytes: `${call200}${HEAD}X: ${"h".repeat(20_000)}`, want: [200, 431] },
    { what: "a request, then CONNECT", bytes: `${call200}CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n`, want: [200, 400] },
    { what: "only a broken body", bytes: broken, want: [400] },
    {
      what: "a request that closes, then garbage",
      bytes: `${call200.replace("\r\n", "\r\nConnection: close\r\n")}Hello\r\n\r\n`,
      want: [200],
    },
  ])("$what", async ({ bytes, want }) => {
    const answers = parseAnswers(await exchange(server.url, bytes));
    expect(answers.map((answered) => answered.status)).toEqual(want);
    expect(answers.flatMap((answered) => wireFaults(answered))).toEqual([]);
  });
});

describe("a client that stops half way is refused when its time is over, and its connection closed", () => {
  const half = post(`{"KeyId":"${KEY_ID}"}`);
  const stops: Record<string, string | Buffer> = {
    "before all": "",
    "in the first line": half.subarray(0, 6),
    "in the headers": half.subarray(0, 60),
    "in the body": half.subarray(0, half.length - 10),
    "in a chunk": "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{",
  };

  const closesNever = async () => {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(server.url).port), allowHalfOpen: true });
    const failed = once(socket, "error").catch((error: NodeJS.ErrnoException) => [error]);
    socket.resume().write(half.subarray(0, half.length - 10));
    await once(socket, "end");
    // The rest of the request comes too late: the mock has let go of the connection, and does not serve it.
    const late = setInterval(() => socket.write(half.subarray(half.length - 10)), 20);
    const [error] = (await failed) as [NodeJS.ErrnoException];
    clearInterval(late);
    return error.code;
  };

  // Their time is over after two seconds: both tests wait for the same ones.
  let code: ReturnType<typeof closesNever>;
  beforeAll(() => {
    code = closesNever();
  });

  it(Object.keys(stops).join(", "), async () => {
    const answered = Object.entries(stops).map(async ([where, bytes]) => {
      const answers = parseAnswers(await exchange(server.url, bytes));
      const faults = answers.flatMap((answer) => wireFaults(answer));
      return [where, { statuses: answers.map((answer) => answer.status), faults }];
    });
    const want = Object.keys(stops).map((where) => [where, { statuses: [400], faults: [] }]);
    expect(await Promise.all(answered)).toEqual(want);
  });

  it("also where it never closes its own end", async () => {
    expect(["EPIPE", "ECONNRESET"]).toContain(await code);
    expect(log.lines.filter((line) => line.includes("EnableKeyRotation"))).toEqual([]);
  });
});

describe("a client that hangs up costs nobody else anything", () => {
  it.each([
    { what: "in the headers", bytes: post("{}").subarray(0, 50) },
    { what: "in the body", bytes: post(`{"KeyId":"${KEY_ID}"}`).subarray(0, -5) },
    { what: "when all is sent", bytes: post(`{"KeyId":"${KEY_ID}"}`) },
    { what: "when an answer from the examples is being made", bytes: post("{}", "ListKeys") },
  ])("$what", async ({ bytes }) => {
    const sockets = await Promise.all(Array.from({ length: 50 }, () => open(server.url)));
    const closed = sockets.map((socket) => once(socket, "close"));
    for (const [i, socket] of sockets.entries()) {
      socket.write(bytes);
      if (i % 2 === 0) socket.destroy();
      else socket.resetAndDestroy();
    }
    await Promise.all(closed);
  });

  it("at the first byte of its answer", async () => {
    const socket = await open(server.url);
    const first = once(socket, "data");
    socket.write(post("{}", "ListKeys"));
    await first;
    socket.resetAndDestroy();
    await once(socket, "close");
  });
});

test.each(["POST / HTTP/1.1", "POST / HTTP/1.0"])("%s without Host is answered like any other", async (first) => {
  const head = `${first}\r\nConnection: close\r\nContent-Type: ${AWS_JSON}\r\nX-Amz-Target: TrentService.ListKeys\r\n`;
  const answers = parseAnswers(await exchange(server.url, `${head}Content-Length: 2\r\n\r\n{}`));
  expect(answers.map((answered) => answered.status)).toEqual([200]);
  expect(answers.flatMap((answered) => wireFaults(answered))).toEqual([]);
});

test("an expectation that cannot be met is refused in the wire form", async () => {
  const headers = [`Content-Type: ${AWS_JSON}`, "X-Amz-Target: TrentService.ListKeys", "Expect: 200-ok"];
  const answers = parseAnswers(await exchange(server.url, requestBytes(headers, "{}")));
  expect(answers.map((answered) => answered.status)).toEqual([400]);
  expect(answers.flatMap((answered) => wireFaults(answered))).toEqual([]);
});

test("Expect: 100-continue, as curl sends with a long body, is met", async () => {
  const headers = [`Content-Type: ${AWS_JSON}`, "X-Amz-Target: TrentService.ListKeys", "Expect: 100-continue"];
  const bytes = await exchange(server.url, requestBytes(headers, "{}"));
  expect(bytes.toString("latin1")).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
});

test("a body that arrives piece by piece is read whole, and so is the next request on the connection", async () => {
  const head = [
    "POST / HTTP/1.1",
    "Host: localhost",
    `Content-Type: ${AWS_JSON}`,
    "X-Amz-Target: TrentService.DescribeKey",
  ];
  const body = JSON.stringify({ KeyId: KEY_ID });
  const chunks = [...body].map((character) => `1\r\n${character}\r\n`);
  const request = (...more: string[]) => [...head, ...more, "Transfer-Encoding: chunked", "", ""].join("\r\n");
  const socket = await open(server.url);
  const answers = readToEnd(socket);
  socket.setNoDelay(true);
  for (const piece of [request(), ...chunks, `0\r\n\r\n${request("Connection: close")}`, ...chunks, "0\r\n\r\n"])
    await new Promise((sent) => socket.write(piece, sent));
  const keys = parseAnswers(await answers).map((answered) => json(answered));
  expect(keys).toMatchObject(Array(2).fill({ KeyMetadata: { KeyId: KEY_ID } }));
});

test("a body far over the limit is refused, and the client can read that", async () => {
  const answered = await call(server.url, "ListKeys", Buffer.alloc(16 * 1_048_576, " "));
  expect(json(answered)).toMatchObject({ __type: "RequestEntityTooLargeException" });
});

describe("after a body over the limit, the next request on the connection is answered", () => {
  const head = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${AWS_JSON}\r\nX-Amz-Target: TrentService.ListKeys\r\n`;
  const chunk = `7a120\r\n${" ".repeat(500_000)}\r\n`;
  it.each([
    { what: "with a length", bytes: `${head}Content-Length: 4000000\r\n\r\n${" ".repeat(4_000_000)}` },
    { what: "in chunks", bytes: `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(8)}0\r\n\r\n` },
  ])("$what", async ({ bytes }) => {
    const next = `${head}Connection: close\r\nContent-Length: 2\r\n\r\n{}`;
    const answers = parseAnswers(await exchange(server.url, bytes + next));
    expect(answers.map((answered) => answered.status)).toEqual([400, 200]);
    expect(answers.flatMap((answered) => wireFaults(answered))).toEqual([]);
  });
});
