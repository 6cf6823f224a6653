import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
  ListKeyRotationsCommand,
  ListKeysCommand,
} from "@aws-sdk/client-kms";
import { AccountRings } from "../../mock/engine/account-rings";
import type { MockSession } from "../../mock/engine/control/mock-control";
import { allOperations } from "../../mock/engine/state/all-operations";
import { defaultFixtureDocument, stateOfFixture } from "../../mock/engine/state/fixture";
import { StateStore } from "../../mock/engine/state-store";
import { type StartedMock, startMock, TrentProblem } from "../../mock/server/start-mock";
import { clientOf } from "./served";

const DAY = 86_400_000;
const HOME = "111122223333";
/** A key of another account in the default fixture, which everyone may look at. It rotates in 325 days. */
const OWNER = "444455556666";
const SHARED = `arn:aws:kms:us-east-1:${OWNER}:key/00000000-0000-4000-8000-000000000701`;

let mock: StartedMock;
const clients: KMSClient[] = [];
beforeAll(async () => {
  mock = await startMock({ port: 0, logLevel: "silent" });
});
beforeEach(() => mock.reset());
afterAll(async () => {
  for (const client of clients) client.destroy();
  await mock.close();
});

const clientFor = ({ credentials }: Pick<MockSession, "credentials">): KMSClient => {
  const client = clientOf(mock.url, { credentials });
  clients.push(client);
  return client;
};
const http = async (method: string, route: string, body?: unknown) => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await fetch(`${mock.url}/_trent${route}`, init);
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
};
const inHomeRegion = (keys: readonly { readonly region: string }[]) =>
  keys.filter(({ region }) => region === "us-east-1").length;
const keysOf = async (client: KMSClient) => (await client.send(new ListKeysCommand({ Limit: 1000 }))).Keys!.length;
const nextRotation = async (client: KMSClient, KeyId: string) =>
  (await client.send(new GetKeyRotationStatusCommand({ KeyId }))).NextRotationDate!.getTime();
const problemOf = async (run: () => unknown): Promise<string> => {
  try {
    await run();
  } catch (problem) {
    if (problem instanceof TrentProblem) return problem.report;
    throw problem;
  }
  return "It was taken.";
};

/** What a test does with a mock of its own, as long as no other has a hand in it. */
async function oneTest(index: number, fixtureKeys: number): Promise<void> {
  const mine = mock.session();
  const kms = clientFor(mine);
  const { KeyId } = (await kms.send(new CreateKeyCommand({}))).KeyMetadata!;
  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
  mine.clearEvents();

  const periods = 1 + (index % 5);
  const before = mine.clock.now().getTime();
  await mine.clock.move({ days: periods * 90, hours: index });
  expect(Math.round((mine.clock.now().getTime() - before) / 3_600_000)).toBe(periods * 90 * 24 + index);
  const { Rotations } = await kms.send(new ListKeyRotationsCommand({ KeyId }));
  expect(Rotations).toHaveLength(periods);
  const events = mine.events().cloudTrail as { recipientAccountId: string; serviceEventDetails?: { keyId: string } }[];
  expect(new Set(events.map(({ recipientAccountId }) => recipientAccountId))).toEqual(new Set([mine.account]));
  expect(events.filter(({ serviceEventDetails }) => serviceEventDetails?.keyId === KeyId)).toHaveLength(periods);

  const calls = 1 + (index % 3);
  mine.faults.add({ operation: "ListKeys", error: "KMSInternalException", calls });
  for (let n = 0; n < calls; n++) await expect(keysOf(kms)).rejects.toHaveProperty("name", "KMSInternalException");
  expect(await keysOf(kms)).toBe(inHomeRegion(mine.state.get().keys));
  expect(mine.requests().map(({ account, operation, error }) => [account, error ?? operation])).toEqual(
    [
      "CreateKey",
      "EnableKeyRotation",
      "ListKeyRotations",
      ...Array(calls).fill("KMSInternalException"),
      "ListKeys",
    ].map((said) => [mine.account, said]),
  );

  await mine.reset();
  expect([mine.requests(), mine.events().cloudTrail, mine.faults.list()]).toEqual([[], [], []]);
  expect(Math.abs(mine.clock.now().getTime() - Date.now())).toBeLessThan(1000);
  expect(await keysOf(kms)).toBe(fixtureKeys);
}

