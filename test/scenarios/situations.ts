import { operations } from "../../generated/operations";
import type { ScenarioName } from "../../generated/scenario-names";
import { NAMES } from "../mock/running";
import { firstRequestExample } from "../request-example";

/** An answer of a mock, however it was called. */
interface Said {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Calls a mock. @param signal gives up */
export type Call = (operation: string, request: object, signal?: AbortSignal) => Promise<Said>;

const DAY = 86_400;

/** What a client sees in each scenario. Each fails on a mock in which none is on. */
export const SITUATIONS: Readonly<Record<ScenarioName, (call: Call) => Promise<void>>> = {
  "everything-throttled": (call) => everyCallIs(call, 400, "ThrottlingException"),
  "access-denied": (call) => everyCallIs(call, 400, "AccessDeniedException"),
  "service-down": (call) => everyCallIs(call, 500, "KMSInternalException"),

  // A list that is asked for first is not there yet when another call has its answer. How long it takes is a test of its own.
  "slow-lists": async (call) => {
    const giveUp = new AbortController();
    const lists = NAMES.filter((name) => name.startsWith("List"));
    const answered: string[] = [];
    const asked = lists.map((name) =>
      call(name, firstRequestExample(name) as object, giveUp.signal)
        .then(() => answered.push(name))
        .catch(() => undefined),
    );
    expect((await call("DescribeKey", { KeyId: "alias/reference-page" })).status).toBe(200);
    expect({ lists: lists.length > 3, answered }).toEqual({ lists: true, answered: [] });
    giveUp.abort();
    await Promise.all(asked);
  },

  "key-of-each-state": async (call) => {
    for (const state of STATES) {
      const { body } = await call("DescribeKey", { KeyId: `alias/state/${state}` });
      expect(body.KeyMetadata).toMatchObject({ KeyState: state });
    }
  },

  "rotation-due-tomorrow": async (call) => {
    const { body } = await call("GetKeyRotationStatus", { KeyId: await keyOf(call, "alias/due-tomorrow") });
    const next = Number(body.NextRotationDate) - Date.now() / 1000;
    expect({ on: body.KeyRotationEnabled, isTomorrow: next > DAY - 600 && next <= DAY }).toEqual({
      on: true,
      isTomorrow: true,
    });
  },

  "rotation-just-happened": async (call) => {
    const { body } = await call("ListKeyRotations", { KeyId: await keyOf(call, "alias/just-rotated") });
    const [rotation, ...more] = body.Rotations as { RotationDate: number; RotationType: string }[];
    expect(more).toEqual([]);
    expect(rotation?.RotationType).toBe("AUTOMATIC");
    // By the clock of the scenario, which is a minute on.
    const ago = Date.now() / 1000 + 60 - Number(rotation?.RotationDate);
    expect(ago).toBeGreaterThanOrEqual(29);
    expect(ago).toBeLessThan(629);
  },

  "on-demand-rotation-running": async (call) => {
    const KeyId = await keyOf(call, "alias/rotation-running");
    const { body } = await call("GetKeyRotationStatus", { KeyId });
    expect(Date.now() / 1000 - Number(body.OnDemandRotationStartDate)).toBeLessThan(660);
  },

  "many-keys": async (call) => {
    let count = 0;
    let Marker: string | undefined;
    let pages = 0;
    do {
      const { body } = await call("ListKeys", { Limit: 1000, ...(Marker !== undefined && { Marker }) });
      count += (body.Keys as unknown[]).length;
      Marker = body.NextMarker as string | undefined;
      pages++;
    } while (Marker !== undefined);
    expect({ pages: pages >= 3, keys: count > 2000 }).toEqual({ pages: true, keys: true });
    await keyOf(call, "alias/many-2000");
  },
};

/** The states that the document knows. */
const STATES = [
  "Creating",
  "Enabled",
  "Disabled",
  "PendingDeletion",
  "PendingImport",
  "PendingReplicaDeletion",
  "Unavailable",
  "Updating",
];

async function everyCallIs(call: Call, status: number, type: string): Promise<void> {
  const said: unknown[] = [];
  for (const name of NAMES) said.push({ name, ...(await call(name, firstRequestExample(name) as object)) });
  expect(said).toEqual(NAMES.map((name) => expect.objectContaining({ name, status, body: ofType(name, type) })));
}

function ofType(name: keyof typeof operations, type: string): unknown {
  expect(operations[name].responses.flatMap(({ errors }) => errors.map((error) => error.type))).toContain(type);
  return expect.objectContaining({ __type: type });
}

/** The id of the key that an alias leads to. */
async function keyOf(call: Call, alias: string): Promise<string> {
  const { status, body } = await call("DescribeKey", { KeyId: alias });
  expect({ alias, status }).toEqual({ alias, status: 200 });
  return (body.KeyMetadata as { KeyId: string }).KeyId;
}
