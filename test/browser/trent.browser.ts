import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { bundleForPage } from "../../scripts/bundle/page-bundle";
import { chromiumFile } from "./chromium";

/** `npm run check:browser`: the mock in a page, whose policy forbids to compile code. */

const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self' https://kms.eu-central-1.amazonaws.com; worker-src 'self'";
const WORKER = readFileSync(
  path.join(path.dirname(require.resolve("msw/package.json")), "lib", "mockServiceWorker.js"),
);

const files = new Map<string, string | Buffer>([["/mockServiceWorker.js", WORKER]]);
let server: Server;
let browser: Browser;
let page: Page;
let origin: string;
/** What the page asked of others than its own server, and what its policy or a script complained about. */
let complaints: string[];

beforeAll(async () => {
  for (const name of ["page", "page-msw"]) {
    const bundle = await bundleForPage(path.join(__dirname, `${name}.ts`));
    for (const [file, text] of bundle.files) files.set(`/${name}/${file}`, text);
    files.set(
      `/${name}/`,
      '<!doctype html><meta charset="utf-8"><title>Trent</title><script type="module" src="start.js"></script>',
    );
    files.set(
      `/${name}/start.js`,
      'import * as kit from "./entry.js"; globalThis.kit = kit; document.title = "ready";',
    );
  }
  server = createServer(({ url = "" }, response) => {
    const file = files.get(url);
    const type = url.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(file === undefined ? 404 : 200, { "content-type": type, "content-security-policy": POLICY });
    response.end(file);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await puppeteer.launch({ executablePath: chromiumFile(), args: ["--no-sandbox", "--disable-gpu"] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function open(name: string): Promise<void> {
  page = await browser.newPage();
  complaints = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!files.has(new URL(url).pathname) || !url.startsWith(origin)) complaints.push(`request ${url}`);
  });
  page.on("response", (response) => {
    // The page asks AWS, and the service worker answers: nothing goes on from there.
    if (!response.url().startsWith(origin) && !response.fromServiceWorker()) complaints.push(`left: ${response.url()}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(`${origin}/${name}/`);
  await page.waitForFunction("document.title === 'ready'");
}
afterEach(() => page.close());

/** What happens in the page: one walk, and each refusal as the exception class of AWS's client. */
const WALK = `
  const results = {};
  const { KeyMetadata } = await kms.send(new kit.CreateKeyCommand({}));
  const KeyId = KeyMetadata.KeyId;
  results.region = KeyMetadata.Arn.split(":")[3];
  await kms.send(new kit.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 365 }));
  await trent.clock.move({ days: 366 });
  results.rotations = (await kms.send(new kit.ListKeyRotationsCommand({ KeyId }))).Rotations.map(({ RotationType }) => RotationType);
  const refusal = async (command) => {
    try {
      await kms.send(command);
      return "none";
    } catch (error) {
      return Object.keys(kit).find((name) => /Exception$/.test(name) && name !== "KMSServiceException" && error instanceof kit[name]) ?? error.name;
    }
  };
  results.refusals = [
    await refusal(new kit.GetKeyRotationStatusCommand({ KeyId: "nope" })),
    await refusal(new kit.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 1 })),
    await refusal(new kit.CreateAliasCommand({ TargetKeyId: KeyId, AliasName: "alias/mine" })),
    await refusal(new kit.CreateAliasCommand({ TargetKeyId: KeyId, AliasName: "alias/mine" })),
    (await kms.send(new kit.DisableKeyCommand({ KeyId })), await refusal(new kit.EnableKeyRotationCommand({ KeyId }))),
    (await kms.send(new kit.ScheduleKeyDeletionCommand({ KeyId })), await refusal(new kit.EnableKeyCommand({ KeyId }))),
    (trent.faults.add({ operation: "ListKeys", error: "KMSInternalException" }), await refusal(new kit.ListKeysCommand({}))),
  ];
  return results;
`;

const WANT = {
  region: "eu-central-1",
  rotations: ["AUTOMATIC"],
  refusals: [
    "NotFoundException",
    "ValidationException",
    "none",
    "AlreadyExistsException",
    "DisabledException",
    "KMSInvalidStateException",
    "KMSInternalException",
  ],
};

const CLIENT = `region: "eu-central-1", credentials: { accessKeyId: "test", secretAccessKey: "test" }`;

test("AWS's client, unmodified, on the mock in the page: no request leaves it", async () => {
  await open("page");
  const results = await page.evaluate(`(async () => {
    const trent = kit.createTrent({ region: "eu-central-1" });
    const kms = new kit.KMSClient({ ${CLIENT}, requestHandler: kit.trentRequestHandler(trent) });
    ${WALK}
  })()`);
  expect(results).toEqual(WANT);
  expect(complaints).toEqual([]);
});

test("a year in the page: each rotation gives new ciphertexts a new material, and the old ones open", async () => {
  await open("page");
  const { rotations, made, opened, current } = (await page.evaluate(`(async () => {
    const trent = kit.createTrent();
    const kms = new kit.KMSClient({ ${CLIENT}, requestHandler: kit.trentRequestHandler(trent) });
    const { KeyMetadata: { KeyId } } = await kms.send(new kit.CreateKeyCommand({}));
    await kms.send(new kit.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
    const made = [];
    const encrypt = async (text) => {
      const { CiphertextBlob } = await kms.send(new kit.EncryptCommand({ KeyId, Plaintext: new TextEncoder().encode(text) }));
      made.push({ text, CiphertextBlob });
    };
    await encrypt("before");
    for (const quarter of [1, 2, 3, 4]) {
      await trent.clock.move({ days: 91.5 });
      await encrypt("after " + quarter);
    }
    const { Rotations } = await kms.send(new kit.ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial: "ALL_KEY_MATERIAL" }));
    const opened = [];
    for (const { CiphertextBlob } of made) {
      const { Plaintext, KeyMaterialId } = await kms.send(new kit.DecryptCommand({ CiphertextBlob }));
      opened.push({ text: new TextDecoder().decode(Plaintext), material: KeyMaterialId });
    }
    const { KeyMetadata } = await kms.send(new kit.DescribeKeyCommand({ KeyId }));
    return { rotations: Rotations.map(({ KeyMaterialId }) => KeyMaterialId), made: made.map(({ text }) => text), opened, current: KeyMetadata.CurrentKeyMaterialId };
  })()`)) as { rotations: string[]; made: string[]; opened: { text: string; material: string }[]; current: string };
  expect(opened.map(({ text }) => text)).toEqual(made);
  // The material that a key was made with, and four rotations; the last one is the current material.
  expect(new Set(rotations).size).toBe(5);
  expect(opened.map(({ material }) => material)).toEqual(rotations);
  expect(current).toBe(rotations.at(-1));
  expect(complaints).toEqual([]);
});

test("the state is there again after a reload that comes right after a call", async () => {
  await open("page");
  const made = await page.evaluate(`(async () => {
    const trent = kit.createTrent({ region: "eu-central-1", fixtures: "none", keep: sessionStorage });
    const kms = new kit.KMSClient({ ${CLIENT}, requestHandler: kit.trentRequestHandler(trent) });
    for (let n = 0; n < 20; n++) var { KeyMetadata } = await kms.send(new kit.CreateKeyCommand({}));
    setTimeout(() => location.reload());
    return KeyMetadata.KeyId;
  })()`);
  await page.waitForNavigation();
  await page.waitForFunction("document.title === 'ready'");
  const kept = await page.evaluate(
    `kit.createTrent({ fixtures: "none", keep: sessionStorage }).state.get().keys.map(({ id }) => id)`,
  );
  expect(kept).toHaveLength(20);
  expect(kept).toContain(made);
  expect(complaints).toEqual([]);
});

test("the hostile mode is loaded when it is asked for", async () => {
  await open("page");
  const status = await page.evaluate(`(async () => {
    const headers = { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "TrentService.ListKeys" };
    const trent = kit.createTrent({ hostile: true, seed: 1 });
    return (await trent.fetch("/", { method: "POST", headers, body: "{}" })).status;
  })()`);
  expect(status).toBe(200);
  expect(complaints).toEqual([]);
});

test("MSW's service worker, and a client without an endpoint: no request reaches the network", async () => {
  await open("page-msw");
  const results = await page.evaluate(`(async () => {
    const trent = kit.createTrent({ region: "eu-central-1" });
    const worker = kit.setupWorker(...kit.trentHandlers(trent));
    await worker.start({ serviceWorker: { url: "/mockServiceWorker.js", options: { scope: "/page-msw/" } }, quiet: true, onUnhandledRequest: "error" });
    const kms = new kit.KMSClient({ ${CLIENT}, maxAttempts: 1 });
    ${WALK}
  })()`);
  expect(results).toEqual(WANT);
  const own = complaints.filter(
    (each) => !/^request https:\/\/kms\.eu-central-1\.amazonaws\.com\/$|status of (400|500)/.test(each),
  );
  expect(own).toEqual([]);
});
