import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type MockOptions, mockCommand, parseOptions } from "../../mock/server/mock-options";
import { runMock as startMock } from "../../mock/server/run-mock";
import { TrentProblem } from "../../openapi/dialect/problems";
import { MockProcess, runMock } from "./child";
import { open, parseAnswers, readToEnd, requestBytes } from "./raw";
import { AWS_JSON, call, memoryLog, NAMES, send, startTestMock } from "./running";
import { wireFaults } from "./wire-form";

const OPTIONS = mockCommand().options;

/** What open requests are given at the end here, in milliseconds; an end that waits for none is sooner. */
const GRACE = 1_000;

function requestOf(operation: string, connection: "close" | "keep-alive"): Buffer {
  const bytes = requestBytes([`Content-Type: ${AWS_JSON}`, `X-Amz-Target: TrentService.${operation}`], "{}");
  return Buffer.from(bytes.toString("latin1").replace("Connection: close", `Connection: ${connection}`), "latin1");
}

describe("the mock starts, says where, and ends on a signal with code 0", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("%s", async (signal) => {
    const mock = new MockProcess(["--port", "0", "--region", "eu-central-1"]);
    const url = await mock.listening();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await call(url, "EnableKeyRotation")).status).toBe(200);
    const { code, signal: by, stdout, stderr, after } = await mock.end(signal);
    expect({ code, by }).toEqual({ code: 0, by: null });
    expect(after).toBeLessThan(GRACE);
    expect(stderr).toMatch(/^\S+Z info {2}EnableKeyRotation 200 \d+\.\d+ ms\n$/);
    for (const line of [
      `TrentService: ${NAMES.length} operations, listening on ${url}\n`,
      `export AWS_ENDPOINT_URL_KMS=${url} AWS_REGION=eu-central-1 `,
      `aws kms enable-key-rotation --key-id 1234abcd-12ab-34cd-56ef-1234567890ab --endpoint-url ${url} --region eu-central-1\n`,
      `new KMSClient({ endpoint: "${url}", region: "eu-central-1", `,
      `curl -i ${url} -H 'X-Amz-Target: TrentService.EnableKeyRotation' `,
    ]) {
      expect(stdout).toContain(line);
    }
  });
});

/** A mock in this process, and its end. */
async function begin(options: Partial<MockOptions> = {}) {
  const log = memoryLog();
  const mock = await startTestMock({ stateless: false, ...options }, log);
  const end = async () => {
    const from = performance.now();
    await mock.close();
    return { after: performance.now() - from, logged: log.lines.join("") };
  };
  return { url: mock.url, end };
}

describe("the end", () => {
  it("answers the requests that have arrived, though their answers are still being made", async () => {
    const mock = new MockProcess(["--port", "0"]);
    const url = await mock.listening();
    const sockets = await Promise.all([open(url), open(url)]);
    const answered = sockets.map(readToEnd);
    // One write is read as one: with the first answer the second request has arrived too.
    const refused = sockets.map((socket) => once(socket, "data"));
    sockets[0]?.write(Buffer.concat([requestOf("Nothing", "keep-alive"), requestOf("ListKeys", "close")]));
    sockets[1]?.write(Buffer.concat([requestOf("Nothing", "keep-alive"), requestOf("ListKeys", "keep-alive")]));
    await Promise.all(refused);
    const { code, after, stderr } = await mock.end();
    const answers = (await Promise.all(answered)).flatMap((bytes) => parseAnswers(bytes));
    expect(answers.map((answer) => answer.status)).toEqual([400, 200, 400, 200]);
    expect(answers.flatMap((answer) => wireFaults(answer))).toEqual([]);
    expect(code).toBe(0);
    expect(after).toBeLessThan(5_000);
    expect(stderr).not.toContain(" error ");
  });

  it("answers a call that takes longer than a second", async () => {
    const mock = await begin();
    const { url } = mock;
    await send(url, "POST", "/_trent/faults", {}, '{"delay":1500}');
    const socket = await open(url);
    const answered = readToEnd(socket);
    const first = once(socket, "data");
    socket.write(Buffer.concat([requestOf("Nothing", "keep-alive"), requestOf("ListKeys", "keep-alive")]));
    await first;
    const { after, logged } = await mock.end();
    expect(parseAnswers(await answered).map(({ status }) => status)).toEqual([400, 200]);
    expect(logged).not.toContain("the end cut");
    expect(after).toBeLessThan(5_000);
  });

  it("says what it cut after its grace", async () => {
    const mock = await begin({ grace: 0.2 });
    const { url } = mock;
    await send(url, "POST", "/_trent/faults", {}, '{"delay":2000}');
    const sockets = await Promise.all([open(url), open(url)]);
    const answered = sockets.map(readToEnd);
    const first = sockets.map((socket) => once(socket, "data"));
    for (const socket of sockets) {
      socket.write(Buffer.concat([requestOf("Nothing", "keep-alive"), requestOf("ListKeys", "keep-alive")]));
    }
    await Promise.all(first);
    const { after, logged } = await mock.end();
    expect((await Promise.all(answered)).map((bytes) => parseAnswers(bytes).length)).toEqual([1, 1]);
    expect(logged).toMatch(/ warn {2}the end cut 2 connections whose requests were not answered within 0\.2 s\n$/);
    expect(after).toBeLessThan(GRACE);
  });

  it("does not wait for half-open connections longer than its grace", async () => {
    const mock = await begin({ grace: GRACE / 1000 });
    const { url } = mock;
    const request = requestOf("ListKeys", "close");
    const half = await Promise.all([open(url), open(url), open(url)]);
    const ended = half.map(readToEnd);
    half[1]?.write(request.subarray(0, 30));
    half[2]?.write(request.subarray(0, request.length - 1));
    expect((await call(url, "EnableKeyRotation")).status).toBe(200);
    const { after, logged } = await mock.end();
    expect(after).toBeLessThan(GRACE + 1_500);
    expect((await Promise.all(ended)).map((bytes) => bytes.length)).toEqual([0, 0, 0]);
    expect(logged).not.toContain(" error ");
  });

  it("does not wait for a connection that is only kept alive", async () => {
    const mock = await begin();
    const socket = await open(mock.url);
    const ended = readToEnd(socket);
    const answered = once(socket, "data");
    socket.write(requestOf("Nothing", "keep-alive"));
    await answered;
    const { after } = await mock.end();
    expect(after).toBeLessThan(GRACE);
    expect(parseAnswers(await ended).length).toBe(1);
  });
});

