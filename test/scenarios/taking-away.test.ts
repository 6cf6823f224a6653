import { scenarioNames } from "../../generated/scenario-names";
import { createTrent, type Trent } from "../../mock/adapters/in-process";
import { type StartOptions, startMock } from "../../mock/server/start-mock";
import { AWS_JSON } from "../mock/running";

/** What a scenario leaves behind, and what it leaves alone. */

const ACCOUNT = "111122223333";
let trent: Trent;
beforeEach(() => {
  trent = createTrent({ logLevel: "silent" });
});

async function call(operation: string, request: object, headers: Record<string, string> = {}) {
  const response = await trent.fetch("http://trent.localhost", {
    method: "POST",
    headers: { "Content-Type": AWS_JSON, "X-Amz-Target": `TrentService.${operation}`, ...headers },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> };
}

const made = async (request: object = {}, headers = {}) =>
  ((await call("CreateKey", request, headers)).body.KeyMetadata as { KeyId: string }).KeyId;
const status = async (operation: string, request: object, headers = {}) =>
  (await call(operation, request, headers)).status;

/** The headers of a signed call, whose signature nobody verifies. */
const signedAs = (key: string, region: string) => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/kms/aws4_request, SignedHeaders=host, Signature=${"5ec4e7".repeat(10)}0000`,
  "X-Amz-Date": "20260101T000000Z",
});

/** All that a mock holds but the serials, which only grow. */
function held() {
  const { nextSerial: _, ...state } = trent.state.get();
  return JSON.parse(JSON.stringify({ state, faults: trent.faults.list(), frozen: trent.clock.frozen }));
}

/** How far the mock's clock is from the wall clock, in whole seconds (`+ 0`: rounding gives -0 just below zero, which is not 0 to `toBe`). */
const ahead = () => Math.round((trent.clock.now().getTime() - Date.now()) / 1000) + 0;

describe("taken away, everything is as it was", () => {
  test.each(scenarioNames)("%s", async (name) => {
    const before = held();
    await trent.scenario(name);
    expect(held()).not.toEqual(before);
    await trent.scenario(undefined);
    expect(held()).toEqual(before);
    expect(ahead()).toBe(0);
    expect((await trent.scenarios()).on).toBeUndefined();
  });

  test("also where one takes the place of another, of each other", async () => {
    const before = held();
    for (const name of [...scenarioNames, ...scenarioNames]) {
      await trent.scenario(name);
      expect((await trent.scenarios()).on).toBe(name);
    }
    await trent.scenario(undefined);
    expect(held()).toEqual(before);
  });

  test("and where none is on, nothing happens", async () => {
    const before = held();
    await trent.scenario(undefined);
    expect(held()).toEqual(before);
  });
});

describe("what calls and people have done meanwhile", () => {
  test("a grant of a key that goes, goes with it, and the state can be put again", async () => {
    await trent.scenario("rotation-due-tomorrow");
    const KeyId = "10000000-0000-4000-8000-000000000201";
    const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:role/Reader`;
    expect(await status("CreateGrant", { KeyId, GranteePrincipal, Operations: ["Decrypt"] })).toBe(200);
    await trent.scenario(undefined);
    const state = trent.state.get();
    expect(state.grants ?? []).toEqual([]);
    await trent.state.put(state);
  });

  test("a key that was made stays; an alias of a key that goes, goes with it", async () => {
    await trent.scenario("rotation-due-tomorrow");
    const KeyId = await made();
    const TargetKeyId = "10000000-0000-4000-8000-000000000201";
    expect(await status("CreateAlias", { AliasName: "alias/mine", TargetKeyId })).toBe(200);
    await trent.scenario("slow-lists");
    expect(await status("DescribeKey", { KeyId })).toBe(200);
    expect(await status("DescribeKey", { KeyId: "alias/mine" })).toBe(400);
    // It is a state that can be loaded.
    await trent.state.put(JSON.parse(JSON.stringify(trent.state.get())));
  });

  test("an alias of the scenario that leads elsewhere goes, and the key that it leads to stays", async () => {
    await trent.scenario("rotation-due-tomorrow");
    const TargetKeyId = await made();
    expect(await status("UpdateAlias", { AliasName: "alias/due-tomorrow", TargetKeyId })).toBe(200);
    await trent.scenario(undefined);
    expect(await status("DescribeKey", { KeyId: "alias/due-tomorrow" })).toBe(400);
    expect(await status("DescribeKey", { KeyId: TargetKeyId })).toBe(200);
  });

  test("a key of the scenario that calls have changed or deleted is gone all the same", async () => {
    const before = held();
    await trent.scenario("key-of-each-state");
    const KeyId = "10000000-0000-4000-8000-000000000101";
    expect(await status("DisableKey", { KeyId })).toBe(200);
    expect(await status("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })).toBe(200);
    await trent.scenario(undefined);
    expect(held()).toEqual(before);
  });

  test("a clock that somebody has moved since is theirs", async () => {
    await trent.scenario("rotation-just-happened");
    expect(ahead()).toBe(60);
    await trent.clock.move({ seconds: 40 });
    await trent.scenario(undefined);
    expect(ahead()).toBe(100);
  });

  test("a fault of somebody else stays, and one of the scenario that was removed is not missed", async () => {
    const mine = trent.faults.add({ operation: "ListKeys", status: 503 });
    await trent.scenario("service-down");
    const [, theirs] = trent.faults.list();
    trent.faults.remove(theirs?.id ?? "");
    await trent.scenario(undefined);
    expect(trent.faults.list().map(({ id }) => id)).toEqual([mine]);
  });

  test("a reset ends it, and so does another state for its keys", async () => {
    const KeyId = "alias/due-tomorrow";
    await trent.scenario("rotation-due-tomorrow");
    await trent.reset();
    expect((await trent.scenarios()).on).toBeUndefined();
    expect(await status("DescribeKey", { KeyId })).toBe(400);
    await trent.scenario("rotation-due-tomorrow");
    await trent.state.put(trent.state.get());
    await trent.scenario(undefined);
    expect(await status("DescribeKey", { KeyId })).toBe(200);
  });
});

