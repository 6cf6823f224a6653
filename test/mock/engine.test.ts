import { type Answer, AWS_JSON } from "../../mock/engine/answer";
import { ConnectionDrop } from "../../mock/engine/connection-drop";
import { createEngine, type Engine, type EngineOptions, type LoadedDocument } from "../../mock/engine/create-engine";
import type { ExampleSource } from "../../mock/engine/example-source";
import { HOME } from "../../mock/engine/locality";
import type { EngineRequest } from "../../mock/engine/request-context";
import { allOperations } from "../../mock/engine/state/all-operations";
import { stateOfFixture } from "../../mock/engine/state/fixture";
import { StateStore } from "../../mock/engine/state-store";
import { readFixture } from "../../mock/server/fixture-file";
import { loadGenerated } from "../../mock/server/load-document";
import { memoryLog } from "./running";

/** Examples that are always the same, and read when they are asked for, as those of another document. */
const examplesOf = (body: unknown): ExampleSource => ({ has: () => true, body: async () => body });

const FIXTURE = "keys: [{ id: 11111111-2222-4333-8444-555555555555 }]";
const KEY_ID = "11111111-2222-4333-8444-555555555555";

const log = memoryLog();
let loaded: LoadedDocument;
beforeAll(async () => {
  loaded = await loadGenerated();
});
beforeEach(() => {
  log.lines.length = 0;
});

function engineOf(options: Partial<EngineOptions> = {}): Engine {
  return createEngine({ loaded, locality: HOME, examples: examplesOf({}), log, control: true, ...options });
}

const storeOf = () =>
  new StateStore((now) => stateOfFixture(readFixture(FIXTURE, "test.yaml"), HOME, now), { operations: allOperations });

function requestOf(operation: string, body: unknown, headers: EngineRequest["headers"] = {}): EngineRequest {
  return {
    headers: { "content-type": AWS_JSON, "x-amz-target": `TrentService.${operation}`, ...headers },
    body: new TextEncoder().encode(JSON.stringify(body)),
    receivedAt: performance.now(),
    sourceIp: "127.0.0.1",
  };
}

const said = () => log.lines.map((line) => line.slice(25, -1));

describe("without a server", () => {
  it("the state answers at once, with every header but Content-Length and Date", () => {
    const engine = engineOf({ store: storeOf(), requestId: () => "id-1" });
    expect(engine.handle(requestOf("GetKeyRotationStatus", { KeyId: KEY_ID }))).toEqual({
      status: 200,
      headers: {
        "x-amzn-RequestId": "id-1",
        "Cache-Control": "no-cache, no-store, must-revalidate, private",
        Expires: "0",
        Pragma: "no-cache",
        "Content-Type": AWS_JSON,
      },
      body: `{"KeyId":"arn:aws:kms:us-east-1:111122223333:key/${KEY_ID}","KeyRotationEnabled":false}`,
    });
  });

  it("a refusal comes at once, an example that has to be read later and the next time at once", async () => {
    const engine = engineOf({ examples: examplesOf({ Keys: [], Truncated: false }) });
    expect(engine.handle(requestOf("ListKeys", { Limit: 0 }))).toMatchObject({ status: 400 });
    const first = engine.handle(requestOf("ListKeys", {}));
    expect(first).toBeInstanceOf(Promise);
    await first;
    const second = engine.handle(requestOf("ListKeys", {}));
    expect(second).toMatchObject({ status: 200, body: '{"Keys":[],"Truncated":false}' });
  });

  it("a planned drop of the connection rejects", async () => {
    const engine = engineOf({ store: storeOf() });
    const body = JSON.stringify({ drop: true, calls: 1 });
    expect(engine.control?.({ method: "POST", path: "/_trent/faults", body })).toEqual({
      status: 200,
      body: { id: "1" },
    });
    await expect(engine.handle(requestOf("ListKeys", {}))).rejects.toBeInstanceOf(ConnectionDrop);
    expect(engine.handle(requestOf("ListKeys", {}))).toMatchObject({ status: 200 });
  });

  it("nothing is logged where nobody reads", () => {
    const lines: string[] = [];
    const silent = { ...log, info: (line: string) => void lines.push(line), writes: () => false };
    engineOf({ store: storeOf(), log: silent, control: false }).handle(requestOf("ListKeys", {}));
    expect(lines).toEqual([]);
  });

  it("the control interface is there unless it is off", async () => {
    expect(engineOf({ control: false }).control).toBeUndefined();
    const { control } = engineOf({ store: storeOf() });
    expect(
      await control?.({ method: "PUT", path: "/_trent/clock", body: '{"frozen":true,"now":"2030-01-01T00:00:00Z"}' }),
    ).toEqual({ status: 200, body: { frozen: true, now: "2030-01-01T00:00:00.000Z" } });
    expect(control?.({ method: "GET", path: "/_trent/nothing", body: "" })).toEqual({
      status: 404,
      body: { error: expect.stringMatching(/^TRENT_E_CONTROL: There is no GET \/_trent\/nothing\. /) },
    });
  });

  it("a fault of the control interface itself is a 500 and a line in the log", () => {
    const store = storeOf();
    store.advance = () => {
      throw new Error("broken on purpose");
    };
    const answer = engineOf({ store }).control?.({ method: "GET", path: "/_trent/events", body: "" });
    expect(answer).toEqual({ status: 500, body: { error: "The mock itself failed." } });
    expect(said()).toEqual([expect.stringMatching(/^error the control interface failed: Error: broken on purpose/)]);
  });
});

