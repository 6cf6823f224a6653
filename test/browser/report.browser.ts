import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type ElementHandle, type Page } from "puppeteer-core";
import type { RunResult } from "../../contracts/report/run-result";
import { writeReports } from "../../contracts/report/write-reports";
import { faultyResult } from "../contracts/faulty-result";
import { chromiumFile } from "./chromium";

/** `npm run check:browser`: the page as a reader has it, in Chromium. */

const folder = mkdtempSync(path.join(tmpdir(), "trent-report-"));
const address = pathToFileURL(path.join(folder, "report.html")).href;
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let browser: Browser;
let result: RunResult;
let page: Page;
/** What the page asked of others, and what went wrong in it. */
let complaints: string[];

beforeAll(async () => {
  result = await faultyResult();
  writeReports(folder, result);
  browser = await puppeteer.launch({ executablePath: chromiumFile(), args: ["--no-sandbox", "--disable-gpu"] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  page = await browser.newPage();
  complaints = [];
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) complaints.push(`request ${request.url()}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

const dialogTitle = () => page.$eval("#dialog[open] #dialog-title", (title) => title.textContent?.trim());
const violations = async () => {
  await page.evaluate(axe);
  return (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
};

describe.each([
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
])("at $width x $height", (viewport) => {
  test.each(["light", "dark"])(
    "%s: no violation of axe, closed and with a check open; nothing is wider than the window",
    async (scheme) => {
      await page.setViewport(viewport);
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(address);
      await page.$$eval("details", (all) => {
        for (const one of all) one.open = true;
      });
      const found = async () => (await violations()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      expect(await found()).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      await page.click(".chip.fail");
      expect(await found()).toEqual([]);
    },
  );
});

test("the first screen says what to fix", async () => {
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address);
  const bottom = await page.$$eval(".clause > summary", ([first]) => first?.getBoundingClientRect().bottom ?? 9999);
  expect(bottom).toBeLessThan(450);
});

test("each cell opens its own check", async () => {
  await page.goto(address);
  const wrong = await page.$$eval("button[data-check]", (buttons) =>
    buttons.flatMap((button) => {
      button.click();
      const title = document.querySelector("#dialog-title")?.textContent ?? "";
      const [clause, operation] = (button.dataset.check ?? "").split("/");
      return title.includes(` ${clause} on ${operation}`) ? [] : [`${button.dataset.check} opens ${title}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("the matrix is one stop of the Tab key; arrows move in it, Enter opens, Escape closes and comes back", async () => {
  await page.goto(address);
  await page.focus("table.matrix button");
  expect(await page.$$eval("table.matrix button", (all) => all.filter(({ tabIndex }) => tabIndex === 0).length)).toBe(
    1,
  );
  const focused = () => page.evaluate("document.activeElement.dataset.check") as Promise<string>;
  const first = await focused();
  await page.keyboard.press("ArrowDown");
  const second = await focused();
  expect(second).not.toBe(first);
  await page.keyboard.press("Enter");
  expect(await dialogTitle()).toContain(second.split("/")[0]);
  await page.keyboard.press("Escape");
  expect(await page.$("#dialog[open]")).toBeNull();
  expect(await focused()).toBe(second);
  await page.keyboard.press("ArrowUp");
  expect(await focused()).toBe(first);
});

describe("the address", () => {
  test.each([
    { hash: "#wire.content-type", shows: "#wire\\.content-type[open]" },
    { hash: "#EnableKeyRotation.disabled-key", shows: "#EnableKeyRotation\\.disabled-key[open]" },
    { hash: "#EnableKeyRotation.success-is-empty", shows: "#dialog[open]" },
    { hash: "#wire.date/DescribeKey", shows: "#dialog[open]" },
  ])("$hash shows its clause or check", async ({ hash, shows }) => {
    await page.goto(address + hash);
    expect(await page.$(shows)).not.toBeNull();
  });

  test("keeps the filter, for another reader", async () => {
    await page.goto(address);
    await page.select("select[name=status]", "fail");
    await page.type("input[name=words]", "disabled");
    expect(await page.evaluate("location.hash")).toBe("#?words=disabled&status=fail");
    const found = await page.$eval("#found", (p) => p.textContent);
    await page.goto("about:blank");
    complaints = [];
    await page.goto(`${address}#?words=disabled&status=fail`);
    expect(await page.$eval("#found", (p) => p.textContent)).toBe(found);
    expect(found).toBe("2 found");
  });
});

test("what the target said is shown as text", async () => {
  await page.goto(`${address}#EnableKeyRotation.key-id-missing.text/EnableKeyRotation`);
  expect(await page.title()).toBe("faulty 1.0: not-conformant");
  expect(await page.$eval("#dialog-body", (body) => body.textContent)).toContain("<img src=x");
  expect(await page.$("img")).toBeNull();
});

test("compares with an earlier result.json, without a request", async () => {
  const earlier = path.join(folder, "earlier.json");
  writeFileSync(
    earlier,
    JSON.stringify({ ...result, checks: result.checks.filter(({ id }) => id !== "wire.content-type") }),
  );
  await page.goto(address);
  const input = await page.$("input#earlier");
  await (input as ElementHandle<HTMLInputElement>).uploadFile(earlier);
  await page.waitForSelector("#changes .change");
  const failing = result.checks.filter(({ status }) => status === "fail" || status === "warn");
  const fresh = failing.filter(({ id }) => id === "wire.content-type").length;
  const said = `: ${fresh} new, 0 fixed, ${failing.length - fresh} same.`;
  expect(fresh).toBeGreaterThan(5);
  expect(await page.$eval("#changes", (changes) => changes.textContent)).toContain(said);
});

test("a copy button copies its command", async () => {
  await page.goto(`${address}#EnableKeyRotation.disabled-key/EnableKeyRotation`);
  await page.$eval("#dialog [data-copy]", (button) => (button as HTMLElement).click());
  await page.waitForFunction("/Copied|Ctrl-C/.test(document.querySelector('#dialog [data-copy]').textContent)");
});

test("without scripts, what to fix can be read, with its example", async () => {
  await page.setJavaScriptEnabled(false);
  await page.goto(address);
  const text = await page.$eval("main", (main) => main.textContent);
  expect(text).toContain("Content-Type: application/x-amz-json-1.1");
  expect(text).toContain("disabled-key");
});