describe("accounts are apart", () => {
  test("the scenario of one is not on in another, nor for the whole mock", async () => {
    const { credentials, ...mine } = trent.session();
    const as = signedAs(credentials.accessKeyId, "us-east-1");
    await mine.scenario("service-down");
    expect([await status("ListKeys", {}, as), await status("ListKeys", {})]).toEqual([500, 200]);
    await mine.scenario("rotation-just-happened");
    expect([await status("ListKeys", {}, as), ahead()]).toEqual([200, 0]);
    const KeyId = "alias/just-rotated";
    expect([await status("DescribeKey", { KeyId }, as), await status("DescribeKey", { KeyId })]).toEqual([200, 400]);
    expect([(await mine.scenarios()).on, (await trent.scenarios()).on]).toEqual(["rotation-just-happened", undefined]);
    await trent.scenario("service-down");
    expect((await mine.scenarios()).on).toBe("rotation-just-happened");
    await trent.account(ACCOUNT).reset();
    expect((await trent.scenarios()).on).toBe("service-down");
  });
});

describe("Prefer: scenario=NAME is for one call", () => {
  const inScenario = (name: string) => ({ Prefer: `scenario=${name}` });

  test("nothing of a call in a scenario with keys lasts, and it has no event", async () => {
    const before = { ...held(), events: trent.events() };
    const KeyId = await made({}, inScenario("many-keys"));
    expect(await status("DescribeKey", { KeyId })).toBe(400);
    const due = "10000000-0000-4000-8000-000000000201";
    expect(await status("DisableKey", { KeyId: due }, inScenario("rotation-due-tomorrow"))).toBe(200);
    expect({ ...held(), events: { ...trent.events(), cloudTrail: [] } }).toEqual(before);
    expect(trent.requests().map(({ operation }) => operation)).toEqual(["CreateKey", "DescribeKey", "DisableKey"]);
  });

  test("a call in a scenario of faults alone does what it does, unless a fault hits it", async () => {
    const KeyId = await made({}, inScenario("slow-lists"));
    expect(await status("DescribeKey", { KeyId })).toBe(200);
    expect(await status("DisableKey", { KeyId }, inScenario("service-down"))).toBe(500);
    expect((await call("DescribeKey", { KeyId })).body.KeyMetadata).toMatchObject({ KeyState: "Enabled" });
  });

  test("with another preference beside it, that answers where no fault does; a planned fault comes first", async () => {
    const both = (name: string) => ({ Prefer: `scenario=${name}, example=DisabledException` });
    const request = { KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" };
    const typeOf = async (name: string) => (await call("EnableKeyRotation", request, both(name))).body.__type;
    expect(await typeOf("rotation-due-tomorrow")).toBe("DisabledException");
    expect(await typeOf("everything-throttled")).toBe("ThrottlingException");
    trent.faults.add({ error: "NotFoundException", calls: 1 });
    expect(await typeOf("everything-throttled")).toBe("NotFoundException");
  });

  test("the keys are in the account and Region of the call", async () => {
    const as = { ...signedAs("999900001111", "eu-west-1"), ...inScenario("rotation-due-tomorrow") };
    const { body } = await call("DescribeKey", { KeyId: "alias/due-tomorrow" }, as);
    expect(body.KeyMetadata).toMatchObject({
      Arn: "arn:aws:kms:eu-west-1:999900001111:key/10000000-0000-4000-8000-000000000201",
    });
  });
});

describe("a mock without state has the scenarios of faults and delays alone", () => {
  const start = (options: StartOptions) => startMock({ port: 0, logLevel: "silent", grace: 0, ...options });

  test("it shows and takes away those, and refuses the others", async () => {
    await using mock = await start({ stateless: true });
    await mock.scenario("service-down");
    await expect(mock.scenario("many-keys")).rejects.toMatchObject({ code: "TRENT_E_NO_STATE" });
    expect([(await mock.scenarios()).on, mock.faults.list().length]).toEqual(["service-down", 1]);
    await mock.scenario(undefined);
    expect(mock.faults.list()).toEqual([]);
    const put = { method: "PUT", body: JSON.stringify({ name: "many-keys" }) };
    expect((await fetch(`${mock.url}/_trent/scenario`, put)).status).toBe(404);
    await expect(start({ stateless: true, scenario: "many-keys" })).rejects.toMatchObject({ code: "TRENT_E_NO_STATE" });
  });
});

test("a state that has no room for its keys stays as it is", async () => {
  await using mock = await startMock({ port: 0, logLevel: "silent", stateLimit: 1 });
  const before = mock.state.get().keys.length;
  await expect(mock.scenario("many-keys")).rejects.toMatchObject({ code: "TRENT_E_STATE_FULL" });
  expect([mock.state.get().keys.length, (await mock.scenarios()).on]).toEqual([before, undefined]);
});

test("a control token is asked for, and nothing that a caller sends as a secret is shown", async () => {
  await using mock = await startMock({ port: 0, logLevel: "silent", controlToken: "s3cret", scenario: "service-down" });
  const url = `${mock.url}/_trent/scenario`;
  for (const method of ["GET", "PUT", "DELETE"]) expect((await fetch(url, { method })).status).toBe(401);
  await fetch(mock.url, {
    method: "POST",
    headers: {
      "Content-Type": AWS_JSON,
      "X-Amz-Target": "TrentService.ListKeys",
      ...signedAs("test", "us-east-1"),
      Prefer: "scenario=access-denied",
    },
    body: "{}",
  });
  const shown = JSON.stringify([mock.requests(), mock.events(), await mock.scenarios()]);
  expect(mock.requests(1)[0]).toMatchObject({ operation: "ListKeys", error: "KMSInternalException" });
  expect(shown).not.toMatch(/s3cret|5ec4e7|Credential/);
});
