import document from "../../generated/control.json";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { type ControlParts, createMockControl } from "../../mock/engine/control/create-mock-control";
import { createControl } from "../../mock/engine/control/handle-control";
import type { ControlSchemas } from "../../mock/engine/control/validate-control";
import { Journal } from "../../mock/engine/journal";
import { HOME } from "../../mock/engine/locality";
import { createLog } from "../../mock/engine/log";
import { PlannedFaults } from "../../mock/engine/planned-faults";
import { allOperations } from "../../mock/engine/state/all-operations";
import { defaultFixtureDocument, stateOfFixture } from "../../mock/engine/state/fixture";
import type { OperationCall } from "../../mock/engine/state/operation-call";
import { StateStore } from "../../mock/engine/state-store";
import { createAjv } from "../../openapi/dialect/compile";

/** The routes by which a page or a program watches a mock without reading all of it. */

const ajv = createAjv(document, { unknownFormats: "refuse" });
const PAGE_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
const YEARLY = "00000000-0000-4000-8000-000000000101";

function controlOf(parts: Omit<ControlParts, "errorsOf" | "operations">) {
  const watched = { ...parts, operations: Object.values(operations), started: 0 };
  return createControl(
    createMockControl({ ...watched, errorsOf: () => new Set() }),
    createLog("silent", () => {}),
    watched,
  );
}

/** A mock with the default fixture, as the control interface and a caller see it. */
function openMock() {
  const store = new StateStore((now) => stateOfFixture(defaultFixtureDocument(), HOME, now), {
    operations: allOperations,
  });
  const faults = new PlannedFaults();
  const handle = controlOf({ store, journal: new Journal(), faults, home: HOME });
  const ask = async (path: string, query = "", method = "GET", body = "") => {
    const answer = await handle({ method, path: `/_trent${path}`, query, body });
    return answer as { status: number; body: never };
  };
  const call = (operation: TrentOperation, request: object, elsewhere: object = {}) =>
    store.call({ operation, request, ...HOME, requestId: "r", ...elsewhere } as unknown as OperationCall);
  return { ask, call, faults };
}

/** Asks, and checks the answer against the control interface's document. */
async function read<Name extends keyof ControlSchemas>(
  mock: ReturnType<typeof openMock>,
  name: Name,
  path: string,
  query = "",
): Promise<ControlSchemas[Name]> {
  const { status, body } = await mock.ask(path, query);
  const validate = ajv.compile({ $ref: `/components/schemas/${name}`, unevaluatedProperties: false });
  expect({ status, errors: validate(body) ? [] : validate.errors }).toEqual({ status: 200, errors: [] });
  return body;
}

const mock = openMock();
const page = (query: string) => read(mock, "KeyPage", "/keys", query);
const names = ({ keys }: ControlSchemas["KeyPage"]) => keys.map(({ aliases, id }) => aliases[0] ?? id);

