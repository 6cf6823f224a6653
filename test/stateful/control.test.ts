import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  NotFoundException,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import type { components } from "../../generated/control";
import { clientOf, KEY_ID, Served } from "./served";

type Requests = components["schemas"]["Requests"];

let served: Served;
beforeEach(async () => {
  served = await Served.start();
});
afterEach(() => served.stop());

const rotations = async (KeyId: string) =>
  (await served.kms.send(new ListKeyRotationsCommand({ KeyId }))).Rotations ?? [];

describe("the clock", () => {
  test("366 days on, a rotation with its RotateKey record and EventBridge event", async () => {
    await served.kms.send(new EnableKeyRotationCommand({ KeyId: KEY_ID }));
    const before = await rotations(KEY_ID);
    await served.control("DELETE", "/events");
    await served.moveDays(366);
    expect(await rotations(KEY_ID)).toHaveLength(before.length + 1);
    const { cloudTrail, eventBridge } = await served.events();
    const ours = (list: unknown[]) => list.filter((event) => JSON.stringify(event).includes(KEY_ID));
    expect(ours(cloudTrail)[0]).toMatchObject({
      eventName: "RotateKey",
      eventType: "AwsServiceEvent",
      requestParameters: null,
      serviceEventDetails: { rotationType: "AUTOMATIC" },
    });
    expect(ours(eventBridge)).toEqual([
      expect.objectContaining({ "detail-type": "KMS CMK Rotation", source: "aws.kms", detail: { "key-id": KEY_ID } }),
    ]);
  });

  test("800 days on at a period of 90 days, eight rotations", async () => {
    await served.kms.send(new EnableKeyRotationCommand({ KeyId: KEY_ID, RotationPeriodInDays: 90 }));
    await served.moveDays(800);
    expect(await rotations(KEY_ID)).toHaveLength(8);
  });

  test("past its deletion date a key is gone", async () => {
    await served.kms.send(new ScheduleKeyDeletionCommand({ KeyId: KEY_ID, PendingWindowInDays: 7 }));
    await served.moveDays(8);
    await expect(served.kms.send(new DescribeKeyCommand({ KeyId: KEY_ID }))).rejects.toBeInstanceOf(NotFoundException);
  });

  test("a frozen clock does not move, and one that was set is where it was set", async () => {
    const set = { frozen: true, now: "2030-01-02T03:04:05.678Z" };
    expect(await served.control("PUT", "/clock", set)).toEqual({ status: 200, body: set });
    expect((await served.control("GET", "/clock")).body).toEqual(set);
    const { KeyMetadata } = await served.kms.send(new CreateKeyCommand({}));
    expect(KeyMetadata?.CreationDate?.toISOString()).toBe(set.now);
  });
});

