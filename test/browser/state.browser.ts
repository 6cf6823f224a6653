import { readFileSync } from "node:fs";
import path from "node:path";
import { CreateKeyCommand, DisableKeyCommand, EnableKeyRotationCommand, KMSClient } from "@aws-sdk/client-kms";
import { buildSync } from "esbuild";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import type { components } from "../../generated/control";
import { type ScenarioName, scenarioNames } from "../../generated/scenario-names";
import type { MockOptions } from "../../mock/server/mock-options";
import { type RunningMock, runMock } from "../../mock/server/run-mock";
import { chromiumFile } from "./chromium";

type Scenarios = components["schemas"]["Scenarios"];

/** The page at `/_trent/` as its reader has it, in Chromium, over a running mock. */

const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const KEY = `#key=111122223333/us-east-1/${KEY_ID}`;
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let mock: RunningMock;
let kms: KMSClient;
let page: Page;
/** Requests to other hosts, violations of the CSP, errors. */
let complaints: string[];

const start = (options: Partial<MockOptions> = {}) =>
  runMock({
    host: "127.0.0.1",
    port: 0,
    region: "us-east-1",
    account: "111122223333",
    logLevel: "silent",
    corsOrigin: [],
    ...options,
  });
const control = (method: string, path: string, body?: object) =>
  fetch(`${mock.url}/_trent${path}`, { method, ...(body && { body: JSON.stringify(body) }) });

