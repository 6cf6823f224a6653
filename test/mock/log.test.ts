import { createLog, LOG_LEVELS } from "../../mock/engine/log";
import type { RunningMock } from "../../mock/server/run-mock";
import { exchange, requestBytes } from "./raw";
import { AWS_JSON, call, type Headers, memoryLog, send, startTestMock } from "./running";

const log = memoryLog();
let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock({}, log);
});
afterAll(() => mock.close());
beforeEach(() => {
  log.lines.length = 0;
});

const LINE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info |warn |error|debug) (.*)\n$/;

/** The lines of the log, each without its moment; the line at debug that names a rule is explain.test.ts's. */
const said = () =>
  log.lines
    .map((line) => {
      const [, level = "", text = line] = LINE.exec(line) ?? [];
      return `${level.trim()}: ${text}`;
    })
    .filter((line) => !line.startsWith("debug: refused by "));

describe("each request is one line: operation, status, time", () => {
  it.each<{ what: string; operation: string; body: unknown; headers: Headers; line: RegExp }>([
    { what: "an answer", operation: "ListKeys", body: {}, headers: {}, line: /^info: ListKeys 200 (\d+\.\d+) ms$/ },
    {
      what: "a preferred error",
      operation: "ListKeys",
      body: {},
      headers: { Prefer: "code=500" },
      line: /^info: ListKeys 500 (\d+\.\d+) ms$/,
    },
    {
      what: "an answer that is made anew",
      operation: "ListKeys",
      body: {},
      headers: { Prefer: "dynamic=true" },
      line: /^info: ListKeys 200 (\d+\.\d+) ms$/,
    },
    {
      what: "a refusal of an operation",
      operation: "EnableKeyRotation",
      body: {},
      headers: {},
      line: /^info: EnableKeyRotation 400 (\d+\.\d+) ms$/,
    },
    {
      what: "a refusal of a body that is no JSON",
      operation: "ListKeys",
      body: "{",
      headers: {},
      line: /^info: ListKeys 400 (\d+\.\d+) ms$/,
    },
  ])("$what", async ({ operation, body, headers, line }) => {
    await call(mock.url, operation, body, headers);
    const [only, ...more] = said();
    expect(more).toEqual([]);
    expect(only).toMatch(line);
    const milliseconds = Number(line.exec(only ?? "")?.[1]);
    expect(milliseconds).toBeGreaterThan(0);
    expect(milliseconds).toBeLessThan(5_000);
  });

  it.each([
    ["GET", "/"],
    ["POST", "/elsewhere"],
    ["OPTIONS", "/"],
    ["GET", "/%"],
  ])("%s %s", async (method, path) => {
    await send(mock.url, method, path, {});
    expect(said()).toEqual([expect.stringMatching(/^info: - 400 \d+\.\d+ ms$/)]);
  });

  it("a connection that is no request", async () => {
    await exchange(mock.url, "no HTTP at all\r\n\r\n");
    expect(said()).toEqual(["info: - 400 connection refused (HPE_INVALID_METHOD)"]);
  });
});

describe("an unknown target is logged with the operations near it", () => {
  it.each([
    {
      target: "TrentService.EnableKeyRotatoin",
      near: "TrentService.EnableKeyRotation, TrentService.DisableKeyRotation",
    },
    { target: "trentservice.listkeys", near: "TrentService.ListKeys" },
    { target: "TrentService.Listkeys", near: "TrentService.ListKeys" },
  ])("$target", async ({ target, near }) => {
    await call(mock.url, "", {}, { "X-Amz-Target": target });
    const [hint, line, ...more] = said();
    expect(hint?.startsWith(`warn: unknown X-Amz-Target; near it: ${near}`)).toBe(true);
    expect(line).toMatch(/^info: - 400 /);
    expect(more).toEqual([]);
  });

  it("a missing one with an example", async () => {
    await call(mock.url, "", {}, { "X-Amz-Target": undefined });
    expect(said()[0]).toBe("warn: no X-Amz-Target header; send one such as TrentService.EnableKeyRotation");
  });

  it("a content type that is none of the operation's with those that are", async () => {
    await call(mock.url, "ListKeys", {}, { "Content-Type": "text/plain" });
    expect(said()[0]).toBe("warn: the Content-Type is none of application/x-amz-json-1.1, application/json");
  });
});

