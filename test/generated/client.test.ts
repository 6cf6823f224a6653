import { createTrentClient, type TrentClient, UndeclaredAnswerError } from "../../generated/client";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { firstRequestExample } from "../request-example";
import { KEY_ID, Served } from "../stateful/served";

let served: Served;
let kms: TrentClient;
beforeAll(async () => {
  served = await Served.start();
  kms = createTrentClient({ endpoint: served.mock.url });
});
afterAll(() => served.stop());
beforeEach(() => served.control("POST", "/reset"));

/** A client whose service answers each call alike. */
function answeredBy(status: number, body: string, headers: Record<string, string> = {}): TrentClient {
  const fetch = async () => new Response(body, { status, headers });
  return createTrentClient({ endpoint: "http://localhost", fetch });
}

/** What a call that has to reject rejects with. */
async function rejection(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("an answer that the operation declares", () => {
  it("is data", async () => {
    const { data, error, response } = await kms.GetKeyRotationStatus({ KeyId: KEY_ID });
    expect({ status: response.status, error, enabled: data?.KeyRotationEnabled }).toEqual({
      status: 200,
      error: undefined,
      enabled: false,
    });
  });

  it("is undefined data where the body is empty", async () => {
    const { data, error, response } = await kms.EnableKeyRotation({ KeyId: KEY_ID, RotationPeriodInDays: 180 });
    expect({ status: response.status, data, error }).toEqual({ status: 200, data: undefined, error: undefined });
    expect((await kms.GetKeyRotationStatus({ KeyId: KEY_ID })).data?.RotationPeriodInDays).toBe(180);
  });

  it("is an error, and nothing is thrown", async () => {
    const { data, error, response } = await kms.EnableKeyRotation({ KeyId: "nope" });
    expect({ status: response.status, data, error }).toEqual({
      status: 400,
      data: undefined,
      error: { __type: "NotFoundException", message: "Invalid keyId 'nope'" },
    });
  });

  it("may have no request where no member is required", async () => {
    expect((await kms.ListKeys()).data?.Keys?.length).toBeGreaterThan(1);
  });

  const NAMES = Object.keys(operations) as TrentOperation[];
  it.each(NAMES)("%s: every declared error is an error of its own __type", async (name) => {
    const call = kms[name] as (
      request: unknown,
      options: { headers: Record<string, string> },
    ) => Promise<{ error?: object }>;
    const declared = operations[name].responses.flatMap(({ errors }) => errors.map(({ type }) => type));
    expect(declared.length).toBeGreaterThan(10);
    for (const type of declared) {
      const { error } = await call(firstRequestExample(name), { headers: { Prefer: `example=${type}` } });
      expect(error).toMatchObject({ __type: type });
    }
  });

  it.each<[what: string, body: object, error: object]>([
    ["a namespace", { __type: "com.amazonaws.kms#DisabledException" }, { __type: "DisabledException" }],
    ["a colon", { __type: "DisabledException:http://x/" }, { __type: "DisabledException" }],
    [
      "Message",
      { __type: "ValidationException", Message: "m" },
      { __type: "ValidationException", Message: "m", message: "m" },
    ],
    [
      "both texts",
      { __type: "ValidationException", message: "m", Message: "M" },
      { __type: "ValidationException", message: "m", Message: "M" },
    ],
  ])("an error with %s is read as AWS's clients read it", async (_what, body, error) => {
    expect((await answeredBy(400, JSON.stringify(body)).EnableKeyRotation({ KeyId: "k" })).error).toEqual(error);
  });

  it("an error may be named in the header alone", async () => {
    const client = answeredBy(400, "{}", { "x-amzn-errortype": "DisabledException:" });
    expect((await client.EnableKeyRotation({ KeyId: "k" })).error).toEqual({ __type: "DisabledException" });
  });
});

describe("an answer that the operation does not declare is thrown", () => {
  it.each<[what: string, status: number, body: string, type: string | undefined]>([
    ["the page of a load balancer", 503, "<html>Service Unavailable</html>", undefined],
    ["an unknown error", 400, '{"__type":"BrandNewException"}', "BrandNewException"],
    ["an error of another operation", 400, '{"__type":"TagException"}', "TagException"],
    ["an error without a type", 500, "{}", undefined],
    ["a type that every object has", 400, '{"__type":"constructor"}', "constructor"],
    ["a redirect", 304, "", undefined],
    ["another success", 202, "{}", undefined],
    ["no JSON", 200, "<html>Log in to this network</html>", undefined],
    ["no object", 200, "[]", undefined],
    ["half an object", 200, '{"KeyRot', undefined],
    ["an empty body for one with members", 200, "", undefined],
  ])("%s", async (_what, status, body, type) => {
    // A Response of status 304 takes no body.
    const fetch = async () => new Response(status === 304 ? null : body, { status });
    const client = createTrentClient({ endpoint: "http://localhost", fetch });
    const error = await rejection(client.GetKeyRotationStatus({ KeyId: "k" }));
    expect(error).toBeInstanceOf(UndeclaredAnswerError);
    expect(error).toMatchObject({ code: "TRENT_E_UNDECLARED_ANSWER", operation: "GetKeyRotationStatus", type });
    const undeclared = error as UndeclaredAnswerError;
    expect([undeclared.response.status, undeclared.body()]).toEqual([status, body]);
  });

  it("for an operation without output too, unless it is an object", async () => {
    const call = (body: string) => answeredBy(200, body).EnableKeyRotation({ KeyId: "k" });
    expect(await rejection(call("<html>"))).toBeInstanceOf(UndeclaredAnswerError);
    expect(await call("{}")).toMatchObject({ data: undefined, error: undefined });
  });

  it("with a sentence that says which, and shows nothing of the body", async () => {
    const error = await rejection(answeredBy(503, "<secret>").ListKeys());
    expect(String(error)).toMatch(
      /^UndeclaredAnswerError: ListKeys was answered 503 with a body that it does not declare\. See /,
    );
    expect(JSON.stringify(error)).not.toContain("secret");
  });
});

describe("a call without an answer rejects as fetch does", () => {
  it("where nobody listens", async () => {
    const client = createTrentClient({ endpoint: "http://127.0.0.1:1" });
    expect(await rejection(client.ListKeys())).toMatchObject({ name: "TypeError" });
  });

  it("where it is aborted before or while it runs", async () => {
    const before = AbortSignal.abort();
    expect(await rejection(kms.ListKeys({}, { signal: before }))).toMatchObject({ name: "AbortError" });
    await served.control("POST", "/faults", { operation: "ListKeys", delay: 500, calls: 1 });
    const controller = new AbortController();
    const running = rejection(kms.ListKeys({}, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    expect(await running).toMatchObject({ name: "AbortError" });
  });

  it("where the endpoint is no URL, at once", () => {
    expect(() => createTrentClient({ endpoint: "nowhere" })).toThrow("Invalid URL");
  });
});

describe("the request", () => {
  /** What a client sends, as its fetch sees it. */
  async function sentBy(call: (client: TrentClient) => Promise<unknown>): Promise<{ request: Request; body: string }> {
    const seen: Request[] = [];
    const fetch = async (request: Request) => {
      seen.push(request);
      return new Response("", { status: 200 });
    };
    await call(createTrentClient({ endpoint: "http://localhost:4010", fetch }));
    return { request: seen[0]!, body: await seen[0]!.text() };
  }

  it("is a POST with the target, the media type and the caller's headers, and not signed", async () => {
    const { request, body } = await sentBy((client) =>
      client.EnableKeyRotation({ KeyId: "k" }, { headers: { Prefer: "code=400", "X-Amz-Target": "Other" } }),
    );
    expect({ method: request.method, url: request.url, headers: Object.fromEntries(request.headers), body }).toEqual({
      method: "POST",
      url: "http://localhost:4010/",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "TrentService.EnableKeyRotation",
        prefer: "code=400",
      },
      body: '{"KeyId":"k"}',
    });
  });

  it("goes through the global fetch of the moment, which a test may have replaced", async () => {
    const real = globalThis.fetch;
    globalThis.fetch = async () => new Response('{"Keys":[]}', { status: 200 });
    try {
      expect((await kms.ListKeys()).data?.Keys).toEqual([]);
    } finally {
      globalThis.fetch = real;
    }
  });
});

it("has a function for each operation, and can be awaited", async () => {
  expect(Object.keys(await kms)).toEqual(Object.keys(operations));
});
