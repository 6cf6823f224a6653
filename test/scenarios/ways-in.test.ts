import document from "../../generated/document.json";
import { type ScenarioName, scenarioNames } from "../../generated/scenario-names";
import { createTrent } from "../../mock/adapters/in-process";
import { type StartOptions, startMock } from "../../mock/server/start-mock";
import { AWS_JSON } from "../mock/running";
import { type Call, SITUATIONS } from "./situations";

/** Every scenario by every way in, seen by a client that calls the mock. */

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const callOf =
  (fetch: Fetch, url: string, headers: Record<string, string> = {}): Call =>
  async (operation, request, signal) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": AWS_JSON, "X-Amz-Target": `TrentService.${operation}`, ...headers },
      body: JSON.stringify(request),
      ...(signal && { signal }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
  };

const start = (options: StartOptions = {}) => startMock({ port: 0, logLevel: "silent", grace: 0, ...options });
const JSON_TYPE = { "Content-Type": "application/json" };

/** Each way: puts a scenario on, lets a client call, and ends the mock. */
const WAYS: Readonly<Record<string, (name: ScenarioName, see: (call: Call) => Promise<void>) => Promise<void>>> = {
  "--scenario NAME": async (scenario, see) => {
    await using mock = await start({ scenario });
    await see(callOf(fetch, mock.url));
  },
  "--scenario NAME with --no-control": async (scenario, see) => {
    await using mock = await start({ scenario, noControl: true });
    await see(callOf(fetch, mock.url));
  },
  "PUT /_trent/scenario": async (name, see) => {
    await using mock = await start();
    const put = { method: "PUT", headers: JSON_TYPE, body: JSON.stringify({ name }) };
    expect((await fetch(`${mock.url}/_trent/scenario`, put)).status).toBe(204);
    const { on } = (await (await fetch(`${mock.url}/_trent/scenario`)).json()) as { on: string };
    expect(on).toBe(name);
    await see(callOf(fetch, mock.url));
  },
  "PUT /_trent/scenario?account=": async (name, see) => {
    await using mock = await start({ account: "000000000001" });
    const put = { method: "PUT", headers: JSON_TYPE, body: JSON.stringify({ name }) };
    expect((await fetch(`${mock.url}/_trent/scenario?account=000000000001`, put)).status).toBe(204);
    await see(callOf(fetch, mock.url));
  },
  "startMock().scenario(NAME)": async (name, see) => {
    await using mock = await start();
    await mock.scenario(name);
    expect((await mock.scenarios()).on).toBe(name);
    await see(callOf(fetch, mock.url));
  },
  "createTrent().scenario(NAME)": async (name, see) => {
    const trent = createTrent({ logLevel: "silent" });
    await trent.scenario(name);
    expect((await trent.scenarios()).on).toBe(name);
    await see(callOf(trent.fetch, "http://trent.localhost"));
  },
  "Prefer: scenario=NAME, over HTTP": async (name, see) => {
    await using mock = await start();
    await see(callOf(fetch, mock.url, { Prefer: `scenario=${name}` }));
    expect((await mock.scenarios()).on).toBeUndefined();
  },
  "Prefer: scenario=NAME, in process": async (name, see) => {
    const trent = createTrent({ logLevel: "silent" });
    await see(callOf(trent.fetch, "http://trent.localhost", { Prefer: `scenario="${name}"` }));
  },
};

async function listSlowly() {
  const trent = createTrent({ logLevel: "silent" });
  const call = callOf(trent.fetch, "http://trent.localhost", { Prefer: "scenario=slow-lists" });
  const began = performance.now();
  const { status } = await call("ListKeys", {});
  return { status, took: performance.now() - began, entry: trent.requests(1)[0] };
}

/** Begun before all tests, so that they run while it waits. */
let slowList: ReturnType<typeof listSlowly>;
beforeAll(() => {
  slowList = listSlowly();
});

describe.each(Object.keys(WAYS))("%s", (way) => {
  test.each(scenarioNames)("%s", async (name) => {
    await WAYS[way]?.(name, SITUATIONS[name]);
  });
});

describe("each of these is seen to fail without its scenario", () => {
  test.each(scenarioNames)("%s", async (name) => {
    const trent = createTrent({ logLevel: "silent" });
    const call = callOf(trent.fetch, "http://trent.localhost");
    await expect(SITUATIONS[name](call)).rejects.toThrow();
  });
});

test("key-of-each-state has every state of the document", async () => {
  const trent = createTrent({ fixtures: "none", logLevel: "silent" });
  await trent.scenario("key-of-each-state");
  const { keys } = (await (await trent.fetch("http://t/_trent/keys?region=us-east-1")).json()) as {
    keys: { state: string }[];
  };
  const known = document.components.schemas.KeyState.enum;
  expect([...new Set(keys.map(({ state }) => state))].sort()).toEqual([...known].sort());
});

test("slow-lists: a list takes three seconds, and no other call waits for it", async () => {
  const { status, took, entry } = await slowList;
  expect(status).toBe(200);
  expect(took).toBeGreaterThanOrEqual(2990);
  expect(entry).toMatchObject({ operation: "ListKeys", status: 200, fault: "scenario=slow-lists" });
});

test("rotation-just-happened: the rotation has its events, by the scenario's clock", async () => {
  const trent = createTrent({ logLevel: "silent" });
  await trent.scenario("rotation-just-happened");
  const { eventBridge, cloudTrail } = trent.events();
  expect(eventBridge.map((event) => event["detail-type"])).toEqual(["KMS CMK Rotation"]);
  expect(cloudTrail.map(({ eventName }) => eventName)).toEqual(["RotateKey"]);
});

describe("an unknown name is refused, with the names that there are", () => {
  const NAMES = scenarioNames.join(", ");
  const sentence = `There is no scenario "slow-list". There are: ${NAMES}.`;

  test("the option: the mock does not start", async () => {
    await expect(start({ scenario: "slow-list" })).rejects.toMatchObject({
      code: "TRENT_E_SCENARIO",
      message: sentence,
    });
  });
  test("the mock's object", async () => {
    const trent = createTrent({ logLevel: "silent" });
    await expect(trent.scenario("slow-list" as ScenarioName)).rejects.toMatchObject({ code: "TRENT_E_SCENARIO" });
    expect((await trent.scenarios()).on).toBeUndefined();
  });
  test.each([
    { body: `{"name":"slow-list"}`, error: `TRENT_E_SCENARIO: ${sentence}` },
    { body: `{"name":""}`, error: `TRENT_E_SCENARIO: There is no scenario "". ` },
    { body: `{"name":7}`, error: "TRENT_E_CONTROL: The ScenarioChoice is wrong at /name: it must be string." },
    { body: `{"scenario":"slow-lists"}`, error: "TRENT_E_CONTROL: The ScenarioChoice is wrong at /" },
    { body: "slow-lists", error: "TRENT_E_CONTROL: The body is not JSON." },
  ])("PUT $body", async ({ body, error }) => {
    const trent = createTrent({ logLevel: "silent" });
    const answer = await trent.fetch("http://t/_trent/scenario", { method: "PUT", body });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: string }).error).toContain(error);
  });
  test("Prefer", async () => {
    const trent = createTrent({ logLevel: "silent" });
    const call = callOf(trent.fetch, "http://t", { Prefer: "scenario=slow-list" });
    expect(await call("ListKeys", {})).toEqual({
      status: 400,
      body: { __type: "ValidationException", message: `Prefer: ${sentence}` },
    });
  });
});