describe("whatever a target holds, it stays out of the log, whose lines stay plain text", () => {
  it.each([
    { what: "a tab", target: "Trent\tService" },
    { what: "a quote and a backslash", target: 'a"b\\c' },
    // A control sequence introducer in one byte, which terminals obey as they do ESC [.
    { what: "a C1 control", target: "a\x9b31mb" },
    { what: "another C1 control", target: "\x85next" },
    { what: "a letter beyond ASCII", target: "caf\xe9" },
    { what: "more than a hundred characters", target: "x".repeat(3_000) },
  ])("$what", async ({ target }) => {
    await exchange(mock.url, requestBytes([`Content-Type: ${AWS_JSON}`, `X-Amz-Target: ${target}`], "{}"));
    expect(said()[0]).toMatch(/^warn: unknown X-Amz-Target; near it: [\w., ]+$/);
    expect(log.lines.every((line) => /^[\x20-\x7e]+\n$/.test(line))).toBe(true);
  });
});

describe("no header value and no body value is ever logged", () => {
  const CANARY = "CANARY5f1c";
  const secret: Headers = {
    Authorization: `AWS4-HMAC-SHA256 Credential=${CANARY}/20261122/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
    "X-Amz-Security-Token": CANARY,
    Cookie: CANARY,
    "X-Api-Key": CANARY,
  };
  it.each<{ what: string; operation: string; body: unknown; headers?: Headers }>([
    { what: "an answer", operation: "UpdateKeyDescription", body: { KeyId: CANARY, Description: CANARY } },
    { what: "a refused value", operation: "CreateKey", body: { KeySpec: CANARY } },
    { what: "a refused type", operation: "CreateKey", body: { KeySpec: [CANARY] } },
    { what: "a refused member", operation: "CreateKey", body: { Tags: [{ TagKey: CANARY }] } },
    { what: "an unknown member", operation: "CreateKey", body: { [CANARY]: CANARY } },
    { what: "broken JSON", operation: "CreateKey", body: `{"a":"${CANARY}",` },
    { what: "text", operation: "CreateKey", body: CANARY },
    { what: "a refused Authorization", operation: "ListKeys", body: {}, headers: { Authorization: CANARY } },
    { what: "a refused token", operation: "ListKeys", body: {}, headers: { "X-Amz-Security-Token": `${CANARY} x` } },
    { what: "a refused content type", operation: "ListKeys", body: {}, headers: { "Content-Type": CANARY } },
    { what: "another content type", operation: "ListKeys", body: {}, headers: { "Content-Type": `text/${CANARY}` } },
    { what: "an unknown target", operation: "Nothing", body: { KeyId: CANARY } },
    { what: "a refused preference", operation: "ListKeys", body: {}, headers: { Prefer: `example=${CANARY}` } },
    { what: "too long a body", operation: "ListKeys", body: CANARY.repeat(120_000) },
  ])("$what", async ({ operation, body, headers }) => {
    await call(mock.url, operation, body, { ...secret, ...headers });
    expect(log.lines.length).toBeGreaterThan(0);
    expect(log.lines.join("")).not.toContain(CANARY);
  });

  it("nor a path or a query", async () => {
    await send(mock.url, "GET", `/${CANARY}?X-Amz-Signature=${CANARY}`, secret);
    expect(log.lines.join("")).not.toContain(CANARY);
  });

  it("nor what is no HTTP", async () => {
    await exchange(mock.url, `${CANARY}\r\nAuthorization: ${CANARY}\r\n\r\n`);
    expect(log.lines.length).toBe(1);
    expect(log.lines.join("")).not.toContain(CANARY);
  });
});

describe("a level writes what is as grave or graver", () => {
  it.each(LOG_LEVELS.map((level, grave) => ({ level, want: LOG_LEVELS.slice(1, grave + 1) })))("$level", (row) => {
    const written: string[] = [];
    const at = createLog(row.level, (text) => void written.push(text));
    for (const level of ["error", "warn", "info", "debug"] as const) at[level](level);
    expect(written.map((line) => LINE.exec(line)?.[2])).toEqual(row.want);
    expect(LOG_LEVELS.slice(1).filter((level) => at.writes(level))).toEqual(row.want);
  });
});