test("50 tests in parallel on one mock do not see each other", async () => {
  const home = clientOf(mock.url);
  clients.push(home);
  const fixtureKeys = await keysOf(home);
  await Promise.all(Array.from({ length: 50 }, (_, index) => oneTest(index, fixtureKeys)));
  expect(new Set(mock.state.get().keys.map(({ account }) => account)).size).toBe(52);
  expect(mock.requests().filter(({ account }) => account === HOME)).toHaveLength(1);
});

describe("the whole mock and an account of its own clock", () => {
  test("the mock's clock moves all that have none of their own; a reset ends the own ones", async () => {
    const mine = mock.session();
    const other = mock.account("999900001111");
    await mock.clock.move({ days: 10 });
    // `+ 0`: rounding gives -0 just below zero.
    const days = ({ clock }: Pick<StartedMock, "clock">) => Math.round((clock.now().getTime() - Date.now()) / DAY) + 0;
    expect([days(mock), days(other), days(mine)]).toEqual([10, 10, 0]);
    await other.clock.move({ days: 5 });
    await mock.clock.move({ days: -3 });
    expect([days(mock), days(other), days(mine)]).toEqual([7, 15, 0]);
    other.clock.freeze();
    expect([mock.clock.frozen, other.clock.frozen]).toEqual([false, true]);
    await mock.reset();
    await mock.clock.move({ days: 1 });
    expect([days(mock), days(other), days(mine)]).toEqual([1, 1, 1]);
  });

  test("its faults hit every account, and are shown and taken back as a whole", async () => {
    const [one, two] = [mock.session(), mock.session()];
    mock.faults.add({ operation: "DescribeKey", error: "KMSInternalException" });
    const id = one.faults.add({ operation: "ListKeys", error: "KMSInternalException" });
    const [ofOne, ofTwo] = [clientFor(one), clientFor(two)];
    await expect(ofTwo.send(new DescribeKeyCommand({ KeyId: SHARED }))).rejects.toHaveProperty(
      "name",
      "KMSInternalException",
    );
    await expect(keysOf(ofOne)).rejects.toHaveProperty("name", "KMSInternalException");
    await keysOf(ofTwo);
    expect(mock.faults.list()).toMatchObject([{ operation: "DescribeKey" }, { id, account: one.account }]);
    expect([one.faults.list().length, two.faults.list().length]).toEqual([1, 0]);
    expect([two.faults.remove(id), one.faults.remove(id)]).toEqual([false, true]);
    mock.faults.clear();
    await ofTwo.send(new DescribeKeyCommand({ KeyId: SHARED }));
  });

  test("an account's state is as if it was alone, and can be put back", async () => {
    const [one, two] = [mock.session(), mock.session()];
    const start = two.state.get();
    const kms = clientFor(one);
    await kms.send(new CreateKeyCommand({}));
    const more = one.state.get();
    expect(more.keys).toHaveLength(start.keys.length + 1);
    expect(more.nextSerial).toBe(start.nextSerial + 1);
    await one.reset();
    expect(one.state.get().keys.map(({ id, serial }) => [id, serial])).toEqual(
      start.keys.map(({ id, serial }) => [id, serial]),
    );
    await one.state.put(more);
    expect(one.state.get()).toEqual(more);
    expect(two.state.get()).toEqual(start);
    expect(await problemOf(() => two.state.put(more))).toContain(
      `TRENT_E_STATE_DAMAGED: This is not a state of the account ${two.account} alone: it has something of ${one.account}.`,
    );
    await mock.state.put(mock.state.get());
    expect(one.state.get()).toEqual(more);
  });

  test("a session is an account that nobody has used", async () => {
    const next = String(Number(mock.session().account) + 1);
    await keysOf(clientFor(mock.account(next)));
    expect(mock.session().account).toBe(String(Number(next) + 1));
  });
});