describe("the state", () => {
  test("what GET gives, PUT takes: everything is as it was", async () => {
    const { body } = await served.control("GET", "/state");
    const { KeyMetadata } = await served.kms.send(new CreateKeyCommand({}));
    expect((await served.control("PUT", "/state", body)).status).toBe(204);
    await expect(served.kms.send(new DescribeKeyCommand({ KeyId: KeyMetadata!.KeyId }))).rejects.toBeInstanceOf(
      NotFoundException,
    );
    expect((await served.control("GET", "/state")).body).toEqual(body);
  });

  test("a reset goes back to the fixture, the wall clock and no events", async () => {
    await served.kms.send(new CreateKeyCommand({}));
    await served.moveDays(10);
    expect((await served.control("POST", "/reset")).status).toBe(204);
    const { Keys } = await served.kms.send(new ListKeysCommand({ Limit: 1000 }));
    const fresh = await Served.start();
    expect(Keys).toEqual((await fresh.kms.send(new ListKeysCommand({ Limit: 1000 }))).Keys);
    await fresh.stop();
    expect((await served.control<Requests>("GET", "/requests")).body.requests).toHaveLength(1);
  });

  test("a Prefer header wins over the state, and changes nothing in it", async () => {
    const { body } = await served.control("GET", "/state");
    const answer = await fetch(served.mock.url, {
      method: "POST",
      headers: {
        "x-amz-target": "TrentService.EnableKeyRotation",
        "content-type": "application/json",
        prefer: "code=200",
      },
      body: JSON.stringify({ KeyId: "no-such-key" }),
    });
    expect(answer.status).toBe(200);
    expect((await served.control("GET", "/state")).body).toEqual(body);
  });

  test("Regions and accounts are apart: the signature's scope says which", async () => {
    const elsewhere = clientOf(served.mock.url, { region: "eu-central-1" });
    const other = clientOf(served.mock.url, { credentials: { accessKeyId: "999900001111", secretAccessKey: "x" } });
    const made = await elsewhere.send(new CreateKeyCommand({}));
    const foreign = await other.send(new CreateKeyCommand({}));
    expect(made.KeyMetadata?.Arn).toMatch(/^arn:aws:kms:eu-central-1:111122223333:key\//);
    expect(foreign.KeyMetadata?.Arn).toMatch(/^arn:aws:kms:us-east-1:999900001111:key\//);
    await expect(served.kms.send(new DescribeKeyCommand({ KeyId: made.KeyMetadata!.KeyId }))).rejects.toBeInstanceOf(
      NotFoundException,
    );
    elsewhere.destroy();
    other.destroy();
  });
});

describe("monitoring", () => {
  test("a call leaves its CloudTrail record with the answer's request id, and nothing of the signature", async () => {
    const { $metadata } = await served.kms.send(
      new EnableKeyRotationCommand({ KeyId: KEY_ID, RotationPeriodInDays: 180 }),
    );
    const { cloudTrail } = await served.events();
    expect(cloudTrail.at(-1)).toMatchObject({
      eventName: "EnableKeyRotation",
      requestID: $metadata.requestId,
      requestParameters: { keyId: KEY_ID, rotationPeriodInDays: 180 },
      readOnly: false,
    });
    expect(JSON.stringify(cloudTrail)).not.toMatch(/Signature=|AWS4-HMAC/);
  });

  test("the journal has each request with its operation, members and status", async () => {
    await served.kms.send(new GetKeyRotationStatusCommand({ KeyId: "none" })).catch(() => undefined);
    const { requests } = (await served.control<Requests>("GET", "/requests")).body;
    expect(requests).toEqual([
      expect.objectContaining({
        operation: "GetKeyRotationStatus",
        request: { KeyId: "none" },
        status: 400,
        error: "NotFoundException",
      }),
    ]);
    expect((await served.control("DELETE", "/requests")).status).toBe(204);
    expect((await served.control<Requests>("GET", "/requests")).body.requests).toEqual([]);
  });
});

describe("planned faults", () => {
  const status = () => served.kms.send(new GetKeyRotationStatusCommand({ KeyId: KEY_ID }));
  const outcome = () =>
    status().then(
      () => "answered",
      (error: Error) => error.name,
    );

  test("the next calls of the operation meet the error, then no more", async () => {
    await served.control("POST", "/faults", {
      operation: "GetKeyRotationStatus",
      error: "ThrottlingException",
      calls: 2,
    });
    expect(await served.kms.send(new DescribeKeyCommand({ KeyId: KEY_ID }))).toHaveProperty("KeyMetadata");
    expect([await outcome(), await outcome(), await outcome()]).toEqual([
      "ThrottlingException",
      "ThrottlingException",
      "answered",
    ]);
  });

  test("a share of the calls meets it, the same ones for a seed", async () => {
    const run = async () => {
      await served.control("POST", "/faults", { error: "KMSInternalException", percent: 50, seed: 7 });
      const seen: string[] = [];
      for (let i = 0; i < 20; i++) seen.push(await outcome());
      await served.control("DELETE", "/faults");
      return seen;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set(["answered", "KMSInternalException"]));
    expect(await run()).toEqual(first);
  });

  test("a delay is waited, a dropped connection has no answer", async () => {
    await served.control("POST", "/faults", { delay: 120, calls: 1 });
    const start = performance.now();
    expect(await outcome()).toBe("answered");
    expect(performance.now() - start).toBeGreaterThan(100);
    await served.control("POST", "/faults", { drop: true, calls: 1 });
    expect(await outcome()).not.toBe("answered");
    expect(await outcome()).toBe("answered");
  });
});

describe("planned faults on the wire", () => {
  const post = (operation: string, body: object) =>
    fetch(served.mock.url, {
      method: "POST",
      headers: { "x-amz-target": `TrentService.${operation}`, "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify(body),
    });
  const plan = async (fault: object) => (await served.control<{ id: string }>("POST", "/faults", fault)).body.id;
  const faults = async () => (await served.control<{ faults: object[] }>("GET", "/faults")).body.faults;
  const journal = async () => (await served.control<Requests>("GET", "/requests")).body.requests;

  test.each([
    { operation: "DescribeKey", what: "an answer with a body" },
    { operation: "DisableKey", what: "an answer without one" },
  ])("midway: $what has its headers, half of its body, and an end; the call was done", async ({ operation }) => {
    const id = await plan({ operation, drop: "midway", calls: 1 });
    const answer = await post(operation, { KeyId: KEY_ID });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    const length = Number(answer.headers.get("content-length"));
    let got = 0;
    const read = async () => {
      for await (const chunk of answer.body!) got += chunk.length;
    };
    await expect(read()).rejects.toThrow();
    expect(got).toBe(length >> 1);
    expect(got).toBeGreaterThan(0);
    expect(await journal()).toEqual([
      expect.objectContaining({ operation, status: 200, fault: id, dropped: "midway" }),
    ]);
    const described = (await (await post("DescribeKey", { KeyId: KEY_ID })).json()) as { KeyMetadata: object };
    expect(described.KeyMetadata).toHaveProperty("Enabled", operation !== "DisableKey");
  });

  test("a connection that fails: the call succeeds, and the store is FAILED with the code when the clock says so", async () => {
    const CustomKeyStoreId = "cks-5555567890abcdef0";
    const described = async () => {
      const answer = await post("DescribeCustomKeyStores", { CustomKeyStoreId });
      return ((await answer.json()) as { CustomKeyStores: object[] }).CustomKeyStores[0];
    };
    await served.control("PUT", "/clock", { frozen: true });
    const id = await plan({ operation: "ConnectCustomKeyStore", connectionError: "CLUSTER_NOT_FOUND", calls: 1 });
    expect(await (await post("ConnectCustomKeyStore", { CustomKeyStoreId })).json()).toEqual({});
    expect((await journal()).at(-1)).toMatchObject({ operation: "ConnectCustomKeyStore", status: 200, fault: id });
    expect(await described()).toMatchObject({ ConnectionState: "CONNECTING" });
    await served.control("PUT", "/clock", { move: { seconds: 1 } });
    expect(await described()).toMatchObject({ ConnectionState: "FAILED", ConnectionErrorCode: "CLUSTER_NOT_FOUND" });
    expect((await post("ConnectCustomKeyStore", { CustomKeyStoreId })).status).toBe(400);
  });

  test("a call that is dropped or delayed is in the journal with its fault; a dropped one does nothing", async () => {
    const dropped = await plan({ operation: "DisableKey", drop: true, calls: 1 });
    const delayed = await plan({ operation: "DescribeKey", delay: 60, calls: 1 });
    await expect(post("DisableKey", { KeyId: KEY_ID })).rejects.toThrow();
    const answer = (await (await post("DescribeKey", { KeyId: KEY_ID })).json()) as { KeyMetadata: object };
    expect(answer.KeyMetadata).toHaveProperty("Enabled", true);
    const [first, second] = await journal();
    expect(first).toMatchObject({ operation: "DisableKey", request: { KeyId: KEY_ID }, fault: dropped });
    expect(first).not.toHaveProperty("status");
    expect(second).toMatchObject({ operation: "DescribeKey", status: 200, fault: delayed });
    expect(second!.milliseconds).toBeGreaterThan(55);
  });

  test.each([
    { fault: { status: 503 }, status: 503, body: "" },
    { fault: { status: 400 }, status: 400, body: "" },
    { fault: { status: 502, drop: false }, status: 502, body: "" },
    {
      fault: { status: 500, error: "ThrottlingException", message: "Slow down" },
      status: 500,
      body: '{"__type":"ThrottlingException","message":"Slow down"}',
    },
  ])("$fault", async ({ fault, status, body }) => {
    await plan({ ...fault, calls: 1 });
    const answer = await post("DescribeKey", { KeyId: KEY_ID });
    expect([answer.status, await answer.text()]).toEqual([status, body]);
    expect((await post("DescribeKey", { KeyId: KEY_ID })).status).toBe(200);
  });

  test("each fault has an id, by which it is taken back", async () => {
    const ids = [await plan({ status: 503 }), await plan({ delay: 1, calls: 2 })];
    expect(await faults()).toEqual([
      { id: ids[0], status: 503 },
      { id: ids[1], delay: 1, calls: 2 },
    ]);
    expect(await served.control("DELETE", `/faults/${ids[0]}`)).toEqual({ status: 204, body: undefined });
    expect(await faults()).toEqual([{ id: ids[1], delay: 1, calls: 2 }]);
    expect((await post("DescribeKey", { KeyId: KEY_ID })).status).toBe(200);
    const again = await served.control("DELETE", `/faults/${ids[0]}`);
    expect(again).toEqual({ status: 404, body: { error: expect.stringContaining(`There is no fault ${ids[0]}.`) } });
  });
});

describe("what the control interface refuses, it refuses with a sentence and without a change", () => {
  test.each([
    { method: "PUT", path: "/clock", body: {}, status: 400, says: /must NOT have fewer than 1/ },
    {
      method: "PUT",
      path: "/clock",
      body: { move: { days: "1" } },
      status: 400,
      says: /at \/move\/days: it must be number/,
    },
    { method: "PUT", path: "/clock", body: { now: "1931-01-01T00:00:00Z" }, status: 400, says: /before 1970/ },
    { method: "PUT", path: "/clock", body: { when: 1 }, status: 400, says: /\(when\)/ },
    { method: "PUT", path: "/state", body: { version: 1 }, status: 400, says: /required/ },
    {
      method: "PUT",
      path: "/state",
      body: { version: 1, nextSerial: 1, stores: [], keys: [{}], aliases: [] },
      status: 400,
      says: /TRENT_E_/,
    },
    {
      method: "POST",
      path: "/faults",
      body: { error: "NoSuchException" },
      status: 400,
      says: /There are: .*NotFoundException/,
    },
    {
      method: "POST",
      path: "/faults",
      body: { operation: "NoSuchOperation", delay: 1 },
      status: 400,
      says: /no operation NoSuchOperation/,
    },
    {
      method: "POST",
      path: "/faults",
      body: {},
      status: 400,
      says: /at \/: it needs one of error, status, delay, drop, connectionError\./,
    },
    { method: "POST", path: "/faults", body: { delay: 1, when: 1 }, status: 400, says: /\(when\)/ },
    { method: "POST", path: "/faults", body: { status: 200 }, status: 400, says: /at \/status: it must be >= 400/ },
    { method: "POST", path: "/faults", body: { connectionError: "X" }, status: 400, says: /at \/connectionError/ },
    {
      method: "POST",
      path: "/faults",
      body: { connectionError: "INTERNAL_ERROR" },
      status: 400,
      says: /is a fault of the operation ConnectCustomKeyStore/,
    },
    {
      method: "POST",
      path: "/faults",
      body: { operation: "ConnectCustomKeyStore", connectionError: "INTERNAL_ERROR", status: 503 },
      status: 400,
      says: /comes of a call that succeeds/,
    },
    { method: "POST", path: "/faults", body: { drop: "half" }, status: 400, says: /at \/drop/ },
    { method: "DELETE", path: "/faults/77", body: undefined, status: 404, says: /There is no fault 77/ },
    { method: "GET", path: "/nothing", body: undefined, status: 404, says: /There is no GET/ },
  ])("$method $path $says", async ({ method, path, body, status, says }) => {
    const refused = await served.control<{ error: string }>(method, path, body);
    expect(refused.status).toBe(status);
    expect(refused.body.error).toMatch(says);
  });

  test("with --no-control there is nothing: a refusal in the wire form", async () => {
    const closed = await Served.start({ control: false });
    const answer = await closed.control<{ __type: string }>("GET", "/state");
    expect([answer.status, answer.body.__type]).toEqual([400, "UnknownOperationException"]);
    await closed.stop();
  });

  test("a stateless mock has no state to show, but a journal", async () => {
    const stateless = await Served.start({ stateless: true });
    expect((await stateless.control("GET", "/state")).status).toBe(404);
    expect((await stateless.control("GET", "/requests")).status).toBe(200);
    await stateless.stop();
  });
});
