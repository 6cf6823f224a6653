import { KMSClient } from "@aws-sdk/client-kms";
import { setupServer } from "msw/node";
import { createTrent } from "trentservice/in-process";
import { trentHandlers, trentHttp } from "trentservice/msw";
import { rotateKeys } from "./rotate-keys.js";

const trent = createTrent();
const server = setupServer(...trentHandlers(trent));
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(async () => {
  server.resetHandlers();
  await trent.reset();
});
afterAll(() => server.close());

// As the program makes it: without an endpoint.
const kms = new KMSClient({ region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });

test("a second run finds nothing left to do", async () => {
  expect((await rotateKeys(kms)).length).toBeGreaterThan(0);
  expect(await rotateKeys(kms)).toEqual([]);
});

test("a key that was disabled meanwhile is left out", async () => {
  const all = await rotateKeys(kms);
  await trent.reset();
  server.use(trentHttp.EnableKeyRotation(({ error }) => error("DisabledException"), { once: true }));
  expect(await rotateKeys(kms)).toEqual(all.slice(1));
});