beforeAll(async () => {
  browser = await puppeteer.launch({ executablePath: chromiumFile(), args: ["--no-sandbox", "--disable-gpu"] });
  mock = await start();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  kms = new KMSClient({ endpoint: mock.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterAll(async () => {
  kms.destroy();
  await browser?.close();
  await mock?.close();
});
beforeEach(async () => {
  await control("POST", "/reset");
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  complaints = [];
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== "data:" && hostname !== "127.0.0.1") complaints.push(`request ${request.url()}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

async function open(hash = "", at = mock.url): Promise<void> {
  await page.goto(`${at}/_trent/${hash}`);
  await page.waitForSelector(hash.includes("key=") ? ".part" : ".row, .empty p");
}
const press = (name: string) => page.click(`::-p-aria([name="${name}"][role="button"])`);
const shows = (text: string) => page.waitForSelector(`::-p-text(${text})`, { timeout: 10_000 });
const textOf = (selector: string) => page.$eval(selector, (element) => element.textContent);
const focused = () => page.evaluate(() => document.activeElement?.textContent);

test("a key that the SDK makes appears; its rotation shows, and a year later that it happened", async () => {
  await open();
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: "Made while the page is open" }));
  await shows("Made while the page is open");
  expect(await textOf(".row:first-child .name")).toBe(KeyMetadata?.KeyId);
  expect(await textOf(".row:first-child .rotation")).toContain("Rotation is off");
  await kms.send(new EnableKeyRotationCommand({ KeyId: KeyMetadata?.KeyId }));
  await page.waitForFunction(() => /Every 365 days/.test(document.querySelector(".row .rotation")?.textContent ?? ""));
  await press("+1 year");
  await page.waitForFunction(() => /1 rotation/.test(document.querySelector(".row .rotation")?.textContent ?? ""));
  expect(await page.$eval(".row:first-child .line", (line) => line.getAttribute("aria-label"))).toMatch(/rotated \d/);
  await page.click(".row:first-child .name");
  await page.waitForSelector(".one-key tbody tr:nth-child(2)");
  expect(await textOf(".one-key tbody")).toMatch(/In use.*Earlier/);
  await shows("RotateKey");
});

test("a fault that is added is met, and the journal says so; a refused request has its rule and a curl", async () => {
  await open();
  await page.waitForSelector("option[value=DescribeKey]");
  await page.select(".fault-form label:nth-child(1) select", "DisableKey");
  await page.select(".fault-form label:nth-child(2) select", "error KMSInternalException");
  await press("Add the fault");
  await shows("answers KMSInternalException, 1 call left");
  await kms.send(new DisableKeyCommand({ KeyId: KEY_ID })).catch(() => undefined);
  await shows("500 KMSInternalException");
  await page.waitForSelector(".faults li", { hidden: true });
  await kms.send(new DisableKeyCommand({ KeyId: KEY_ID }));
  await kms.send(new EnableKeyRotationCommand({ KeyId: KEY_ID })).catch(() => undefined);
  await shows("400 DisabledException");
  await page.click(".requests details:first-of-type summary");
  expect(await textOf(".requests .rule")).toContain("EnableKeyRotation.disabled-key");
  const curl = await textOf(".requests details[open] .command pre");
  expect(curl).toBe(
    `curl -i ${mock.url} -H 'X-Amz-Target: TrentService.EnableKeyRotation' -H 'Content-Type: application/x-amz-json-1.1' -d '{"KeyId":"${KEY_ID}"}'`,
  );
  await kms.send(new CreateKeyCommand({}));
  await page.waitForFunction(() => document.querySelectorAll(".requests details").length === 4);
  expect(await page.$$eval(".requests details[open]", (all) => all.length)).toBe(1);
});

describe("every scenario by its button", () => {
  /** What each shows: a text of the page, and what a client gets. */
  const SHOWN: Readonly<Record<ScenarioName, string>> = {
    "everything-throttled": "answers ThrottlingException, no end",
    "slow-lists": "after 3000 ms, no end",
    "access-denied": "answers AccessDeniedException, no end",
    "key-of-each-state": "state/PendingReplicaDeletion",
    "rotation-due-tomorrow": "Rotates every year, for the next time tomorrow",
    "rotation-just-happened": "Rotates every 90 days, and has just done so",
    "on-demand-rotation-running": "A rotation on demand is running",
    "many-keys": "many-2000",
    "service-down": "answers KMSInternalException, no end",
  };

  test.each(scenarioNames)("%s", async (name) => {
    await open();
    const label = name.replaceAll("-", " ");
    const pressed = () => page.$$eval('.scenarios [aria-pressed="true"]', (all) => all.map((one) => one.textContent));
    await page.waitForSelector(".scenarios button");
    expect(await pressed()).toEqual([]);
    expect(await page.evaluate(() => document.body.textContent)).not.toContain(SHOWN[name]);
    await press(label);
    await shows(SHOWN[name]);
    await page.waitForSelector('.scenarios [aria-pressed="true"]');
    expect(await pressed()).toEqual([label]);
    const { on, scenarios } = (await (await control("GET", "/scenario")).json()) as Scenarios;
    expect(on).toBe(name);
    expect(await textOf(".scenarios + p")).toBe(scenarios.find((one) => one.name === name)?.sentence);
    await press(label);
    await page.waitForFunction((text) => !document.body.textContent?.includes(text), {}, SHOWN[name]);
    // The page may draw what the scenario did before it draws its button.
    await page.waitForFunction(() => !document.querySelector('.scenarios [aria-pressed="true"]'));
  });

  test("one takes the place of another, with the keyboard, and a failed call shows what it met", async () => {
    await open();
    await page.waitForSelector(".scenarios button");
    await page.focus(".scenarios button");
    await page.keyboard.press("Enter");
    await shows("answers ThrottlingException, no end");
    await kms.send(new DisableKeyCommand({ KeyId: KEY_ID })).catch(() => undefined);
    await shows("400 ThrottlingException");
    expect(await focused()).toBe("everything throttled");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await shows("answers AccessDeniedException, no end");
    expect(await page.$$eval(".faults li", (all) => all.length)).toBe(1);
  });
});

test("with the keyboard alone: find a key, open it, go back, move and freeze the clock", async () => {
  await open();
  await page.focus("input[type=search]");
  await page.keyboard.type("rotates-");
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 3);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const first = await focused();
  await page.keyboard.press("ArrowDown");
  const second = await focused();
  expect([first, second]).toEqual(["rotates-disabled", "rotates-every-90-days"]);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".part");
  await page.waitForFunction(() => document.activeElement?.tagName === "H2");
  await page.keyboard.down("Shift");
  await page.keyboard.press("Tab");
  await page.keyboard.up("Shift");
  expect(await focused()).toBe("← Keys");
  await page.keyboard.press("Enter");
  await page.waitForFunction((name) => document.activeElement?.textContent === name, {}, second as string);
  await page.focus(".clock button");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await shows("Frozen.");
  expect(await focused()).toBe("Let it run");
});

describe.each([
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
])("at $width x $height", (viewport) => {
  test.each(["light", "dark"])("%s: no violation of axe, and nothing is wider than the window", async (scheme) => {
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await kms.send(new DisableKeyCommand({ KeyId: KEY_ID }));
    await kms.send(new EnableKeyRotationCommand({ KeyId: KEY_ID })).catch(() => undefined);
    await control("POST", "/faults", { operation: "ListKeys", status: 503 });
    await control("PUT", "/scenario", { name: "key-of-each-state" });
    for (const hash of ["", KEY, "#account=000000000000"]) {
      await page.goto("about:blank");
      await open(hash);
      await page.waitForSelector(".requests :is(details, p:not([hidden]))");
      // A key's page has its heading when the key is there.
      await page.waitForFunction(() =>
        [...document.querySelectorAll("h2")].every((each) => each.closest("[hidden]") || each.textContent),
      );
      await page.$$eval("details", (all) => {
        for (const one of all) one.open = true;
      });
      await page.evaluate(axe);
      const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    }
  });
});

test("texts of users are texts, whatever they look like", async () => {
  const text = `<img src=x onerror="document.title='owned'">`;
  const Tags = [{ TagKey: "<b>key</b>", TagValue: "<script>document.title='owned'</script>" }];
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: text, Tags }));
  await open();
  await shows("onerror");
  await page.click(".row:first-child .name");
  await page.waitForSelector(".part dl");
  expect(await textOf(".parts")).toContain("<script>document.title='owned'</script>");
  await page.goto(`${mock.url}/_trent/#key=${encodeURIComponent(`<img src=x>/${KeyMetadata?.KeyId}/"><img src=x>`)}`);
  await page.waitForSelector(".one-key .empty");
  expect(await page.$("img")).toBeNull();
  expect(await page.title()).toBe("Trent: state");
  // What the browser says of the key that is not there.
  complaints = complaints.filter((said) => !said.includes("404"));
});

test("an account without keys says how to make one; the command makes it, in that account", async () => {
  await open("#account=999900001111&region=eu-west-1");
  expect(await textOf(".empty pre")).toBe(
    `AWS_ACCESS_KEY_ID=999900001111 AWS_SECRET_ACCESS_KEY=test aws kms create-key --endpoint-url ${mock.url} --region eu-west-1`,
  );
  await press("+1 year");
  await shows("365 days ahead of the wall clock");
  const { now } = (await (await control("GET", "/clock")).json()) as { now: string };
  expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
});

test("a reset, once confirmed, goes back to the start", async () => {
  page.on("dialog", (dialog) => void dialog.accept());
  await kms.send(new CreateKeyCommand({ Description: "To be forgotten" }));
  await open();
  await shows("To be forgotten");
  await press("Reset");
  await page.waitForFunction(() => !document.body.textContent?.includes("To be forgotten"));
});

test("100,000 keys: the page shows the newest, finds any, and answers an input at once", async () => {
  const state = (await (await control("GET", "/state")).json()) as {
    nextSerial: number;
    keys: Record<string, unknown>[];
  };
  const model = state.keys.find(({ id }) => id === "00000000-0000-4000-8000-000000000702");
  const from = state.nextSerial;
  for (let i = 0; i < 100_000; i++)
    state.keys.push({
      ...model,
      account: "111122223333",
      id: `10000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
      serial: from + i,
      description: `number ${i}`,
    });
  state.nextSerial = from + 100_000;
  expect((await control("PUT", "/state", state)).status).toBe(204);
  await open();
  expect(await textOf(".row:first-child")).toContain("number 99999");
  expect(await page.$$eval(".row", (all) => all.length)).toBe(50);
  const began = performance.now();
  await page.type("input[type=search]", "number 4711");
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 20, { polling: 20 });
  expect(performance.now() - began).toBeLessThan(3000);
  // How long the page itself was busy at a time, while it was drawing and asking.
  const busy = await page.evaluate(async () => {
    let longest = 0;
    let last = performance.now();
    const button = document.querySelector<HTMLElement>(".clock button");
    button?.click();
    for (let i = 0; i < 100; i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    return longest;
  });
  expect(busy).toBeLessThan(200);
}, 60_000);

test("the view in another page, over a mock in the page itself: no server, and no request", async () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        import { createTrent } from "./mock/adapters/in-process";
        import { mountStateView } from "./mock/server/pages/state/page/mount-state-view";
        const trent = createTrent();
        mountStateView(document.body, (request) => trent.fetch(request));`,
      resolveDir: path.resolve(__dirname, "..", ".."),
    },
    bundle: true,
    write: false,
    format: "iife",
    tsconfigRaw: "{}",
  });
  await page.goto("about:blank");
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  await page.waitForSelector(".row");
  await press("+1 year");
  await shows("365 days ahead of the wall clock");
  expect(await page.$(".command")).toBeNull();
});

test("a mock that ends does so at once, and the page says it; another one on the same port is shown", async () => {
  const other = await start();
  const port = Number(new URL(other.url).port);
  await open("", other.url);
  const began = performance.now();
  await other.close();
  expect(performance.now() - began).toBeLessThan(1000);
  await page.waitForSelector(".lost:not([hidden])");
  const again = await start({ port, fixtures: "none" });
  try {
    await page.waitForSelector(".empty p");
    await page.waitForSelector(".lost", { hidden: true });
  } finally {
    await page.goto("about:blank");
    await again.close();
  }
  // What the browser says of the connection that was refused.
  complaints = complaints.filter((text) => !text.includes("ERR_CONNECTION_REFUSED"));
});

test("a mock with a control token: the page asks for it, remembers it in the tab, and never shows it", async () => {
  const guarded = await start({ controlToken: "s3cret" });
  try {
    await page.goto(`${guarded.url}/_trent/`);
    const answer = async (token: string) => {
      await page.waitForSelector("#trent-token", { visible: true });
      await page.type("#trent-token", token);
      await page.keyboard.press("Enter");
    };
    await answer("wrong");
    await shows("That is not the token of this mock.");
    await answer("s3cret");
    await page.waitForSelector(".row");
    await press("Freeze");
    await shows("Frozen.");
    await page.reload();
    await page.waitForSelector(".row");
    expect(page.url()).not.toContain("s3cret");
    expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe("{}");
  } finally {
    await page.goto("about:blank");
    await guarded.close();
  }
  complaints = complaints.filter((text) => !text.includes("401"));
});
