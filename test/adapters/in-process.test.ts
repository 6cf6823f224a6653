import { createTrent, TrentProblem } from "../../mock/adapters/in-process";
import { AWS_JSON, KEY_ID } from "../mock/running";

const post = (operation: string, body: unknown = {}): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": AWS_JSON, "X-Amz-Target": `TrentService.${operation}` },
  body: JSON.stringify(body),
});
const URL_OF_AWS = "https://kms.us-east-1.amazonaws.com/";

describe("fetch takes what fetch takes", () => {
  const trent = createTrent({ logLevel: "silent" });
  it.each<[what: string, ask: () => Promise<Response>]>([
    ["a text and init", () => trent.fetch(URL_OF_AWS, post("ListKeys"))],
    ["a URL", () => trent.fetch(new URL(URL_OF_AWS), post("ListKeys"))],
    ["a Request", () => trent.fetch(new Request(URL_OF_AWS, post("ListKeys")))],
    ["a Request and init", () => trent.fetch(new Request(URL_OF_AWS), post("ListKeys"))],
    ["Headers", () => trent.fetch(URL_OF_AWS, { ...post("ListKeys"), headers: new Headers(post("ListKeys").headers) })],
    ["bytes", () => trent.fetch(URL_OF_AWS, { ...post("ListKeys"), body: new TextEncoder().encode("{}") })],
    ["a Blob", () => trent.fetch(URL_OF_AWS, { ...post("ListKeys"), body: new Blob(["{}"]) })],
  ])("%s", async (_what, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ Truncated: false });
  });

  test("alone, as a client's own fetch", async () => {
    const { fetch } = trent;
    expect((await fetch(URL_OF_AWS, post("ListKeys"))).ok).toBe(true);
  });

  test("what is no URL is a TypeError", async () => {
    await expect(trent.fetch("nowhere", post("ListKeys"))).rejects.toMatchObject({ name: "TypeError" });
  });

  test("a text without a Content-Type has that of fetch, and is refused as over HTTP", async () => {
    const headers = { "X-Amz-Target": "TrentService.ListKeys" };
    expect((await trent.fetch(URL_OF_AWS, { method: "POST", headers, body: "{}" })).status).toBe(400);
  });
});

describe("faults and signals", () => {
  test("a dropped connection is a TypeError, as with fetch", async () => {
    const trent = createTrent();
    trent.faults.add({ drop: true, calls: 1 });
    await expect(trent.fetch(URL_OF_AWS, post("ListKeys"))).rejects.toMatchObject({
      name: "TypeError",
      message: "Failed to fetch",
    });
    expect((await trent.fetch(URL_OF_AWS, post("ListKeys"))).status).toBe(200);
  });

  test("an answer that is cut fails as its body is read", async () => {
    const trent = createTrent();
    trent.faults.add({ drop: "midway", calls: 1 });
    const answer = await trent.fetch(URL_OF_AWS, post("ListKeys"));
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow(TypeError);
  });

  test("a signal ends the wait for a delayed answer, with its reason", async () => {
    const trent = createTrent();
    trent.faults.add({ delay: 60_000, drop: true });
    const abort = new AbortController();
    const answer = trent.fetch(URL_OF_AWS, { ...post("ListKeys"), signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(answer).rejects.toThrow("enough");
    await expect(trent.fetch(URL_OF_AWS, { ...post("ListKeys"), signal: abort.signal })).rejects.toThrow("enough");
    trent.faults.clear();
  });
});

describe("the control", () => {
  test("turns rotation on, moves the clock and sees the rotation, its events and requests", async () => {
    const trent = createTrent({ region: "eu-central-1", fixtures: "none" });
    const { KeyMetadata } = (await (await trent.fetch(URL_OF_AWS, post("CreateKey"))).json()) as {
      KeyMetadata: { KeyId: string; Arn: string };
    };
    const { KeyId, Arn } = KeyMetadata;
    expect(Arn).toMatch(/^arn:aws:kms:eu-central-1:111122223333:key\//);
    await trent.fetch(URL_OF_AWS, post("EnableKeyRotation", { KeyId }));
    await trent.clock.move({ days: 366 });
    const { Rotations } = (await (await trent.fetch(URL_OF_AWS, post("ListKeyRotations", { KeyId }))).json()) as {
      Rotations: unknown[];
    };
    expect(Rotations).toHaveLength(1);
    expect(trent.events().eventBridge).toHaveLength(1);
    expect(trent.requests().map(({ operation }) => operation)).toEqual([
      "CreateKey",
      "EnableKeyRotation",
      "ListKeyRotations",
    ]);
    await trent.reset();
    expect(trent.requests()).toEqual([]);
  });

  test("two mocks know nothing of each other", async () => {
    const [one, two] = [createTrent({ fixtures: "none" }), createTrent({ fixtures: "none" })];
    await one.fetch(URL_OF_AWS, post("CreateKey"));
    expect([one, two].map((trent) => trent.state.get().keys.length)).toEqual([1, 0]);
  });

  test("a fixture may be a value", async () => {
    const trent = createTrent({ fixtures: { keys: [{ id: KEY_ID, account: "999988887777" }] } });
    expect(trent.state.get().keys.map(({ account }) => account)).toEqual(["999988887777"]);
  });
});

describe("a wrong option is refused with one coded sentence", () => {
  it.each<[options: object, code: string, sentence: string]>([
    [{ fixture: "none" }, "TRENT_E_OPTION", 'createTrent has no option "fixture". There are: fixtures, region, '],
    [{ toString: 1 }, "TRENT_E_OPTION", 'createTrent has no option "toString".'],
    [
      { fixtures: "mine.yaml" },
      "TRENT_E_OPTION",
      'The option fixtures of createTrent takes "default", "none" or an object',
    ],
    [{ region: "mars" }, "TRENT_E_OPTION", "The option region of createTrent takes a Region such as eu-central-1."],
    [{ account: 111122223333 }, "TRENT_E_OPTION", "The option account of createTrent takes twelve digits."],
    [{ seed: -1 }, "TRENT_E_OPTION", "The option seed of createTrent takes a whole number from 0."],
    [{ keep: true }, "TRENT_E_OPTION", "The option keep of createTrent takes a Storage"],
    [{ quotas: "no" }, "TRENT_E_OPTION", "The option quotas of createTrent takes true or false."],
    [
      { fixtures: { keys: [{}] } },
      "TRENT_E_FIXTURE",
      "The fixture at keys.0: keys.0 must have required property 'id'.",
    ],
  ])("%j", (options, code, sentence) => {
    const thrown = (() => {
      try {
        createTrent(options);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(TrentProblem);
    expect(thrown).toMatchObject({ code, message: expect.stringContaining(sentence) });
  });
});
