import { banner } from "../../mock/server/banner";
import type { MockOptions } from "../../mock/server/mock-options";
import type { RunningMock } from "../../mock/server/run-mock";
import { exchange, parseAnswers } from "./raw";
import { AWS_JSON, call, type Headers, json, memoryLog, OPTIONS, send, startTestMock } from "./running";

const JSON_TYPE = { "Content-Type": "application/json" };
const EVIL = "http://evil.test";

/** A mock on a loopback address, one that is more open, and one for a network. */
let mock: RunningMock;
let allowing: RunningMock;
let open: RunningMock;
let guarded: RunningMock;
const log = memoryLog();
const openLog = memoryLog();
const guardedLog = memoryLog();
beforeAll(async () => {
  mock = await startTestMock({ stateless: false }, log);
  allowing = await startTestMock({
    stateless: false,
    allowedHost: ["mock.test"],
    corsOrigin: ["https://app.test"],
    controlOrigin: ["https://tool.test"],
  });
  open = await startTestMock({ host: "0.0.0.0", stateless: false }, openLog);
  guarded = await startTestMock(
    { host: "0.0.0.0", stateless: false, controlToken: "s3cret", allowedHost: ["mock.test"] },
    guardedLog,
  );
});
afterAll(() => Promise.all([mock, allowing, open, guarded].map((running) => running.close())));

/** Calls that would each change something. */
const WRITES = [
  { method: "PUT", path: "/_trent/state", body: '{"version":1}' },
  { method: "POST", path: "/_trent/reset", body: "" },
  { method: "PUT", path: "/_trent/clock", body: '{"move":{"days":366}}' },
  { method: "POST", path: "/_trent/faults", body: '{"error":"ThrottlingException"}' },
  { method: "DELETE", path: "/_trent/requests", body: "" },
  { method: "DELETE", path: "/_trent/events", body: "" },
  { method: "DELETE", path: "/_trent/faults", body: "" },
] as const;
const READS = ["/state", "/clock", "/events", "/requests", "/faults", "/nothing"].map((path) => ({
  method: "GET",
  path: `/_trent${path}`,
  body: "",
}));

/** What the control interface can change, as far as time and calls leave it alone. */
async function everything(url: string): Promise<unknown> {
  const read = async (path: string) => json(await send(url, "GET", `/_trent/${path}`, {}));
  const { now: _, ...clock } = (await read("clock")) as { now: string };
  return [await read("state"), clock, await read("events"), await read("requests"), await read("faults")];
}

