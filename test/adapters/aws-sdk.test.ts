import { Readable } from "node:stream";
import {
  CreateKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListKeyRotationsCommand,
  ListKeysCommand,
  NotFoundException,
} from "@aws-sdk/client-kms";
import { trentRequestHandler } from "../../mock/adapters/aws-sdk";
import { createTrent } from "../../mock/adapters/in-process";
import { AWS_JSON } from "../mock/running";

const trent = createTrent({ region: "eu-central-1" });
const clientOf = (more: object = {}) =>
  new KMSClient({
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: trentRequestHandler(trent),
    ...more,
  });
const kms = clientOf();
beforeEach(() => trent.reset());

test("a client makes a key, turns rotation on, and sees the rotation when the clock has moved", async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const { KeyId, Arn } = KeyMetadata!;
  expect(Arn).toMatch(/^arn:aws:kms:eu-central-1:/);
  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 365 }));
  await trent.clock.move({ days: 366 });
  expect((await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled).toBe(true);
  expect((await kms.send(new ListKeyRotationsCommand({ KeyId }))).Rotations).toHaveLength(1);
});

test("a refusal is the SDK's exception", async () => {
  await expect(kms.send(new GetKeyRotationStatusCommand({ KeyId: "nope" }))).rejects.toBeInstanceOf(NotFoundException);
});

test("an endpoint of any kind is not called", async () => {
  const other = clientOf({ endpoint: "http://no-such-host.invalid:1/" });
  expect((await other.send(new ListKeysCommand({}))).Keys?.length).toBeGreaterThan(0);
});

describe("a dropped connection is tried again, as the SDK does", () => {
  it.each([true, "midway"] as const)("drop: %j", async (drop) => {
    trent.faults.add({ drop, calls: 2 });
    const { $metadata } = await kms.send(new ListKeysCommand({}));
    expect($metadata).toMatchObject({ attempts: 3, httpStatusCode: 200 });
  });

  test("and what is dropped each time is a TimeoutError", async () => {
    trent.faults.add({ drop: true });
    await expect(clientOf({ maxAttempts: 2 }).send(new ListKeysCommand({}))).rejects.toMatchObject({
      name: "TimeoutError",
      code: "ECONNRESET",
      $metadata: { attempts: 2 },
    });
  });
});

test("an aborted call ends at once", async () => {
  trent.faults.add({ delay: 60_000, drop: true });
  const abort = new AbortController();
  const answer = kms.send(new ListKeysCommand({}), { abortSignal: abort.signal });
  setImmediate(() => abort.abort());
  await expect(answer).rejects.toThrow();
});

describe("bodies of each form", () => {
  const bytes = new TextEncoder().encode('{"Limit":1}');
  it.each<[what: string, body: unknown]>([
    ["a text", '{"Limit":1}'],
    ["bytes", bytes],
    ["a stream of Node", Readable.from([bytes.subarray(0, 4), bytes.subarray(4)])],
    ["a stream of the web", new Blob([bytes]).stream()],
    ["a Blob", new Blob([bytes])],
  ])("%s", async (_what, body) => {
    const { response } = await trentRequestHandler(trent).handle({
      method: "POST",
      protocol: "https:",
      hostname: "kms.eu-central-1.amazonaws.com",
      path: "/",
      headers: { "content-type": AWS_JSON, "x-amz-target": "TrentService.ListKeys" },
      body,
    });
    expect(JSON.parse(new TextDecoder().decode(response.body)).Keys).toHaveLength(1);
  });
});
