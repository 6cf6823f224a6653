import {
  DisabledException,
  EnableKeyRotationCommand,
  KMSClient,
  KMSInternalException,
  ListKeysCommand,
} from "@aws-sdk/client-kms";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { createTrent } from "../../mock/adapters/in-process";
import { trentHandlers, trentHttp } from "../../mock/adapters/msw";
import { KEY_ID } from "../mock/running";

const trent = createTrent({ region: "eu-central-1" });
const server = setupServer(...trentHandlers(trent));
/** No endpoint: the client calls AWS, and MSW catches the call. */
const kms = new KMSClient({ region: "eu-central-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(async () => {
  server.resetHandlers();
  await trent.reset();
});
afterAll(() => server.close());

const enable = () => kms.send(new EnableKeyRotationCommand({ KeyId: KEY_ID, RotationPeriodInDays: 180 }));

test("a client without an endpoint reaches the mock", async () => {
  await enable();
  expect(trent.requests().map(({ operation, status }) => [operation, status])).toEqual([["EnableKeyRotation", 200]]);
});

test("a handler of one operation answers once, then the mock again", async () => {
  server.use(trentHttp.EnableKeyRotation(({ error }) => error("DisabledException", "not now"), { once: true }));
  await expect(enable()).rejects.toEqual(expect.objectContaining({ name: "DisabledException", message: "not now" }));
  await enable();
  expect(trent.requests()).toHaveLength(1);
});

test("an error has the text of the document's example, the status of its kind and the headers of every answer", async () => {
  server.use(trentHttp.EnableKeyRotation(({ error }) => error("DisabledException")));
  const thrown = await enable().catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(DisabledException);
  expect(thrown).toMatchObject({
    message: expect.stringMatching(/is disabled\.$/),
    $metadata: { httpStatusCode: 400 },
  });
  server.use(trentHttp.EnableKeyRotation(({ error }) => error("KMSInternalException")));
  const quick = new KMSClient({
    region: "eu-central-1",
    credentials: { accessKeyId: "t", secretAccessKey: "t" },
    maxAttempts: 1,
  });
  await expect(quick.send(new EnableKeyRotationCommand({ KeyId: KEY_ID }))).rejects.toBeInstanceOf(
    KMSInternalException,
  );
});

test("success answers with the body that it is given, or with none; passthrough leaves it to the mock", async () => {
  const bodies: unknown[] = [];
  server.use(
    trentHttp.ListKeys(({ success }) => success({ Keys: [{ KeyId: "mine" }], Truncated: false })),
    trentHttp.EnableKeyRotation(({ body, success, passthrough }) => {
      bodies.push(body);
      return body.RotationPeriodInDays === 180 ? success() : passthrough();
    }),
  );
  expect((await kms.send(new ListKeysCommand({}))).Keys).toEqual([{ KeyId: "mine" }]);
  await enable();
  expect(trent.requests()).toEqual([]);
  await kms.send(new EnableKeyRotationCommand({ KeyId: KEY_ID }));
  expect(bodies).toEqual([{ KeyId: KEY_ID, RotationPeriodInDays: 180 }, { KeyId: KEY_ID }]);
  expect(trent.requests()).toHaveLength(1);
});

test("a planned delay waits; a dropped connection is an error of the network, as MSW makes it", async () => {
  trent.faults.add({ delay: 30, calls: 1 });
  const from = performance.now();
  await kms.send(new ListKeysCommand({}));
  expect(performance.now() - from).toBeGreaterThan(25);
  trent.faults.add({ drop: true });
  await expect(kms.send(new ListKeysCommand({}))).rejects.toMatchObject({
    name: "TypeError",
    message: "Network error",
  });
});

test("with an endpoint, only calls of that are caught", async () => {
  const others = http.all("*", () => HttpResponse.json({ __type: "AccessDeniedException" }, { status: 400 }));
  server.resetHandlers(...trentHandlers(trent, { endpoint: "http://localhost:4566" }), others);
  await expect(kms.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: "AccessDeniedException" });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const local = new KMSClient({ region: "eu-central-1", endpoint: "http://localhost:4566", credentials });
  expect((await local.send(new ListKeysCommand({}))).Keys?.length).toBeGreaterThan(0);
});
