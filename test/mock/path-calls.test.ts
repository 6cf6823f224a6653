import type { RunningMock } from "../../mock/server/run-mock";
import { AWS_JSON, call, type Headers, json, KEY_ID, NAMES, send, startTestMock } from "./running";

let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock({ stateless: false });
});
afterAll(() => mock.close());

const PLAIN = { "Content-Type": "application/json" };

const byPath = (operation: string, body: unknown = { KeyId: KEY_ID }, headers: Headers = {}) =>
  send(mock.url, "POST", `/TrentService.${operation}`, { ...PLAIN, ...headers }, JSON.stringify(body));

describe("POST /TrentService.<Operation>", () => {
  it("is a call of the same mock as POST /", async () => {
    expect((await byPath("EnableKeyRotation", { KeyId: KEY_ID, RotationPeriodInDays: 180 })).status).toBe(200);
    expect(json(await call(mock.url, "GetKeyRotationStatus"))).toMatchObject({ RotationPeriodInDays: 180 });
    await call(mock.url, "DisableKeyRotation");
    expect(json(await byPath("GetKeyRotationStatus"))).toMatchObject({ KeyRotationEnabled: false });
  });

  it.each(NAMES)("%s is its operation, whatever the target header says", async (operation) => {
    const answered = await byPath(operation, { Limit: "x", KeyId: 1 }, { "X-Amz-Target": "TrentService.Another" });
    const { requests } = json(await send(mock.url, "GET", "/_trent/requests", {})) as {
      requests: { operation?: string }[];
    };
    expect([answered.headers["content-type"], requests.at(-1)?.operation]).toEqual(["application/json", operation]);
  });

  it.each([
    { method: "POST", path: "/TrentService.NoSuchOperation" },
    { method: "POST", path: "/TrentService.enableKeyRotation" },
    { method: "POST", path: "/TrentService.EnableKeyRotation/" },
    { method: "POST", path: "/EnableKeyRotation" },
    { method: "GET", path: "/TrentService.NoSuchOperation" },
  ])("$method $path is no operation, as on AWS", async ({ method, path }) => {
    const answered = await send(mock.url, method, path, PLAIN, method === "GET" ? "" : "{}");
    expect([answered.status, json(answered)]).toEqual([
      400,
      {
        __type: "UnknownOperationException",
        message: `Only POST / is an operation of this API, not ${method} ${path}`,
      },
    ]);
  });

  it.each(["GET", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])("%s is refused there as HTTP has it", async (method) => {
    const answered = await send(mock.url, method, "/TrentService.ListKeys", PLAIN);
    expect([answered.status, answered.headers.allow, json(answered)]).toEqual([
      405,
      "POST",
      expect.objectContaining({ __type: "UnknownOperationException" }),
    ]);
  });

  it("can be called by a page, as POST / can", async () => {
    const { headers } = await byPath("ListKeys", {}, { Origin: "http://localhost:3000" });
    expect(headers["access-control-allow-origin"]).toBe("*");
  });

  it("takes a body as large as POST / does, and no larger", async () => {
    expect((await byPath("ListKeys", { More: "x".repeat(1_048_000) })).status).toBe(200);
    expect(json(await byPath("ListKeys", { More: "x".repeat(1_049_000) }))).toMatchObject({
      __type: "RequestEntityTooLargeException",
    });
  });
});

describe("the media type of an answer", () => {
  it.each<{ accept: string | undefined; root: string; path: string }>([
    { accept: undefined, root: AWS_JSON, path: "application/json" },
    { accept: "*/*", root: AWS_JSON, path: "application/json" },
    { accept: "application/json", root: "application/json", path: "application/json" },
    { accept: "Application/JSON; q=0.9, text/plain", root: "application/json", path: "application/json" },
    { accept: "application/json, */*;q=0.8", root: AWS_JSON, path: "application/json" },
    { accept: `application/json, ${AWS_JSON}`, root: AWS_JSON, path: AWS_JSON },
    { accept: "text/html", root: AWS_JSON, path: "application/json" },
  ])("for Accept: $accept is $root at POST /, $path at a path", async ({ accept, root, path }) => {
    const headers = { Accept: accept };
    const types = [await call(mock.url, "ListKeys", {}, headers), await byPath("ListKeys", {}, headers)];
    expect(types.map((answered) => answered.headers["content-type"])).toEqual([root, path]);
  });

  it("is not named where the answer is empty, and no JSON then; AWS's own type is", async () => {
    const types = [await byPath("EnableKeyRotation"), await call(mock.url, "EnableKeyRotation")];
    expect(types.map((answered) => answered.headers["content-type"])).toEqual([undefined, AWS_JSON]);
  });

  it("is the one asked for where a call is refused, too", async () => {
    const answered = await call(mock.url, "EnableKeyRotation", {}, { Accept: "application/json" });
    expect([answered.status, answered.headers["content-type"]]).toEqual([400, "application/json"]);
  });
});

describe("the documents for tools", () => {
  it.each([
    { path: "/_trent/openapi.json", first: "/#X-Amz-Target=TrentService.EnableKeyRotation" },
    { path: "/_trent/openapi-paths.json", first: "/TrentService.EnableKeyRotation" },
  ])("$path names this mock as its server", async ({ path, first }) => {
    const document = json(await send(mock.url, "GET", path, {})) as { servers: unknown; paths: object };
    expect(document.servers).toEqual([{ url: mock.url, description: "This mock" }]);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining([first]));
    expect(Object.keys(document.paths)).toHaveLength(NAMES.length);
  });

  it("are those of --spec, where another document is served", async () => {
    const pantry = await startTestMock({ spec: "test/openapi/fixtures/pantry.guru.json" });
    try {
      const read = async (path: string) =>
        json(await send(pantry.url, "GET", `/_trent${path}`, {})) as { paths: object };
      const [path = ""] = Object.keys((await read("/openapi-paths.json")).paths);
      expect(Object.keys((await read("/openapi.json")).paths)).toEqual(
        expect.arrayContaining([`/#X-Amz-Target=${path.slice(1)}`]),
      );
      expect(Object.keys((await read("/reference/document.json")).paths)).toContain(`/#X-Amz-Target=${path.slice(1)}`);
      const answered = await send(pantry.url, "POST", path, PLAIN, "{}");
      expect(answered.headers["content-type"]).toBe("application/json");
    } finally {
      await pantry.close();
    }
  });
});