describe("a page that has no business with the control interface is refused before anything happens", () => {
  it.each<{ what: string; headers: Headers }>([
    { what: "another origin", headers: { Origin: EVIL } },
    { what: "another origin, a simple request", headers: { Origin: EVIL, "Content-Type": "text/plain" } },
    { what: "another origin, as JSON", headers: { Origin: EVIL, ...JSON_TYPE } },
    { what: "another origin that says it is near", headers: { Origin: EVIL, "Sec-Fetch-Site": "same-origin" } },
    { what: "a name that only begins like a loopback one", headers: { Origin: "http://localhost.evil.test" } },
    { what: "a name that only ends like a loopback one", headers: { Origin: "http://evillocalhost" } },
    { what: "a sandboxed page", headers: { Origin: "null" } },
    { what: "no origin at all", headers: { Origin: "" } },
    { what: "the origin that may call the API", headers: { Origin: "https://app.test" } },
    { what: "an image or link of another site", headers: { "Sec-Fetch-Site": "cross-site" } },
  ])("$what", async ({ headers }) => {
    await call(mock.url, "ListKeys", {});
    const before = await everything(mock.url);
    for (const { method, path, body } of [...WRITES, ...READS]) {
      const answered = await send(mock.url, method, path, headers, body);
      expect([path, answered.status]).toEqual([path, 403]);
      expect(json(answered)).toEqual({ error: expect.stringMatching(/^Pages of /) });
      expect(answered.headers["access-control-allow-origin"]).toBeUndefined();
    }
    expect(await everything(mock.url)).toEqual(before);
  });

  it("in its preflight too, which allows nothing", async () => {
    const asks = { Origin: EVIL, "Access-Control-Request-Method": "PUT" };
    for (const path of ["/_trent/state", "/_trent/nothing", "/%5Ftrent/state"]) {
      const { status, headers } = await send(mock.url, "OPTIONS", path, asks);
      expect([path, status]).toEqual([path, 403]);
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  it("also where the path is written in another way", async () => {
    const before = await everything(mock.url);
    for (const path of ["/%5Ftrent/reset", "/_trent/reset?x=1", "/_trent/%72eset", "/_trent/reset;x"]) {
      const answered = await send(mock.url, "POST", path, { Origin: EVIL, ...JSON_TYPE });
      expect([path, answered.status]).toEqual([path, 403]);
    }
    const absolute = `POST ${mock.url}/_trent/reset HTTP/1.1\r\nHost: localhost\r\nOrigin: ${EVIL}\r\nConnection: close\r\n\r\n`;
    const [answer] = parseAnswers(await exchange(mock.url, absolute));
    expect([400, 403]).toContain(answer?.status);
    expect(await everything(mock.url)).toEqual(before);
  });
});

describe("a page that may use the control interface", () => {
  it.each<{ what: string; origin: string; host?: string }>([
    { what: "a development server on localhost", origin: "http://localhost:5173" },
    { what: "one on 127.0.0.1", origin: "http://127.0.0.1:3000" },
    { what: "one on ::1, with TLS", origin: "https://[::1]:8443" },
    { what: "one on a name under localhost", origin: "http://app.localhost:3000" },
    { what: "one of --control-origin", origin: "https://tool.test" },
    { what: "the mock's own, by an allowed name", origin: "http://mock.test:4010", host: "mock.test:4010" },
    { what: "the mock's own, on the usual port", origin: "http://mock.test", host: "mock.test" },
  ])("$what", async ({ origin, host }) => {
    // A browser calls localhost and 127.0.0.1 two sites.
    const headers = { Origin: origin, Host: host, "Sec-Fetch-Site": "cross-site" };
    const read = await send(allowing.url, "GET", "/_trent/clock", headers);
    expect(read.status).toBe(200);
    expect(read.headers["access-control-allow-origin"]).toBe(origin);
    const asks = { "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-type,x-mine" };
    const preflight = await send(allowing.url, "OPTIONS", "/_trent/clock", { ...headers, ...asks });
    expect([preflight.status, preflight.headers]).toEqual([
      204,
      expect.objectContaining({
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, POST, PUT, DELETE",
        "access-control-allow-headers": "content-type,x-mine",
      }),
    ]);
    const body = '{"frozen":true}';
    const write = await send(allowing.url, "PUT", "/_trent/clock", { ...headers, ...JSON_TYPE }, body);
    expect(write.status).toBe(200);
    expect((await send(allowing.url, "DELETE", "/_trent/faults", headers)).status).toBe(204);
  });

  it.each([undefined, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "writes JSON, not %s",
    async (contentType) => {
      const headers = { Origin: "http://localhost:5173", "Content-Type": contentType };
      const answered = await send(mock.url, "POST", "/_trent/faults", headers, '{"error":"ThrottlingException"}');
      expect(answered.status).toBe(415);
      expect(json(answered)).toEqual({ error: "A page has to send POST with Content-Type: application/json." });
      expect(answered.headers["access-control-allow-origin"]).toBe("http://localhost:5173");
      expect(json(await send(mock.url, "GET", "/_trent/faults", {}))).toEqual({ faults: [] });
    },
  );

  it.each(["application/json", "application/json; charset=utf-8", "Application/JSON"])(
    "writes %s",
    async (contentType) => {
      const headers = { Origin: "http://localhost:5173", "Content-Type": contentType };
      expect((await send(mock.url, "POST", "/_trent/reset", headers)).status).toBe(204);
    },
  );
});

describe("a call without Origin comes from no page, and is answered as ever", () => {
  it.each<{ what: string; headers: Headers }>([
    { what: "nothing special", headers: {} },
    { what: "what curl -d says", headers: { "Content-Type": "application/x-www-form-urlencoded" } },
    {
      what: "what Node's fetch says",
      headers: { "Content-Type": "text/plain;charset=UTF-8", "Sec-Fetch-Mode": "cors" },
    },
    { what: "a person's address bar", headers: { "Sec-Fetch-Site": "none", ...JSON_TYPE } },
  ])("$what", async ({ headers }) => {
    for (const { method, path, body } of WRITES.slice(1)) {
      expect((await send(mock.url, method, path, headers, body)).status).toBeLessThan(300);
    }
    expect((await send(mock.url, "POST", "/_trent/reset", headers)).status).toBe(204);
  });
});

describe("a Host that is not the mock's is refused everywhere", () => {
  it.each([
    { host: "evil.test" },
    { host: "evil.test:80" },
    { host: "localhost.evil.test" },
    { host: "evil.test:localhost" },
    { host: "127.0.0.1.evil.test" },
    { host: "127.0.0.1@evil.test" },
    { host: "evil.test#localhost" },
    { host: "10.0.0.7" },
    { host: "[::2]:4010" },
    { host: "mock.test" },
  ])("$host", async ({ host }) => {
    const before = await everything(mock.url);
    const created = await call(mock.url, "CreateKey", {}, { Host: host });
    expect([created.status, json(created)]).toEqual([
      403,
      { __type: "AccessDeniedException", message: expect.stringMatching(/^The Host header does not name this mock\./) },
    ]);
    const page = await call(mock.url, "CreateKey", {}, { Host: host, Origin: `http://${host}` });
    expect([page.status, page.headers["access-control-allow-origin"]]).toEqual([403, undefined]);
    for (const { method, path, body } of [...WRITES, ...READS]) {
      const answered = await send(mock.url, method, path, { Host: host, ...JSON_TYPE }, body);
      expect([path, answered.status]).toEqual([path, 403]);
      expect(json(answered)).toEqual({ error: expect.stringMatching(/^The Host header/) });
    }
    for (const [method, path] of [
      ["GET", "/"],
      ["OPTIONS", "/"],
      ["GET", "/favicon.ico"],
    ] as const)
      expect((await send(mock.url, method, path, { Host: host })).status).toBe(403);
    expect(await everything(mock.url)).toEqual(before);
    // The name came from a stranger: it is not logged.
    expect(log.lines.filter((line) => line.includes(host))).toEqual([]);
  });

  it("says how to allow it", async () => {
    expect(json(await call(mock.url, "ListKeys", {}, { Host: "Mock.test:4010" }))).toEqual({
      __type: "AccessDeniedException",
      message: "The Host header does not name this mock. Start it with --allowed-host mock.test if it should.",
    });
  });

  it("also with an expectation", async () => {
    const head =
      "POST / HTTP/1.1\r\nHost: evil.test\r\nExpect: 200-ok\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    expect(parseAnswers(await exchange(mock.url, head)).map(({ status }) => status)).toEqual([403]);
  });
});

describe("a Host that is the mock's", () => {
  it.each([
    "localhost",
    "LOCALHOST:1",
    "localhost.",
    "127.0.0.1",
    "127.9.9.9:4010",
    "[::1]:4010",
    "app.localhost",
    "mock.test:4010",
  ])("%s", async (host) => {
    expect((await call(allowing.url, "ListKeys", {}, { Host: host })).status).toBe(200);
    expect((await send(allowing.url, "GET", "/_trent/clock", { Host: host })).status).toBe(200);
  });

  it("none at all, as in HTTP/1.0", async () => {
    const head = `POST / HTTP/1.0\r\nContent-Type: ${AWS_JSON}\r\nX-Amz-Target: TrentService.ListKeys\r\nContent-Length: 2\r\n\r\n{}`;
    expect(parseAnswers(await exchange(mock.url, head)).map(({ status }) => status)).toEqual([200]);
  });
});

describe("a mock that listens beyond this machine", () => {
  it("says what is open to whom", () => {
    expect(openLog.lines.filter((line) => line.includes(" warn "))).toEqual([
      expect.stringContaining(
        "--host 0.0.0.0: everyone who can reach this machine may call the API and change its keys. " +
          "/_trent/ is not served: give --control-token TOKEN to have it. A caller that uses a host name needs --allowed-host NAME.",
      ),
    ]);
    expect(guardedLog.lines.filter((line) => line.includes(" warn "))).toEqual([
      expect.stringContaining("With the token of --control-token a caller may also use /_trent/."),
    ]);
    expect(log.lines.filter((line) => line.includes("--host"))).toEqual([]);
    expect(guardedLog.lines.join()).not.toContain("s3cret");
  });

  it("gives an address that can be called", () => {
    expect(open.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each<{ options: Partial<MockOptions>; says: RegExp | undefined }>([
    { options: {}, says: /clock -d / },
    { options: { controlToken: "s3cret" }, says: /clock -H "Authorization: Bearer \$TRENT_CONTROL_TOKEN" -d / },
    { options: { control: false }, says: undefined },
    { options: { host: "0.0.0.0" }, says: undefined },
  ])("prints a command for the clock that works: $options", ({ options, says }) => {
    const printed = banner(mock.url, mock, { ...OPTIONS, ...options });
    if (says) expect(printed).toMatch(says);
    else expect(printed).not.toContain("/_trent/");
  });

  it("does not serve the control interface without a token", async () => {
    for (const { method, path, body } of [...WRITES, ...READS]) {
      const answered = await send(open.url, method, path, JSON_TYPE, body);
      expect([path, answered.status]).toEqual([path, 403]);
      expect(json(answered)).toEqual({
        error: "This mock listens on 0.0.0.0, beyond this machine. Start it with --control-token to serve /_trent/.",
      });
    }
  });

  it("serves the API", async () => {
    expect((await call(open.url, "ListKeys", {})).status).toBe(200);
    expect((await call(open.url, "ListKeys", {}, { Host: "evil.test" })).status).toBe(403);
  });

  it.each<{ authorization: string | undefined; origin?: string; want: number }>([
    { authorization: "Bearer s3cret", want: 200 },
    { authorization: "Bearer s3cret", origin: "http://localhost:3000", want: 200 },
    { authorization: "Bearer s3cret", origin: EVIL, want: 403 },
    { authorization: "Bearer s3cre", want: 401 },
    { authorization: "Bearer s3crets", want: 401 },
    { authorization: "s3cret", want: 401 },
    { authorization: "", want: 401 },
    { authorization: undefined, want: 401 },
    { authorization: undefined, origin: "http://localhost:3000", want: 401 },
  ])("with a token: $authorization, $origin -> $want", async ({ authorization, origin, want }) => {
    const headers = { Authorization: authorization, Origin: origin, ...JSON_TYPE };
    expect((await send(guarded.url, "GET", "/_trent/state", headers)).status).toBe(want);
    const answered = await send(guarded.url, "PUT", "/_trent/clock", headers, '{"frozen":true}');
    expect(answered.status).toBe(want);
    if (want === 401)
      expect(json(answered)).toEqual({
        error: "Send the token of --control-token in the header Authorization: Bearer TOKEN.",
      });
  });

  it("asks a preflight for no token", async () => {
    const asks = {
      Origin: "http://localhost:3000",
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "authorization",
    };
    const { status, headers } = await send(guarded.url, "OPTIONS", "/_trent/state", asks);
    expect([status, headers["access-control-allow-headers"]]).toEqual([204, "authorization"]);
  });
});

test("a token is asked for on a loopback address too, where one is given", async () => {
  const local = await startTestMock({ controlToken: "s3cret" });
  expect((await send(local.url, "GET", "/_trent/requests", {})).status).toBe(401);
  expect((await send(local.url, "GET", "/_trent/requests", { Authorization: "Bearer s3cret" })).status).toBe(200);
  await local.close();
});
