import path from "node:path";
import { gzipSync } from "node:zlib";
import { operations } from "../../generated/operations";
import { banner } from "../../mock/server/banner";
import type { RunningMock } from "../../mock/server/run-mock";
import { sampleCall } from "../../mock/server/sample-call";
import { firstRequestExample } from "../request-example";
import { AWS_JSON, call, json, NAMES, OPTIONS, send, startTestMock } from "./running";
import { wireFaults } from "./wire-form";

/** A document in the dialect of the public directory, with every defect of it. */
const PANTRY = path.join(__dirname, "../openapi/fixtures/pantry.guru.json");
const OURS = path.join(__dirname, "../../openapi/trent.yaml");

describe("a document of the public directory's dialect", () => {
  let mock: RunningMock;
  beforeAll(async () => {
    mock = await startTestMock({ spec: PANTRY });
  });
  afterAll(() => mock.close());

  const callPantry = (operation: string, body: object, headers = {}) =>
    send(
      mock.url,
      "POST",
      "/",
      { "Content-Type": AWS_JSON, "X-Amz-Target": `Pantry_20200101.${operation}`, ...headers },
      JSON.stringify(body),
    );
  const CALLS = [
    { operation: "StoreJar", body: { Label: "plum-1", Contents: "AQI=", Weight: 1 } },
    { operation: "ListJars", body: { Limit: 2 } },
    { operation: "SweepFloor", body: {} },
  ];

  it("has every operation of the document", () => {
    expect(mock.loaded.operations.map((operation) => operation.name)).toEqual(CALLS.map((of) => of.operation));
  });

  it.each(CALLS)("$operation answers 200 in the wire form", async ({ operation, body }) => {
    const answered = await callPantry(operation, body);
    expect(answered.status).toBe(200);
    expect(wireFaults(answered)).toEqual([]);
  });

  it.each(CALLS)("$operation answers 200 in the wire form with a body made from its schema", async (row) => {
    for (let seed = 0; seed < 20; seed++) {
      const answered = await callPantry(row.operation, row.body, { Prefer: `dynamic=true, seed=${seed}` });
      expect({ seed, status: answered.status, faults: wireFaults(answered) }).toEqual({
        seed,
        status: 200,
        faults: [],
      });
    }
  });

  it("answers its errors at 400 and 500, and in no made-up status", async () => {
    const broken = await callPantry("StoreJar", { Label: "plum-1" }, { Prefer: "example=JarBrokenException" });
    const fault = await callPantry("StoreJar", { Label: "plum-1" }, { Prefer: "code=500" });
    expect({ status: broken.status, body: json(broken) }).toMatchObject({
      status: 400,
      body: { __type: "JarBrokenException" },
    });
    expect({ status: fault.status, body: json(fault) }).toMatchObject({
      status: 500,
      body: { __type: "PantryInternalException" },
    });
  });

  it("answers in AWS JSON 1.0 to a client that asks in that", async () => {
    const answered = await callPantry("ListJars", {}, { "Content-Type": "application/x-amz-json-1.0" });
    expect(answered.status).toBe(200);
    expect(answered.headers["content-type"]).toBe("application/x-amz-json-1.0");
  });

  it("answers errors in AWS JSON 1.0 to such a client, known operation or not", async () => {
    for (const operation of ["StoreJar", "StoreCar"]) {
      const answered = await callPantry(operation, {}, { "Content-Type": "application/x-amz-json-1.0" });
      expect({ status: answered.status, type: answered.headers["content-type"] }).toEqual({
        status: 400,
        type: "application/x-amz-json-1.0",
      });
    }
  });

  it.each<[what: string, body: Buffer, status: number, type: string | undefined]>([
    ["a body in gzip", gzipSync('{"Label":"plum-1"}'), 200, undefined],
    ["gzip that is refused by the schema", gzipSync("{}"), 400, "ValidationException"],
    ["no gzip at all", Buffer.from("{}"), 400, "SerializationException"],
    ["gzip of 100 MiB", gzipSync(Buffer.alloc(100 * 2 ** 20)), 400, "RequestEntityTooLargeException"],
  ])("takes Content-Encoding: gzip: %s", async (_what, body, status, type) => {
    const headers = {
      "Content-Type": AWS_JSON,
      "X-Amz-Target": "Pantry_20200101.StoreJar",
      "Content-Encoding": "gzip",
    };
    const answered = await send(mock.url, "POST", "/", headers, body);
    expect({ status: answered.status, type: (json(answered) as { __type?: string }).__type }).toEqual({ status, type });
  });

  it("validates requests by the document's own constraints", async () => {
    expect(json(await callPantry("StoreJar", {}))).toEqual({
      __type: "ValidationException",
      message:
        "1 validation error detected: Value null at 'label' failed to satisfy constraint: Member must not be null",
    });
    expect(json(await callPantry("StoreJar", { Label: 1 }))).toEqual({
      __type: "SerializationException",
      Message: "NUMBER_VALUE can not be converted to a String",
    });
  });

  it("has none of our operations", async () => {
    expect(json(await call(mock.url, "ListKeys", {}))).toEqual({ __type: "UnknownOperationException" });
  });

  it("is announced with a call that it answers with 200", async () => {
    const call = sampleCall(mock.loaded, OPTIONS);
    const headers = { "Content-Type": call.mediaType, "X-Amz-Target": call.target };
    expect((await send(mock.url, "POST", "/", headers, call.body)).status).toBe(200);
    // Where every operation needs members, the call has them.
    const operations = mock.loaded.operations.filter(({ name }) => name === "StoreJar");
    const { body, target } = sampleCall({ ...mock.loaded, operations }, OPTIONS);
    expect((await callPantry("StoreJar", JSON.parse(body) as object)).status).toBe(200);
    expect(target).toBe("Pantry_20200101.StoreJar");
  });

  it("is announced at the start with all that was changed", () => {
    const printed = banner(mock.url, mock, { ...OPTIONS, spec: PANTRY });
    expect(mock.loaded.changes.length).toBeGreaterThan(10);
    for (const change of mock.loaded.changes) expect(printed).toContain(`  normalised: ${change}\n`);
    expect(printed).toContain(`3 operations, listening on ${mock.url}\n`);
    expect(printed).toContain("X-Amz-Target: Pantry_20200101.ListJars");
    expect(printed).not.toMatch(/kms|KMS|1234abcd/);
  });
});

