import { operations } from "../../generated/operations";
import { createTrent, type Trent } from "../../mock/adapters/in-process";
import type { RunningMock } from "../../mock/server/run-mock";
import { AWS_JSON, KEY_ID, NAMES, send, startTestMock } from "../mock/running";
import { firstRequestExample } from "../request-example";

/** The mock without a server beside the served one: the same seed, the same frozen clock, the same requests. */
const SEED = 7;
const NOW = "2030-01-01T00:00:00.000Z";

let trent: Trent;
let served: RunningMock;
beforeAll(async () => {
  trent = createTrent({ seed: SEED, explain: true, logLevel: "silent" });
  served = await startTestMock({ stateless: false, seed: SEED, explain: true });
  // The fixture's times are relative to the start of each.
  const json = { "Content-Type": "application/json" };
  await send(served.url, "PUT", "/_trent/state", json, JSON.stringify(trent.state.get()));
  await both(
    "PUT",
    "/_trent/clock",
    { "Content-Type": "application/json" },
    JSON.stringify({ now: NOW, frozen: true }),
  );
});
afterAll(() => served.close());

/** What HTTP itself adds to an answer, or what a page of another origin needs: the mock without a server has neither. */
const HTTP_ALONE = /^(connection|keep-alive|transfer-encoding|vary|access-control-.*)$/;

/** What may differ between two runs: when it was. */
const shown = (headers: Iterable<[string, string]>) =>
  Object.fromEntries(
    [...headers].flatMap(([name, value]) =>
      HTTP_ALONE.test(name) ? [] : [[name, name === "date" ? "a date" : value]],
    ),
  );

async function both(method: string, path: string, headers: Record<string, string>, body: string | Buffer = "") {
  const given = {
    method,
    headers,
    ...(body.length > 0 && { body: typeof body === "string" ? body : new Uint8Array(body) }),
  };
  const answer = await trent.fetch(`http://kms.us-east-1.amazonaws.com${path}`, given);
  const here = {
    status: answer.status,
    headers: shown(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()).toString("latin1"),
  };
  const there = await send(served.url, method, path, headers, body);
  return {
    here,
    there: {
      status: there.status,
      headers: shown(Object.entries(there.headers)),
      body: there.bytes.toString("latin1"),
    },
  };
}

const call = (operation: string, body: unknown, headers: Record<string, string> = {}) =>
  both(
    "POST",
    "/",
    { "Content-Type": AWS_JSON, "X-Amz-Target": `TrentService.${operation}`, ...headers },
    typeof body === "string" ? body : JSON.stringify(body),
  );

/** The answers are equal, and of the status that the row is about. */
async function expectSame(asked: ReturnType<typeof both>, status: number): Promise<void> {
  const { here, there } = await asked;
  expect(here).toEqual(there);
  expect(here.status).toBe(status);
}

describe("each operation, with its first example and by Prefer", () => {
  it.each(NAMES)("%s", async (name) => {
    const example = firstRequestExample(name);
    const { here, there } = await call(name, example);
    expect(here).toEqual(there);
    for (const { status, examples } of operations[name].responses) {
      await expectSame(call(name, example, { Prefer: `code=${status}` }), status);
      for (const named of examples) await expectSame(call(name, example, { Prefer: `example=${named}` }), status);
    }
  });
});

describe("a walk: what one call changes, the next one sees", () => {
  const made: string[] = [];
  it.each<[operation: string, body: (key: string) => unknown, status: number]>([
    ["CreateKey", () => ({ Description: "ä€😀", Tags: [{ TagKey: "a", TagValue: "b" }] }), 200],
    ["EnableKeyRotation", (KeyId) => ({ KeyId, RotationPeriodInDays: 90 }), 200],
    ["GetKeyRotationStatus", (KeyId) => ({ KeyId }), 200],
    ["CreateAlias", (TargetKeyId) => ({ TargetKeyId, AliasName: "alias/mine" }), 200],
    ["CreateAlias", (TargetKeyId) => ({ TargetKeyId, AliasName: "alias/mine" }), 400],
    ["DisableKey", (KeyId) => ({ KeyId }), 200],
    ["EnableKeyRotation", (KeyId) => ({ KeyId }), 400],
    ["ScheduleKeyDeletion", (KeyId) => ({ KeyId, PendingWindowInDays: 7 }), 200],
    ["DescribeKey", (KeyId) => ({ KeyId }), 200],
    ["ListKeys", () => ({ Limit: 3 }), 200],
  ])("%s %#", async (operation, body, status) => {
    await expectSame(call(operation, body(made[0] ?? "")), status);
    const [latest] = trent.state.get().keys.slice(-1);
    made[0] ??= latest?.id ?? "";
  });

  it("a moved clock, its rotations, events and requests", async () => {
    const move = { "Content-Type": "application/json" };
    await expectSame(both("PUT", "/_trent/clock", move, '{"move":{"days":400}}'), 200);
    await expectSame(call("ListKeyRotations", { KeyId: KEY_ID }), 200);
    const { here, there } = await both("GET", "/_trent/events", {});
    expect(JSON.parse(here.body)).toEqual(JSON.parse(there.body));
    const state = await both("GET", "/_trent/state", {});
    expect(JSON.parse(state.here.body)).toEqual(JSON.parse(state.there.body));
  });
});

