const { KMSClient, ListKeyRotationsCommand } = require("@aws-sdk/client-kms");
const { startMock } = require("trentservice");
const { rotateKeys } = require("./rotate-keys");

let mock;
let mine;
let kms;
beforeAll(async () => {
  mock = await startMock({ port: 0, logLevel: "silent" });
});
afterAll(() => mock.close());

// An account of its own for each test: no test sees what another did.
beforeEach(() => {
  mine = mock.session();
  kms = new KMSClient({ endpoint: mock.url, region: "us-east-1", credentials: mine.credentials });
});
afterEach(() => kms.destroy());

test("a second run finds nothing left to do", async () => {
  expect((await rotateKeys(kms)).length).toBeGreaterThan(0);
  expect(await rotateKeys(kms)).toEqual([]);
});

test("a year later the key has rotated", async () => {
  const [KeyId] = await rotateKeys(kms);
  await mine.clock.move({ days: 366 });
  const { Rotations } = await kms.send(new ListKeyRotationsCommand({ KeyId }));
  expect(Rotations.length).toBeGreaterThan(0);
});

test("throttled calls are repeated", async () => {
  mine.faults.add({ operation: "ListKeys", error: "ThrottlingException", calls: 2 });
  expect((await rotateKeys(kms)).length).toBeGreaterThan(0);
  expect(mine.requests().filter(({ error }) => error === "ThrottlingException").length).toBe(2);
});