describe("a call across accounts: the key lives in its owner's time, the call is made in the caller's", () => {
  test("the owner's clock has moved, the caller's has not", async () => {
    await mock.account(OWNER).clock.move({ days: 400 });
    const mine = mock.session();
    expect(await nextRotation(clientFor(mine), SHARED)).toBeGreaterThan(Date.now() + 600 * DAY);
    expect(Date.parse(String(mine.events().cloudTrail.at(-1)?.eventTime))).toBeLessThan(Date.now() + DAY);
    expect(mock.account(OWNER).events().cloudTrail).not.toContainEqual(
      expect.objectContaining({ eventName: "GetKeyRotationStatus" }),
    );
  });

  test("the caller's clock has moved, the owner's has not", async () => {
    const mine = mock.session();
    await mine.clock.move({ days: 400 });
    expect(await nextRotation(clientFor(mine), SHARED)).toBeLessThan(Date.now() + 326 * DAY);
    expect(Date.parse(String(mine.events().cloudTrail.at(-1)?.eventTime))).toBeGreaterThan(Date.now() + 399 * DAY);
  });

  test("what is due by the owner's clock is done before the call, whoever has a clock of its own", () => {
    const now = jest.spyOn(Date, "now");
    try {
      for (const apart of [OWNER, HOME, "999900001111"]) {
        now.mockReturnValue(1.8e12);
        const home = { region: "us-east-1", account: HOME };
        const store = new StateStore((at) => stateOfFixture(defaultFixtureDocument(), home, at), {
          operations: allOperations,
        });
        store.freeze(false, apart);
        now.mockReturnValue(1.8e12 + 326 * DAY);
        const request = { KeyId: SHARED };
        const call = { operation: "GetKeyRotationStatus", request, account: HOME, region: "us-east-1" } as const;
        const { body } = store.call({ ...call, requestId: "r" }) as { body: { NextRotationDate: number } };
        expect(body.NextRotationDate * 1000).toBe(1.8e12 + (325 + 365) * DAY);
      }
    } finally {
      now.mockRestore();
    }
  });
});

describe("over HTTP", () => {
  test("a session, and every route with ?account=", async () => {
    const { status, body: session } = await http("POST", "/sessions");
    expect(status).toBe(200);
    const { account } = session;
    expect(session).toEqual({ account, credentials: { accessKeyId: account, secretAccessKey: "test" } });
    const kms = clientFor(session);
    const keys = await keysOf(kms);
    const of = (route: string) => `${route}?account=${account}`;
    const clock = { frozen: true, now: new Date().toISOString() };
    expect(await http("PUT", of("/clock"), clock)).toEqual({ status: 200, body: clock });
    expect((await http("GET", of("/clock"))).body.frozen).toBe(true);
    expect((await http("GET", "/clock")).body.frozen).toBe(false);
    const { id } = (await http("POST", of("/faults"), { error: "KMSInternalException" })).body;
    await expect(keysOf(kms)).rejects.toHaveProperty("name", "KMSInternalException");
    await keysOf(clientFor({ credentials: { accessKeyId: "test", secretAccessKey: "test" } }));
    expect((await http("GET", of("/faults"))).body.faults).toEqual([{ id, account, error: "KMSInternalException" }]);
    expect((await http("DELETE", `/faults/${id}?account=${HOME}`)).status).toBe(404);
    expect((await http("DELETE", of(`/faults/${id}`))).status).toBe(204);
    expect((await http("GET", of("/requests"))).body.requests).toHaveLength(2);
    expect((await http("GET", of("/events"))).body.cloudTrail).toHaveLength(1);
    const { body: state } = await http("GET", of("/state"));
    expect(inHomeRegion(state.keys)).toBe(keys);
    expect((await http("PUT", of("/state"), { ...state, keys: [], aliases: [] })).status).toBe(204);
    expect(await keysOf(kms)).toBe(0);
    for (const route of ["/events", "/requests", "/faults"]) expect((await http("DELETE", of(route))).status).toBe(204);
    expect((await http("POST", of("/reset"))).status).toBe(204);
    expect(await keysOf(kms)).toBe(keys);
    expect((await http("GET", "/requests")).body.requests.map((r: { account: string }) => r.account)).toContain(HOME);
  });

  test.each([
    { route: "GET /clock?account=1", status: 400, says: 'The account "1" is wrong: it takes twelve digits.' },
    { route: "POST /reset?account=", status: 400, says: 'The account "" is wrong: it takes twelve digits.' },
    { route: "POST /reset?acount=999900001111", status: 400, says: "The query ?acount=999900001111 is wrong" },
    { route: `POST /reset?account=${HOME}&account=${OWNER}`, status: 400, says: "it takes account, once" },
    { route: `POST /sessions?account=${HOME}`, status: 400, says: "A session is of no account yet" },
    { route: `GET /nothing?account=${HOME}`, status: 404, says: "There is no GET /_trent/nothing." },
  ])("$route is refused, and nothing is changed", async ({ route, status, says }) => {
    await mock.clock.move({ days: 3 });
    const [method = "", place = ""] = route.split(" ");
    const refused = await http(method, place);
    expect([refused.status, refused.body.error]).toEqual([status, expect.stringContaining(says)]);
    expect(refused.body.error).toMatch(/^TRENT_E_CONTROL: /);
    expect(mock.clock.now().getTime()).toBeGreaterThan(Date.now() + 2 * DAY);
  });
});

