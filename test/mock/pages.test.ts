import type { RunningMock } from "../../mock/server/run-mock";
import { type Headers, json, send, startTestMock } from "./running";

/** What a browser sends with the address of a page. */
const BROWSER = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

let mock: RunningMock;
let closed: RunningMock;
let guarded: RunningMock;
let open: RunningMock;
beforeAll(async () => {
  mock = await startTestMock({ stateless: false });
  closed = await startTestMock({ control: false });
  guarded = await startTestMock({ controlToken: "s3cret" });
  open = await startTestMock({ host: "0.0.0.0" });
});
afterAll(() => Promise.all([mock, closed, guarded, open].map((running) => running.close())));

const get = (path: string, headers: Headers = {}) => send(mock.url, "GET", path, headers);

describe("GET /", () => {
  it("leads a browser to the page", async () => {
    const { status, headers } = await get("/", BROWSER);
    expect([status, headers.location, headers.vary]).toEqual([302, "./_trent/", "Accept"]);
  });

  it.each<{ what: string; headers: Headers; at?: () => RunningMock }>([
    { what: "a client without Accept", headers: {} },
    { what: "a client that takes anything", headers: { Accept: "*/*" } },
    { what: "a client that takes JSON", headers: { Accept: "application/json, text/plain" } },
    { what: "a browser, where the mock has no control interface", headers: BROWSER, at: () => closed },
  ])("refuses $what as AWS does", async ({ headers, at = () => mock }) => {
    const answered = await send(at().url, "GET", "/", headers);
    expect([answered.status, json(answered)]).toEqual([
      400,
      { __type: "UnknownOperationException", message: "Only POST / is an operation of this API, not GET /" },
    ]);
  });
});

describe("a page", () => {
  it("may load nothing but its own mock's files", async () => {
    const { status, headers } = await get("/_trent/");
    expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; /,
    );
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  it("is asked for each time, and sent when it has changed", async () => {
    const { headers } = await get("/_trent/");
    expect(headers["cache-control"]).toBe("no-cache");
    const again = await get("/_trent/", { "If-None-Match": headers.etag });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    expect((await get("/_trent/", { "If-None-Match": '"other"' })).status).toBe(200);
  });

  it("answers HEAD with the length and no body", async () => {
    const whole = await get("/_trent/");
    const head = await send(mock.url, "HEAD", "/_trent/", {});
    expect([head.status, head.headers["content-length"], head.bytes.length]).toEqual([200, `${whole.bytes.length}`, 0]);
  });

  it.each(["POST", "PUT", "DELETE"])("is not there for %s", async (method) => {
    expect((await send(mock.url, method, "/_trent/", {})).status).toBe(404);
  });

  it.each([
    { path: "/_trent", location: "./_trent/" },
    { path: "/_trent/reference", location: "./reference/" },
  ])("$path leads to its slash", async ({ path, location }) => {
    const { status, headers } = await get(path);
    expect([status, headers.location]).toEqual([308, location]);
  });
});

describe("who may see a page", () => {
  it.each<{ what: string; at: () => RunningMock; headers?: Headers; status: number }>([
    { what: "anyone on this machine", at: () => mock, status: 200 },
    { what: "a page of another origin", at: () => mock, headers: { Origin: "http://evil.test" }, status: 403 },
    {
      what: "a frame or image of another site",
      at: () => mock,
      headers: { "Sec-Fetch-Site": "cross-site" },
      status: 403,
    },
    { what: "a caller by another name", at: () => mock, headers: { Host: "evil.test" }, status: 403 },
    { what: "nobody beyond this machine without a token", at: () => open, status: 403 },
    { what: "a browser that has yet to be given the token", at: () => guarded, status: 200 },
    { what: "nobody with --no-control", at: () => closed, status: 400 },
  ])("$what: $status", async ({ at, headers = {}, status }) => {
    expect((await send(at().url.replace("0.0.0.0", "127.0.0.1"), "GET", "/_trent/", headers)).status).toBe(status);
  });
});
