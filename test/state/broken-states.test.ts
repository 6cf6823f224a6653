import type { TextPieces } from "../../mock/engine/control/handle-control";
import { createEngine, type Engine } from "../../mock/engine/create-engine";
import { createLog } from "../../mock/engine/log";
import { allOperations } from "../../mock/engine/state/all-operations";
import { stateOfFixture } from "../../mock/engine/state/fixture";
import { StateStore } from "../../mock/engine/state-store";
import { readFixture } from "../../mock/server/fixture-file";
import { loadGenerated } from "../../mock/server/load-document";
import { ACCOUNT, REGION } from "./world";

const HOME = { region: REGION, account: ACCOUNT };

/** Every member that a state can have is in it once or more. */
const FIXTURE = `
stores:
  - { id: cks-1234567890abcdef0, type: AWS_CLOUDHSM, cluster: cluster-2a3b4cdefgh }
  - { id: cks-1234567890abcdef1, type: EXTERNAL_KEY_STORE }
keys:
  - id: 00000000-0000-4000-8000-000000000001
    created: -400d
    aliases: [alias/one]
    description: One
    tags: { a: b }
    policy: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: "*", Action: "kms:*", Resource: "*" }] }
    rotation: { period: 90 }
    rotations: [{ date: -100d }]
    onDemand: { started: -1m, done: +1m }
  - { id: 00000000-0000-4000-8000-000000000002, state: PendingDeletion, deletion: { window: 7 } }
  - { id: 00000000-0000-4000-8000-000000000003, origin: EXTERNAL, imported: { description: Mine, expires: +5d, pending: true } }
  - { id: 00000000-0000-4000-8000-000000000004, origin: AWS_CLOUDHSM, store: cks-1234567890abcdef0 }
  - { id: 00000000-0000-4000-8000-000000000005, origin: EXTERNAL_KEY_STORE, store: cks-1234567890abcdef1, xksKeyId: x1 }
  - { id: 00000000-0000-4000-8000-000000000006, manager: AWS, aliases: [alias/aws/s3] }
  - { id: mrk-00000000000040008000000000000007, rotation: { period: 180 }, multiRegion: { primary: home, replicas: [other] } }
  - id: mrk-00000000000040008000000000000007
    region: other
    state: Creating
    settles: +1s
    multiRegion: { primary: home, replicas: [other] }
aliases: [{ name: alias/aws/ebs }]
`;

/** Grants are not in a fixture. */
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

type Json = ReturnType<typeof JSON.parse>;
type Path = readonly (string | number)[];

/** What takes the place of a value: wrong types, and values at and beyond every edge. `undefined` leaves the member out. */
const BAD: readonly unknown[] = [
  undefined,
  null,
  true,
  "",
  "x".repeat(9000),
  "\u{1f511}",
  "__proto__",
  -1,
  0,
  0.5,
  1e15,
  1e17,
  1e308,
  [],
  {},
  [null],
];

/** Faults of the whole that no single value shows. */
const WHOLE: readonly { what: string; damage: (state: Json) => void }[] = [
  { what: "usage of another spec", damage: ({ keys }) => (keys[0].usage = "SIGN_VERIFY") },
  { what: "deletion of an enabled key", damage: ({ keys }) => (keys[0].deletion = { windowInDays: 7, date: 1 }) },
  { what: "pending without a deletion", damage: ({ keys }) => (keys[0].state = "PendingDeletion") },
  { what: "an enabled key that settles", damage: ({ keys }) => (keys[0].settles = { at: 1, to: "Enabled" }) },
  { what: "a relative that is gone", damage: (state) => state.keys.splice(mrk(state), 1) },
  { what: "a store that is gone", damage: (state) => (state.stores = []) },
  { what: "a store twice", damage: ({ stores }) => stores.push(stores[0]) },
  { what: "no material", damage: ({ keys }) => (keys[0].materials = []) },
  { what: "material that waits", damage: ({ keys }) => (keys[0].materials[0].pending = true) },
  { what: "an alias without a date", damage: ({ aliases }) => delete aliases.at(-1).created },
  { what: "a grant without a key", damage: ({ grants }) => (grants[0].keyId = grants[0].keyId.replace(/1$/, "9")) },
  { what: "a grant twice", damage: ({ grants }) => grants.push(grants[0]) },
  { what: "a grant to nobody", damage: ({ grants }) => delete grants[0].grantee },
  { what: "an alias without a key", damage: ({ aliases }) => (aliases.at(-1).target = "x") },
];
const mrk = ({ keys }: Json) => keys.findIndex(({ id }: { id: string }) => id.startsWith("mrk-"));

let engine: Engine;
let whole: Json;
const faults: string[] = [];

beforeAll(async () => {
  const log = createLog("error", (line) => faults.push(line));
  const store = new StateStore((now) => stateOfFixture(readFixture(FIXTURE, "test.yaml"), HOME, now), {
    operations: allOperations,
  });
  const loaded = await loadGenerated();
  engine = createEngine({ loaded, locality: HOME, store, examples: loaded.examples, log, control: true });
  for (const more of [
    {},
    { Name: "name", RetiringPrincipal: ROOT, Constraints: { EncryptionContextEquals: { a: "b" } } },
  ]) {
    const KeyId = "00000000-0000-4000-8000-000000000001";
    const request = { KeyId, GranteePrincipal: ROOT, Operations: ["Decrypt"], ...more };
    if ((await statusOf("CreateGrant", request, REGION)) !== 200) throw new Error("no grant was made");
  }
  whole = JSON.parse([...((await control("GET", "/state")).body as TextPieces).pieces].join(""));
});

