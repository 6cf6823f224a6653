import { readFileSync } from "node:fs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { operations } from "../../generated/operations";
import { type RunningMock, runMock } from "../../mock/server/run-mock";
import { chromiumFile } from "./chromium";
import baseline from "./reference-axe-baseline.json";

/** `npm run check:browser`: the reference page as a reader has it, in Chromium, on a mock with state. */

/** An entry of the mock's journal, as far as it is compared. */
interface Journalled {
  readonly operation?: string;
  readonly mediaType?: string;
  readonly status: number;
}

/** What Chromium sent for a call of the API. */
interface Sent {
  readonly url: string;
  readonly method: string;
  readonly target: string | undefined;
  readonly contentType: string | undefined;
  readonly others: readonly string[];
}

const NAMES = Object.keys(operations).sort();
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let browser: Browser;
let mock: RunningMock;
let page: Page;
let sent: Sent[];
/** Requests to other hosts, violations of the policy, and errors of the page. */
let complaints: string[];

beforeAll(async () => {
  mock = await runMock({
    host: "127.0.0.1",
    port: 0,
    region: "us-east-1",
    account: "111122223333",
    logLevel: "silent",
    corsOrigin: [],
  });
  browser = await puppeteer.launch({ executablePath: chromiumFile(), args: ["--no-sandbox", "--disable-gpu"] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  sent = [];
  complaints = [];
  page.on("request", (request) => {
    const url = request.url();
    const headers = request.headers();
    if (!url.startsWith(`${mock.url}/`) && !url.startsWith("data:")) complaints.push(`request ${url}`);
    if (request.method() !== "POST") return;
    sent.push({
      url,
      method: request.method(),
      target: headers["x-amz-target"],
      contentType: headers["content-type"],
      others: Object.keys(headers).filter((name) => /^(x-amz-(?!target)|authorization|prefer)/.test(name)),
    });
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // A refused call is a 4xx, which Chromium reports too.
    if (!message.text().startsWith("Failed to load resource: the server responded with a status of 400"))
      complaints.push(message.text());
  });
  await page.goto(`${mock.url}/_trent/reference/`);
  await page.waitForSelector(".opblock");
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

/** Opens an operation. */
async function open(name: string): Promise<string> {
  const block = `.opblock[id$="-${name}"]`;
  await page.$eval(`${block} .opblock-summary-control`, (button) => (button as HTMLElement).click());
  await page.waitForSelector(`${block} .execute`);
  return block;
}

async function execute(block: string): Promise<void> {
  const before = sent.length;
  const answer = `${block} .live-responses-table .response-col_status`;
  // A click that comes while the page is drawn anew is lost, or finds no button: nothing is sent then, and a person clicks again.
  for (let tries = 0; tries < 5 && sent.length === before; tries++) {
    await page.waitForSelector(`${block} .execute`);
    await page.$eval(`${block} .execute`, (button) => (button as HTMLElement).click()).catch(() => undefined);
    await page.waitForSelector(answer, { timeout: 5_000 }).catch(() => undefined);
  }
  await page.waitForSelector(answer);
}

test("a browser that asks the mock's address comes to a page", async () => {
  await page.goto(mock.url);
  expect(page.url()).toBe(`${mock.url}/_trent/`);
});

test("each operation is shown by its name", async () => {
  const names = await page.$$eval(".opblock-summary-path", (all) => all.map((one) => one.textContent?.trim()));
  expect([...names].sort()).toEqual(NAMES);
});

test("every operation is executed: POST /, its target, one Content-Type, no signature; the mock's journal has each", async () => {
  await fetch(`${mock.url}/_trent/requests`, { method: "DELETE" });
  for (const name of NAMES) {
    const block = await open(name);
    await execute(block);
    // An operation that stays open is drawn again with each that is opened.
    await page.$eval(`${block} .opblock-summary-control`, (button) => (button as HTMLElement).click());
  }
  expect([...sent].sort((a, b) => (a.target ?? "").localeCompare(b.target ?? ""))).toEqual(
    NAMES.map((name) => ({
      url: `${mock.url}/`,
      method: "POST",
      target: `TrentService.${name}`,
      contentType: "application/x-amz-json-1.1",
      others: [],
    })),
  );
  const { requests } = (await (await fetch(`${mock.url}/_trent/requests`)).json()) as { requests: Journalled[] };
  expect(requests.map(({ operation }) => operation).sort()).toEqual(NAMES);
}, 300_000);

test("the address and the curl command shown are those of the call", async () => {
  const block = await open("EnableKeyRotation");
  await execute(block);
  const shown = await page.$eval(`${block} .request-url`, (element) => element.textContent ?? "");
  expect(shown).toContain(`${mock.url}/`);
  expect(shown).not.toContain("#");
  const curl = await page.$eval(`${block} .curl-command`, (element) => element.textContent ?? "");
  expect(curl).toContain(`'${mock.url}/'`);
  expect(curl).toContain("X-Amz-Target: TrentService.EnableKeyRotation");
  expect(curl).not.toContain("#");
});

test("any declared answer can be chosen", async () => {
  const block = await open("EnableKeyRotation");
  // A locator waits: while the page is drawn anew, the element is away.
  await page.locator(`${block} tr[data-param-name="Prefer"] select`).fill("example=DisabledException");
  await execute(block);
  const answer = await page.$eval(`${block} .live-responses-table`, (table) => table.textContent ?? "");
  expect(answer).toContain("DisabledException");
  expect(sent.map(({ others }) => others)).toEqual([["prefer"]]);
});

test("the address of an operation opens it, and each link to the evidence finds its heading", async () => {
  await page.goto("about:blank");
  await page.goto(`${mock.url}/_trent/reference/#/rotation/EnableKeyRotation`);
  await page.waitForSelector('.opblock.is-open[id$="-EnableKeyRotation"]');
  const links = await page.$$eval(
    '.opblock.is-open a[href*="/evidence/"], .opblock.is-open a[href*="../evidence/"]',
    (all) => all.map((a) => (a as HTMLAnchorElement).href),
  );
  expect(links.length).toBeGreaterThan(40);
  for (const link of new Set(links)) {
    const response = await fetch(link);
    const text = await response.text();
    expect([link, response.status, text.includes(`id="${link.split("#")[1]}"`)]).toEqual([link, 200, true]);
  }
});

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  test.each([
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ])("at $width x $height nothing is wider than the window, and axe finds no more than it did", async (viewport) => {
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await open("EnableKeyRotation");
    await page.$$eval(".opblock details", (all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    await page.evaluate(axe);
    const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as {
      violations: { id: string; nodes: unknown[] }[];
    };
    // A number below the baseline is one to write down there: it may only shrink.
    expect(Object.fromEntries(violations.map(({ id, nodes }) => [id, nodes.length]))).toEqual(
      (baseline as Readonly<Record<string, Record<string, number>>>)[`${scheme} ${viewport.width}`],
    );
  });
});
