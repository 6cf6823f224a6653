import path from "node:path";
import puppeteer, { type Page } from "puppeteer-core";
import { chromiumFile } from "../../test/browser/chromium";

/** What the page may load: its own files, and the icon, which is empty. */
const FILES = ["/", "/app.js", "/app.css", "/style.css"];

/**
 * Looks at the page of examples/browser in Chromium: it lists keys, a click turns rotation on, the keyboard turns it off, a
 * reload finds what was done, the state view shows the mock's keys and moves its clock, and nothing but its own files is
 * asked for.
 * @param screenshots the folder for pictures of two widths, light and dark; none where absent.
 * @throws Error for the first of these that is not so.
 */
export async function checkExamplePage(url: string, screenshots: string | undefined): Promise<void> {
  const browser = await puppeteer.launch({ executablePath: chromiumFile(), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const asked: string[] = [];
    const faults: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await open(page, url);
    const found = await page.$$("#keys li");
    if (found.length < 10) throw new Error(`it lists ${found.length} keys: ${faults.join("; ")}`);
    const off = '[role="switch"][aria-checked="false"]';
    const label = await page.$eval(off, (button) => button.getAttribute("aria-label"));
    const mine = `[role="switch"][aria-label="${label}"]`;
    await page.click(mine);
    await page.waitForSelector(`${mine}[aria-checked="true"]`, { timeout: 5_000 });
    await open(page, url);
    await page.waitForSelector(`${mine}[aria-checked="true"]`, { timeout: 5_000 });
    await page.focus(mine);
    await page.keyboard.press("Space");
    await page.waitForSelector(`${mine}[aria-checked="false"]`, { timeout: 5_000 });
    await lookIntoTheMock(page);
    const foreign = asked.filter(
      (each) => !each.startsWith("data:") && !FILES.some((file) => each === new URL(file, url).href),
    );
    if (foreign.length > 0) throw new Error(`it asks for ${foreign.join(", ")}`);
    if (faults.length > 0) throw new Error(faults.join("; "));
    await lookAtWidths(page, screenshots);
  } finally {
    await browser.close();
  }
}

/** Opens the state view of the mock in the page, and moves its clock. */
async function lookIntoTheMock(page: Page): Promise<void> {
  await page.click("#mock summary");
  await page.waitForSelector("#mock .rows li", { timeout: 5_000 });
  await page.click("#mock ::-p-text(+1 year)");
  await page.waitForSelector("#mock ::-p-text(The clock was set.)", { timeout: 5_000 });
}

async function lookAtWidths(page: Page, screenshots: string | undefined): Promise<void> {
  for (const width of [390, 1280]) {
    for (const scheme of ["light", "dark"]) {
      await page.setViewport({ width, height: 844 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const wide = await page.$eval("html", (html) => html.scrollWidth);
      if (wide > width) throw new Error(`it is ${wide} px wide on a screen of ${width}`);
      if (screenshots !== undefined)
        await page.screenshot({ path: path.join(screenshots, `keys-${width}-${scheme}.png`), fullPage: true });
    }
  }
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForSelector("body[data-ready]", { timeout: 10_000 });
}