describe("refusals", () => {
  const body = JSON.stringify({ KeyId: KEY_ID });
  const target = { "X-Amz-Target": "TrentService.GetKeyRotationStatus" };
  it.each<[what: string, method: string, path: string, headers: Record<string, string>, body: string | Buffer]>([
    ["no target", "POST", "/", { "Content-Type": AWS_JSON }, body],
    ["an unknown target", "POST", "/", { "Content-Type": AWS_JSON, "X-Amz-Target": "TrentService.Nothing" }, body],
    ["another media type", "POST", "/", { ...target, "Content-Type": "text/plain" }, body],
    ["no JSON", "POST", "/", { ...target, "Content-Type": AWS_JSON }, "{"],
    ["no UTF-8", "POST", "/", { ...target, "Content-Type": AWS_JSON }, Buffer.from([0x7b, 0xff, 0x7d])],
    ["no object", "POST", "/", { ...target, "Content-Type": AWS_JSON }, "[]"],
    ["a wrong type", "POST", "/", { ...target, "Content-Type": AWS_JSON }, '{"KeyId":1}'],
    ["a broken constraint", "POST", "/", { ...target, "Content-Type": AWS_JSON }, '{"KeyId":""}'],
    ["a missing member", "POST", "/", { ...target, "Content-Type": AWS_JSON }, "{}"],
    ["an unknown key", "POST", "/", { ...target, "Content-Type": AWS_JSON }, '{"KeyId":"nope"}'],
    ["a broken signature", "POST", "/", { ...target, "Content-Type": AWS_JSON, Authorization: "AWS4" }, body],
    ["an unknown example", "POST", "/", { ...target, "Content-Type": AWS_JSON, Prefer: "example=x" }, body],
    ["a body of more than 1 MiB", "POST", "/", { ...target, "Content-Type": AWS_JSON }, "x".repeat(1_048_577)],
    ["another path", "POST", "/other", { ...target, "Content-Type": AWS_JSON }, body],
    ["a path with a query", "POST", "/?a=b", { ...target, "Content-Type": AWS_JSON }, body],
    ["GET", "GET", "/", {}, ""],
    ["PUT", "PUT", "/", { ...target, "Content-Type": AWS_JSON }, body],
    ["DELETE of another path", "DELETE", "/x?y", {}, ""],
    ["HEAD", "HEAD", "/", {}, ""],
    ["an unknown path of the control interface", "GET", "/_trent/nothing", {}, ""],
    ["a wrong body for it", "PUT", "/_trent/clock", { "Content-Type": "application/json" }, "{}"],
    ["an unknown account for it", "GET", "/_trent/clock?account=1", {}, ""],
  ])("%s", async (_what, method, path, headers, sent) => {
    const { here, there } = await both(method, path, headers, sent);
    expect(here).toEqual(there);
  });
});

test("planned faults: an error, a status without a body", async () => {
  const json = { "Content-Type": "application/json" };
  for (const fault of [
    { error: "ThrottlingException" },
    { status: 503 },
    { error: "KMSInternalException", status: 502 },
  ]) {
    await expectSame(both("POST", "/_trent/faults", json, JSON.stringify({ ...fault, calls: 1 })), 200);
    const { here, there } = await call("ListKeys", {});
    expect(here).toEqual(there);
  }
});

test("dynamic answers alone need the server: they are refused with one sentence", async () => {
  const { here, there } = await call("ListKeys", {}, { Prefer: "dynamic=true, seed=1" });
  expect([here.status, there.status]).toEqual([400, 200]);
  expect(JSON.parse(here.body)).toEqual({
    __type: "ValidationException",
    message:
      "Prefer: dynamic=true needs Trent's server: here ListKeys has the examples of the document alone. Ask for one with example= or code=.",
  });
});

test("the hostile mode varies the same bodies for the same seed", async () => {
  const options = { seed: 11, hostile: true, logLevel: "silent" } as const;
  const [here, there] = [createTrent(options), await startTestMock({ ...options, stateless: false })];
  const bodies = { here: [] as string[], there: [] as string[] };
  for (let i = 0; i < 20; i++) {
    const headers = { "Content-Type": AWS_JSON, "X-Amz-Target": "TrentService.ListKeys" };
    const body = "{}";
    const url = "http://localhost/";
    bodies.here.push(await (await here.fetch(url, { method: "POST", headers, body })).text());
    bodies.there.push((await send(there.url, "POST", "/", headers, body)).bytes.toString("utf8"));
  }
  await there.close();
  expect(bodies.here).toEqual(bodies.there);
  expect(new Set(bodies.here).size).toBeGreaterThan(1);
});