describe("GET /_trent/keys", () => {
  test("has the newest first, and counts each state", async () => {
    const { keys, found, states } = await page("limit=1000");
    expect(keys).toHaveLength(found);
    expect(keys.map(({ serial }) => serial)).toEqual(keys.map(({ serial }) => serial).sort((a, b) => b - a));
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(found);
    expect(states).toMatchObject({ Unavailable: 1, PendingImport: 1, PendingReplicaDeletion: 1 });
  });

  test.each([
    { query: "state=Unavailable", want: ["alias/unavailable"] },
    { query: "account=444455556666", want: ["alias/private", "alias/shared-with-everyone"] },
    { query: "account=444455556666&region=eu-west-1", want: [] },
    { query: "account=000000000000", want: [] },
    { query: "words=HMAC", want: ["alias/hmac"] },
    { query: "words=costcenter%3D87654", want: ["alias/reference-page"] },
    { query: "words=elliptic+signs", want: ["alias/ecc-signing"] },
    { query: "words=elliptic&state=Disabled", want: [] },
    { query: "words=000000000105", want: ["alias/rotating-on-demand"] },
  ])("$query: $want", async ({ query, want }) => {
    expect(names(await page(query))).toEqual(want);
  });

  test("pages follow one another without a gap and without a key twice", async () => {
    const whole = await page("limit=1000");
    const seen: number[] = [];
    for (let after = ""; ; ) {
      const { keys } = await page(`limit=7${after}`);
      if (keys.length === 0) break;
      seen.push(...keys.map(({ serial }) => serial));
      after = `&after=${seen.at(-1)}`;
    }
    expect(seen).toEqual(whole.keys.map(({ serial }) => serial));
  });

  test("the states count what the words find, whichever state was asked for", async () => {
    const { states, found } = await page("words=rotates&state=Disabled");
    expect({ states, found }).toEqual({ states: { Enabled: 3, Disabled: 1 }, found: 1 });
  });

  test.each([
    { alias: "rotates-yearly", want: { rotation: { periodInDays: 365, held: false }, rotations: 2 } },
    { alias: "rotates-disabled", want: { rotation: { held: true } } },
    { alias: "rotated-on-demand", want: { rotations: 1, rotationDates: [{ type: "ON_DEMAND" }] } },
    { alias: "rotating-on-demand", want: { onDemand: {}, rotation: { periodInDays: 180 } } },
    { alias: "pending-deletion", want: { state: "PendingDeletion", deletion: { windowInDays: 7 } } },
    { alias: "pending-replica-deletion", want: { deletion: { windowInDays: 14 } } },
    { alias: "imported-expires", want: { expires: expect.stringMatching(/Z$/) } },
    { alias: "multi-region-primary", want: { multiRegion: "PRIMARY", rotations: 1 } },
    { alias: "multi-region-replica", want: { multiRegion: "REPLICA", rotation: { held: false } } },
  ])("$alias: $want", async ({ alias, want }) => {
    const { keys } = await page(`words=alias/${alias}`);
    expect(keys.find(({ aliases }) => aliases[0] === `alias/${alias}`)).toMatchObject(want);
  });

  test("of many rotations it counts all and dates the latest fifty", async () => {
    const rotating = openMock();
    rotating.call("EnableKeyRotation", { KeyId: PAGE_KEY, RotationPeriodInDays: 90 });
    await rotating.ask("/clock", "", "PUT", JSON.stringify({ move: { days: 90 * 60 } }));
    const { keys } = await read(rotating, "KeyPage", "/keys", `words=${PAGE_KEY}`);
    expect(keys[0]?.rotations).toBe(60);
    expect(keys[0]?.rotationDates).toHaveLength(50);
  });

  test.each([
    { query: "limit=0", says: /limit has to be a whole number from 1 to 1000, not 0/ },
    { query: "limit=1001", says: /not 1001/ },
    { query: "limit=x", says: /not x/ },
    { query: "after=-1", says: /after has to be/ },
    { query: "acount=1", says: /it takes account, region, state, words, after, limit, once, and nothing else/ },
    { query: "limit=1&limit=2", says: /nothing else/ },
  ])("$query is refused", async ({ query, says }) => {
    expect(await mock.ask("/keys", query)).toEqual({ status: 400, body: { error: expect.stringMatching(says) } });
  });
});

describe("GET /_trent/keys/ID", () => {
  test("has all of a key: materials newest first, tags, aliases, policy", async () => {
    const detail = await read(mock, "KeyDetail", `/keys/${YEARLY}`);
    expect(detail.metadata).toMatchObject({ KeyId: YEARLY, KeyState: "Enabled" });
    expect(detail.materials.map(({ status, rotation }) => [status, rotation])).toEqual([
      ["CURRENT", "AUTOMATIC"],
      ["EARLIER", "AUTOMATIC"],
      ["EARLIER", undefined],
    ]);
    expect(detail).toMatchObject({ materialCount: 3, aliases: ["alias/rotates-yearly"], isDefaultPolicy: true });
    expect(JSON.parse(detail.policy)).toHaveProperty("Statement");
  });

  test("has the events of this key alone, newest first", async () => {
    const called = openMock();
    called.call("DescribeKey", { KeyId: YEARLY });
    called.call("EnableKeyRotation", { KeyId: PAGE_KEY });
    called.call("DisableKeyRotation", { KeyId: PAGE_KEY });
    const { events } = await read(called, "KeyDetail", `/keys/${PAGE_KEY}`);
    expect(events.map(({ eventName }) => eventName)).toEqual(["DisableKeyRotation", "EnableKeyRotation"]);
  });

  test("material that waits is named so", async () => {
    const of = async (alias: string) => (await page(`words=alias/${alias}`)).keys[0]?.id ?? "";
    const ready = await read(mock, "KeyDetail", `/keys/${await of("imported-rotation-ready")}`);
    expect(ready.materials.map(({ status }) => status)).toEqual(["PENDING_ROTATION", "CURRENT"]);
  });

  test("related keys have one id: the query says which", async () => {
    const { keys } = await page("words=alias/multi-region-primary");
    const { id, region } = keys[0]!;
    expect(await mock.ask(`/keys/${id}`)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(`Several keys have the id ${id}: name one with account= and region=.`) },
    });
    const { key } = await read(mock, "KeyDetail", `/keys/${id}`, `region=${region}`);
    expect(key.multiRegion).toBe("PRIMARY");
  });

  test("a key that is not there is refused", async () => {
    expect(await mock.ask("/keys/nope")).toMatchObject({ status: 404 });
    expect(await mock.ask(`/keys/${YEARLY}`, "region=mars-1")).toMatchObject({ status: 404 });
  });
});