describe("what is wrong at the start is one sentence and exit code 2", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "trent-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the command prints: it reports what these two throw. */
  const refused = async (args: readonly string[], env: Record<string, string> = {}) => {
    const before = { ...process.env };
    Object.assign(process.env, env);
    try {
      await startMock(parseOptions(args));
      return "it starts";
    } catch (error) {
      if (!(error instanceof TrentProblem)) throw error;
      return error.report;
    } finally {
      process.env = before;
    }
  };

  it("a port that is taken", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as { port: number };
    const { code, stdout, stderr } = await runMock(["--port", String(port)]);
    holder.close();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^TRENT_E_LISTEN: The address 127\\.0\\.0\\.1:${port} is taken\\. [^\\n]+\\n$`));
  });

  it("a document that is missing", async () => {
    const missing = path.join(folder, "nothing.yaml");
    expect(await refused(["--spec", missing])).toContain(
      `TRENT_E_DOCUMENT_MISSING: There is no document at ${missing}.`,
    );
  });

  it("a document whose syntax is broken, with file and line", async () => {
    const at = path.join(folder, "broken.yaml");
    writeFileSync(at, 'openapi: "3.1.0"\ninfo:\n  title: [a\npaths: {}\n');
    expect(await refused(["--spec", at])).toMatch(new RegExp(`TRENT_E_DOCUMENT_SYNTAX: ${at}:[34]:\\d+: `));
  });

  it("a flag that there is not, with the one that was perhaps meant", async () => {
    expect(await refused(["--prot", "1"])).toBe(
      "TRENT_E_OPTION: The command line is wrong: unknown option '--prot' (Did you mean --port?). Run the command with --help to see its options.",
    );
  });

  it("a value of the environment that is none", async () => {
    expect(await refused([], { TRENT_PORT: "-1" })).toContain(
      "value '-1' from env 'TRENT_PORT' is invalid. It takes a number from 0 to 65535.",
    );
  });
});

test("a host that is not this machine's cannot be listened on", async () => {
  await expect(startTestMock({ host: "192.0.2.1" })).rejects.toThrow(
    "The address 192.0.2.1:0 cannot be listened on (EADDRNOTAVAIL).",
  );
});

test("each option is an environment variable too", () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    TRENT_PORT: "0",
    TRENT_HOST: "127.0.0.2",
    TRENT_REGION: "cn-north-1",
    TRENT_ACCOUNT: "999988887777",
    TRENT_LOG_LEVEL: "error",
    TRENT_CORS_ORIGIN: "http://a.test, http://b.test",
    TRENT_SPEC: "openapi/trent.yaml",
  });
  try {
    expect(parseOptions([])).toMatchObject({
      port: 0,
      host: "127.0.0.2",
      region: "cn-north-1",
      account: "999988887777",
      logLevel: "error",
      corsOrigin: ["http://a.test", "http://b.test"],
      spec: "openapi/trent.yaml",
    });
    expect(parseOptions(["--region", "eu-west-1"]).region).toBe("eu-west-1");
  } finally {
    process.env = before;
  }
});

test("--help names every option and its environment variable, and ends with code 0", async () => {
  const { code, stdout: printed, stderr } = await runMock(["--help"]);
  const stdout = printed.replaceAll(/\s+/g, " ");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(OPTIONS.map((option) => option.long)).toEqual(
    expect.arrayContaining(["--port", "--host", "--spec", "--region", "--account", "--log-level", "--cors-origin"]),
  );
  for (const { long, envVar } of OPTIONS) {
    expect(stdout).toContain(`${long} `);
    expect(envVar).toBe(`TRENT_${long?.slice(2).replaceAll("-", "_").toUpperCase()}`);
    expect(stdout).toContain(`env: ${envVar})`);
  }
});