describe("an answer that breaks its schema", () => {
  /** Two members that break the schema of ListKeys' answer, and one that fits. */
  const broken = { Keys: [{ KeyId: "", KeyArn: 7 }], Truncated: false, NextMarker: "" };

  it("of Trent's own document is a fault of the mock: 500, and an error in the log", async () => {
    const engine = engineOf({ examples: examplesOf(broken) });
    expect(await engine.handle(requestOf("ListKeys", {}))).toMatchObject({
      status: 500,
      body: '{"__type":"InternalFailure"}',
    });
    const [line] = said();
    expect(line).toMatch(/^error ListKeys: the 200 answer breaks its schema at \/Keys\/0\/KeyId \(must NOT have/);
    expect(line).toContain("/Keys/0/KeyArn (must be string)");
    expect(line).toContain("/NextMarker");
  });

  it("of another document loses the members that break it, with a warning in the log", async () => {
    const engine = engineOf({ loaded: { ...loaded, isOwn: false }, examples: examplesOf(broken) });
    const answers = [await engine.handle(requestOf("ListKeys", {})), engine.handle(requestOf("ListKeys", {}))];
    expect(answers).toEqual(
      [0, 1].map(() => expect.objectContaining({ status: 200, body: '{"Keys":[{}],"Truncated":false}' })),
    );
    const warnings = said().filter((line) => line.startsWith("warn"));
    expect(warnings).toEqual([
      expect.stringMatching(/^warn {2}ListKeys: the 200 answer breaks its schema at .*; these members are left out$/),
    ]);
  });

  it("of another document is sent as it is where nothing fits", async () => {
    const engine = engineOf({ loaded: { ...loaded, isOwn: false }, examples: examplesOf("no object") });
    expect(await engine.handle(requestOf("ListKeys", {}))).toMatchObject({ status: 200, body: '"no object"' });
    expect(said()[0]).toMatch(/^warn {2}ListKeys: the 200 answer breaks its schema at \/ \(.*\); it is sent as it is$/);
  });

  it("of the state is the same fault of the mock", () => {
    const store = storeOf();
    store.call = () => ({ kind: "success", body: { Keys: "none" } }) as never;
    expect(engineOf({ store }).handle(requestOf("ListKeys", {}))).toMatchObject({ status: 500 });
    expect(said()[0]).toBe("error ListKeys: the 200 answer breaks its schema at /Keys (must be array)");
  });

  it("is looked for once in an answer that is used again", async () => {
    let validated = 0;
    const { checks } = loaded;
    const own = checks.ListKeys!;
    const counting = (body: unknown) => {
      validated++;
      return own.responseBody![200]!(body);
    };
    const counted = { ...own, responseBody: { ...own.responseBody, 200: counting as never } };
    const engine = engineOf({
      loaded: { ...loaded, checks: { ...checks, ListKeys: counted } },
      examples: examplesOf({ Keys: [] }),
    });
    for (let i = 0; i < 3; i++) await engine.handle(requestOf("ListKeys", {}));
    expect(validated).toBe(1);
  });
});

describe("an operation that the service has and the document does not", () => {
  const leftOut = ["NotYetThere"];
  it.each([
    { target: "TrentService.NotYetThere", hint: "warn  TrentService has NotYetThere, this document does not" },
    { target: "TrentService.encrypt", hint: expect.stringMatching(/^warn {2}unknown X-Amz-Target; near it: /) },
    { target: "Other.NotYetThere", hint: expect.stringMatching(/^warn {2}unknown X-Amz-Target; near it: /) },
    { target: "NotYetThere", hint: expect.stringMatching(/^warn {2}unknown X-Amz-Target; near it: /) },
  ])("$target", ({ target, hint }) => {
    const engine = engineOf({ loaded: { ...loaded, leftOut } });
    const answer = engine.handle(requestOf("", {}, { "x-amz-target": target })) as Answer;
    expect([answer.status, answer.body]).toEqual([400, '{"__type":"UnknownOperationException"}']);
    expect(said()[0]).toEqual(hint);
  });
});
