import { KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import type { RunningMock } from "../../mock/server/run-mock";
import { AWS_JSON, call, json, send, startTestMock } from "./running";
import { wireFaults } from "./wire-form";

const PAGE = "http://localhost:5173";

let mock: RunningMock;
let narrow: RunningMock;
beforeAll(async () => {
  mock = await startTestMock();
  narrow = await startTestMock({ corsOrigin: [PAGE, "https://app.example.com"] });
});
afterAll(async () => {
  await mock.close();
  await narrow.close();
});

const listOf = (header: string | undefined) => (header ?? "").split(",").map((part) => part.trim().toLowerCase());

function preflight(url: string, headers: string, origin = PAGE) {
  return send(url, "OPTIONS", "/", {
    Origin: origin,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": headers,
  });
}

/** Headers that a browser sends by itself: a page needs no leave for them. */
const OF_THE_BROWSER = ["host", "content-length", "connection", "user-agent", "expect", "accept-encoding"];

/** The header names that the AWS SDK for JavaScript really sends, seen where they leave it. */
async function headersOfTheSdk(): Promise<string[]> {
  const client = new KMSClient({
    endpoint: mock.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test", sessionToken: "session" },
  });
  let sent: string[] = [];
  client.middlewareStack.add(
    (next) => (args) => {
      sent = Object.keys((args.request as { headers: Record<string, string> }).headers);
      return next(args);
    },
    { step: "deserialize", name: "see", priority: "low" },
  );
  await client.send(new ListKeysCommand({}));
  client.destroy();
  return sent.map((name) => name.toLowerCase()).filter((name) => !OF_THE_BROWSER.includes(name));
}

describe("a preflight", () => {
  it("allows every header that the AWS SDK for JavaScript sends", async () => {
    const sent = await headersOfTheSdk();
    expect(sent).toEqual(
      expect.arrayContaining(["authorization", "x-amz-target", "x-amz-security-token", "amz-sdk-invocation-id"]),
    );
    const answered = await preflight(mock.url, sent.join(","));
    expect(answered.status).toBe(204);
    expect(listOf(answered.headers["access-control-allow-headers"])).toEqual(expect.arrayContaining(sent));
  });

  it.each(["prefer", "traceparent, tracestate", "x-my-own,x-amz-target"])(
    "allows the headers that it asks for: %s",
    async (asked) => {
      const answered = await preflight(mock.url, asked);
      expect(listOf(answered.headers["access-control-allow-headers"])).toEqual(listOf(asked));
      expect(listOf(answered.headers.vary)).toContain("access-control-request-headers");
    },
  );

  it("allows POST from any origin, for a day, and has no body", async () => {
    const answered = await preflight(mock.url, "x-amz-target", "https://anywhere.example");
    expect(answered.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "POST",
      "access-control-max-age": "86400",
      "content-length": "0",
    });
  });
});

describe("an answer to a page", () => {
  it.each([
    { kind: "a success", target: "TrentService.ListKeys", body: "{}", status: 200 },
    { kind: "a refusal of the protocol", target: "TrentService.Nothing", body: "{}", status: 400 },
    { kind: "a refusal of the body", target: "TrentService.ListKeys", body: "{", status: 400 },
    { kind: "a refusal of a constraint", target: "TrentService.EnableKeyRotation", body: "{}", status: 400 },
  ])("lets it read $kind, and the request id", async ({ target, body, status }) => {
    const answered = await send(
      mock.url,
      "POST",
      "/",
      { Origin: PAGE, "Content-Type": AWS_JSON, "X-Amz-Target": target },
      body,
    );
    expect(answered.status).toBe(status);
    expect(answered.headers["access-control-allow-origin"]).toBe("*");
    expect(listOf(answered.headers["access-control-expose-headers"])).toEqual(
      expect.arrayContaining(["x-amzn-requestid", "x-amzn-errortype", "date", "content-length"]),
    );
  });

  it("is else the same as one to any other client", async () => {
    const headers = { Origin: PAGE, "Content-Type": AWS_JSON, "X-Amz-Target": "TrentService.ListKeys" };
    const { status, bytes, headers: all } = await send(mock.url, "POST", "/", headers, "{}");
    const ofCors = (name: string) => name.startsWith("access-control-") || name === "vary";
    const rest = Object.fromEntries(Object.entries(all).filter(([name]) => !ofCors(name)));
    expect(wireFaults({ status, bytes, headers: rest })).toEqual([]);
  });
});

test("a client that is no browser gets no header for browsers", async () => {
  expect(wireFaults(await call(mock.url, "ListKeys", {}))).toEqual([]);
});

describe("narrowed to two origins", () => {
  it.each([
    { origin: PAGE, allowed: PAGE },
    { origin: "https://app.example.com", allowed: "https://app.example.com" },
    { origin: "https://app.example.com.evil.test", allowed: undefined },
    { origin: "http://app.example.com", allowed: undefined },
    { origin: "null", allowed: undefined },
  ])("$origin may call: $allowed", async ({ origin, allowed }) => {
    const asked = await preflight(narrow.url, "x-amz-target", origin);
    const answered = await call(narrow.url, "ListKeys", {}, { Origin: origin });
    for (const { headers } of [asked, answered]) {
      expect(headers["access-control-allow-origin"]).toBe(allowed);
      expect(listOf(headers.vary)).toContain("origin");
    }
  });
});

describe("an OPTIONS that is no preflight is answered in the wire form", () => {
  it.each<{ what: string; headers: Record<string, string>; path: string }>([
    { what: "without Origin", headers: { "Access-Control-Request-Method": "POST" }, path: "/" },
    { what: "without Access-Control-Request-Method", headers: { Origin: PAGE }, path: "/" },
    { what: "without either", headers: {}, path: "/" },
    { what: "for the whole server", headers: {}, path: "/*" },
  ])("$what", async ({ headers, path }) => {
    const answered = await send(mock.url, "OPTIONS", path, headers);
    expect(json(answered)).toEqual({
      __type: "UnknownOperationException",
      message: `Only POST / is an operation of this API, not OPTIONS ${path}`,
    });
    expect(wireFaults(answered)).toEqual([]);
  });
});