const control = async (method: string, path: string, body?: unknown) =>
  engine.control!({ method, path: `/_trent${path}`, body: JSON.stringify(body) ?? "" });

async function statusOf(operation: string, members: object, region: string): Promise<number> {
  const headers = {
    "x-amz-target": `TrentService.${operation}`,
    "content-type": "application/x-amz-json-1.1",
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/kms/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
  };
  const body = new TextEncoder().encode(JSON.stringify(members));
  return (await engine.handle({ headers, body, receivedAt: 0, sourceIp: undefined })).status;
}

/** Reads and changes everything that is there; gives the statuses of 500 and more. */
async function use(state: Json): Promise<string[]> {
  const found: string[] = [];
  const check = async (operation: string, members: object, region = REGION) => {
    const status = await statusOf(operation, members, region);
    if (status >= 500) found.push(`${operation} ${JSON.stringify(members)} ${status}`);
  };
  await check("ListKeys", { Limit: 1000 });
  await check("ListAliases", { Limit: 100 });
  await check("ListRetirableGrants", { RetiringPrincipal: ROOT });
  for (const { id: KeyId, region, manager } of state.keys) {
    const reads = [
      "DescribeKey",
      "ListGrants",
      "ListResourceTags",
      "GetKeyPolicy",
      "ListAliases",
      "GetKeyRotationStatus",
    ];
    for (const operation of [...reads, "ListKeyRotations"]) await check(operation, { KeyId }, region);
    if (manager === "AWS") continue;
    const writes = ["EnableKey", "EnableKeyRotation", "RotateKeyOnDemand", "ScheduleKeyDeletion", "CancelKeyDeletion"];
    for (const operation of writes) await check(operation, { KeyId }, region);
    await check("CreateGrant", { KeyId, GranteePrincipal: ROOT, Operations: ["DescribeKey"], Name: "name" }, region);
    await check("ReplicateKey", { KeyId, ReplicaRegion: "eu-west-1" }, region);
  }
  for (const [method, path, body] of [
    ["PUT", "/clock", { move: { days: 3000 } }],
    ["GET", "/events"],
    ["GET", "/state"],
  ] as const) {
    const { status } = await control(method, path, body);
    if (status >= 500) found.push(`${method} ${path} ${status}`);
  }
  return found;
}

/** Each kind of value once: the first place of each path without its indexes, and of each spelling of it. */
function placesOf(value: Json): Path[] {
  const seen = new Map<string, Path>();
  const walk = (node: Json, path: Path) => {
    const kind = path.map((step) => (typeof step === "number" ? "*" : step)).join(".");
    if (path.length > 0 && !seen.has(kind)) seen.set(kind, path);
    if (typeof node === "object" && node !== null)
      for (const [name, member] of Object.entries(node))
        walk(member, [...path, Array.isArray(node) ? Number(name) : name]);
  };
  walk(value, []);
  return [...seen.values()];
}

function replaced(path: Path, value: unknown): Json {
  const copy = structuredClone(whole);
  const last = path.at(-1)!;
  const owner = path.slice(0, -1).reduce((node: Json, step) => node[step], copy);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}

test("some 900 states with one wrong value each: refused, or good for every call", async () => {
  let tried = 0;
  let refused = 0;
  const problems: string[] = [];
  for (const path of placesOf(whole)) {
    for (const value of BAD) {
      tried++;
      const broken = replaced(path, value);
      const { status, body } = await control("PUT", "/state", broken);
      const what = `${path.join(".")} = ${JSON.stringify(value)?.slice(0, 40)}`;
      if (status === 400) refused++;
      else if (status !== 204) problems.push(`${what}: PUT ${status} ${JSON.stringify(body)}`);
      else for (const fault of await use(broken)) problems.push(`${what}: ${fault}`);
    }
  }
  expect(problems).toEqual([]);
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(700);
  expect(refused / tried).toBeGreaterThan(0.8);
});

test.each(WHOLE)("refused: $what", async ({ damage }) => {
  const broken = structuredClone(whole);
  damage(broken);
  expect(await control("PUT", "/state", broken)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining("TRENT_E_STATE_DAMAGED: This is not a state of Trent: ") },
  });
});

test("rotations that are overdue for ever are refused", async () => {
  const broken = structuredClone(whole);
  const key = broken.keys.find((each: Json) => each.rotation);
  for (let n = 0; n < 9000; n++) {
    const id = `00000000-0000-4000-8000-a${String(n).padStart(11, "0")}`;
    const serial = broken.nextSerial + n;
    broken.keys.push({ ...key, id, serial, state: "Enabled", rotation: { periodInDays: 90, next: 0 } });
  }
  broken.nextSerial += 9000;
  expect(await control("PUT", "/state", broken)).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/^TRENT_E_CONTROL: Until .* rotations and deletions fall due/) },
  });
});