describe("our own document, given by its file, behaves as the generated one", () => {
  let generated: RunningMock;
  let given: RunningMock;
  beforeAll(async () => {
    generated = await startTestMock();
    given = await startTestMock({ spec: OURS });
  });
  afterAll(async () => {
    await generated.close();
    await given.close();
  });

  it("is changed in nothing", () => {
    expect(given.loaded.changes).toEqual([]);
    expect(given.loaded.operations).toEqual(Object.values(operations));
  });

  it.each(NAMES)("%s", async (name) => {
    const requests: [body: unknown, headers: Record<string, string>][] = [
      [firstRequestExample(name), {}],
      [firstRequestExample(name), { Prefer: "code=400" }],
      [firstRequestExample(name), { Prefer: "code=500" }],
      [firstRequestExample(name), { Prefer: "dynamic=true, seed=1" }],
      [firstRequestExample(name), { Prefer: "example=Nothing" }],
      [firstRequestExample(name), { "X-Amz-Date": "now" }],
      [{ KeyId: "", Limit: 0, RotationPeriodInDays: 1, KeySpec: "x", AliasName: "" }, {}],
      [{ KeyId: [], Limit: "1", AliasName: [] }, {}],
    ];
    for (const [body, headers] of requests) {
      const [one, two] = await Promise.all([
        call(generated.url, name, body, headers),
        call(given.url, name, body, headers),
      ]);
      expect({ status: two.status, body: two.bytes.toString() }).toEqual({
        status: one.status,
        body: one.bytes.toString(),
      });
    }
  });
});