test("what the object refuses, it refuses with the sentence that HTTP answers", async () => {
  const wrong: readonly [string, unknown, (control: StartedMock) => unknown][] = [
    ["PUT /clock", { move: { days: "1" } }, ({ clock }) => clock.move({ days: "1" as never })],
    ["PUT /clock", { move: {} }, ({ clock }) => clock.move({})],
    ["PUT /clock", { now: "tomorrow" }, ({ clock }) => clock.set("tomorrow")],
    ["PUT /clock", { now: "1931-01-01T00:00:00.000Z" }, ({ clock }) => clock.set(new Date("1931-01-01"))],
    ["PUT /clock", {}, ({ clock }) => clock.change({})],
    ["POST /faults", { error: "NoSuchException" }, ({ faults }) => faults.add({ error: "NoSuchException" })],
    [
      "POST /faults",
      { operation: "Nothing", delay: 1 },
      ({ faults }) => faults.add({ operation: "Nothing", delay: 1 }),
    ],
    ["POST /faults", { calls: 1 }, ({ faults }) => faults.add({ calls: 1 })],
    ["PUT /state", { version: 1 }, ({ state }) => state.put({ version: 1 })],
    ["GET /clock?account=x", undefined, (control) => control.account("x")],
  ];
  for (const [route, body, run] of wrong) {
    const [method = "", place = ""] = route.split(" ");
    expect(await problemOf(() => run(mock))).toBe((await http(method, place, body)).body.error);
  }
});

test("the state file has the clocks of accounts; a file without them is read as before", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "trent-"));
  const options = { port: 0, logLevel: "silent", state: path.join(folder, "state.json") } as const;
  const saved = () => JSON.parse(readFileSync(options.state, "utf8")).clock;
  const first = await startMock(options);
  await first.clock.move({ days: 5 });
  await first.close();
  expect(Object.keys(saved())).toEqual(["offset"]);

  const second = await startMock(options);
  const { account, clock } = second.session();
  await clock.set("2031-01-01T00:00:00Z");
  clock.freeze();
  await second.close();
  expect(Object.keys(saved().accounts)).toEqual([account]);

  const third = await startMock(options);
  const again = third.account(account);
  expect([again.clock.frozen, again.clock.now().toISOString().slice(0, 19)]).toEqual([true, "2031-01-01T00:00:00"]);
  expect(Math.round((third.clock.now().getTime() - Date.now()) / DAY)).toBe(5);
  // Its keys fall due by its clock again.
  const rotated = () => again.events().cloudTrail.filter(({ eventName }) => eventName === "RotateKey").length;
  await third.clock.move({ days: 800 });
  expect(rotated()).toBe(0);
  await again.clock.move({ days: 800 });
  expect(rotated()).toBeGreaterThan(0);
  expect(third.session().account).not.toBe(account);
  await third.close();
  rmSync(folder, { recursive: true });
});

test("memory is bounded: the latest of each account, and the account that was silent longest makes room", () => {
  const rings = new AccountRings<number>(3);
  for (let n = 0; n < 10; n++) rings.add("a", n);
  for (let n = 0; n < 99; n++) rings.add(`b${n}`, n);
  expect([rings.list("a"), rings.dropped("a"), rings.list().length]).toEqual([[7, 8, 9], 7, 102]);
  rings.add("b0", 0);
  rings.add("a", 10);
  rings.add("c", 1);
  expect([rings.list("a"), rings.list("b0"), rings.list("b1"), rings.list("c")]).toEqual([[8, 9, 10], [0, 0], [], [1]]);
  expect(rings.dropped()).toBe(9);
  rings.clear("a");
  expect([rings.list("a"), rings.has("a"), rings.list().length]).toEqual([[], true, 100]);
});