describe("GET /_trent/revision", () => {
  const MEMBERS = ["state", "events", "requests", "faults"] as const;

  test.each<{ what: string; act: (mock: ReturnType<typeof openMock>) => unknown; want: string[] }>([
    { what: "nothing", act: () => {}, want: [] },
    { what: "a call that reads", act: ({ call }) => call("ListKeys", {}), want: ["events"] },
    { what: "a call that changes", act: ({ call }) => call("CreateKey", {}), want: ["state", "events"] },
    { what: "a refused call", act: ({ call }) => call("DisableKey", { KeyId: "no" }), want: ["events"] },
    { what: "a fault", act: ({ faults }) => faults.add({ status: 500 }), want: ["faults"] },
    { what: "a clock that is frozen", act: ({ ask }) => ask("/clock", "", "PUT", '{"frozen":true}'), want: ["state"] },
    { what: "a reset", act: ({ ask }) => ask("/reset", "", "POST"), want: ["state", "events", "requests", "faults"] },
    { what: "events forgotten", act: ({ ask }) => ask("/events", "", "DELETE"), want: ["events"] },
  ])("$what: other numbers for $want", async ({ act, want }) => {
    const watched = openMock();
    const before = await read(watched, "Revision", "/revision");
    await act(watched);
    const after = await read(watched, "Revision", "/revision");
    expect(MEMBERS.filter((member) => before[member] !== after[member])).toEqual(want);
  });

  test("a fault that a call meets, and one that is taken back", async () => {
    const { ask, faults } = openMock();
    const revision = async () => ((await ask("/revision")).body as ControlSchemas["Revision"]).faults;
    const id = faults.add({ status: 500, calls: 3 });
    const seen = [await revision()];
    faults.take("ListKeys", HOME.account);
    seen.push(await revision());
    faults.remove(id);
    seen.push(await revision());
    expect(new Set(seen).size).toBe(3);
  });

  test("what is due has happened when the numbers come", async () => {
    const due = openMock();
    await due.ask("/clock", "", "PUT", '{"frozen":true}');
    const { now } = await read(due, "Revision", "/revision");
    await due.ask("/clock", "", "PUT", '{"move":{"days":6}}');
    const later = await read(due, "Revision", "/revision");
    expect(Date.parse(later.now ?? "") - Date.parse(now ?? "")).toBe(6 * 86_400_000);
    expect(names(await read(due, "KeyPage", "/keys", "words=alias/pending-deletion"))).toEqual([]);
  });

  test("with an account it has the time of that account", async () => {
    const moved = openMock();
    await moved.ask("/clock", "account=444455556666", "PUT", '{"now":"2030-01-01T00:00:00Z","frozen":true}');
    expect(await read(moved, "Revision", "/revision", "account=444455556666")).toMatchObject({
      now: "2030-01-01T00:00:00.000Z",
      frozen: true,
    });
    expect(await read(moved, "Revision", "/revision")).toMatchObject({ frozen: false });
  });

  test("a mock without state has requests and faults only", async () => {
    const parts = { store: undefined, journal: new Journal(), faults: new PlannedFaults() };
    const handle = controlOf({ ...parts, home: HOME });
    const { body } = await handle({ method: "GET", path: "/_trent/revision", body: "" });
    expect(body).toEqual({ started: "1970-01-01T00:00:00.000Z", requests: 0, faults: 0 });
    expect(await handle({ method: "GET", path: "/_trent/keys", body: "" })).toMatchObject({ status: 404 });
  });
});

test("GET /_trent/accounts has each account and Region with keys", async () => {
  const other = openMock();
  other.call("CreateKey", {}, { account: "999900001111", region: "eu-west-1" });
  const { home, accounts } = await read(other, "Accounts", "/accounts");
  expect(home).toEqual({ account: HOME.account, region: HOME.region });
  expect(accounts.map(({ account, regions }) => [account, regions.map(({ region }) => region)])).toEqual([
    [HOME.account, ["us-east-1", "us-west-2"]],
    ["444455556666", ["us-east-1"]],
    ["999900001111", ["eu-west-1"]],
  ]);
  expect(accounts[2]?.regions).toEqual([{ region: "eu-west-1", keys: 1 }]);
});

test("GET /_trent/operations has each with its errors", async () => {
  const { operations: listed } = await read(mock, "Operations", "/operations");
  expect(listed).toHaveLength(Object.keys(operations).length);
  expect(listed.find(({ name }) => name === "EnableKeyRotation")).toMatchObject({
    target: "TrentService.EnableKeyRotation",
    mediaType: "application/x-amz-json-1.1",
    errors: expect.arrayContaining(["DisabledException", "ThrottlingException"]),
  });
});

test("100,000 keys: a page of them, or a search, takes less than a second of the processor", async () => {
  const large = openMock();
  for (let i = 0; i < 100_000; i++)
    large.call("CreateKey", { Description: `number ${i}` }, { account: `${100000000000 + (i % 4)}` });
  const took = async (query: string) => {
    const start = process.cpuUsage();
    await large.ask("/keys", query);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  await took("");
  expect(Math.max(await took(""), await took("words=number+99999"))).toBeLessThan(1000);
});
