import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { HOME } from "../mock/engine/locality";
import { runMock } from "../mock/server/run-mock";
import { type Document, listOf, objectOf, resolve } from "../openapi/dialect/document";
import { reportProblem } from "../openapi/dialect/problems";
import { nodeTools, schemathesisProgram } from "./further/api-tools";
import { CheckCount } from "./further/check-count";
import { walkWithOpenapiFetch } from "./further/openapi-fetch-walk";
import { startPrismProxy } from "./further/prism-proxy";
import { runTool } from "./further/run-tool";

const ROOT = path.resolve(__dirname, "..");

/** How many random requests Schemathesis makes for each operation. */
const EXAMPLES = 50;

/** Has OpenAPI tools of others use the mock that remembers, at its paths: Respect, openapi-fetch, Prism's proxy, Schemathesis. */
async function main(): Promise<void> {
  const checks = new CheckCount();
  const folder = mkdtempSync(path.join(tmpdir(), "trent-tools-"));
  const mock = await runMock({ host: "127.0.0.1", port: 0, ...HOME, logLevel: "silent", corsOrigin: [] });
  try {
    await checks.check("Redocly Respect: the rotation workflow", () => respect(folder, mock.url));
    await checks.check("openapi-fetch: the rotation of a key", () => openapiFetch(mock.url));
    await checks.check("prism proxy: every example of every request, without a violation", () =>
      prismProxy(folder, mock.url),
    );
    await fetch(`${mock.url}/_trent/reset`, { method: "POST" });
    await checks.check("Schemathesis: all checks", () => schemathesis(folder, mock.url));
  } finally {
    await mock.close();
    rmSync(folder, { recursive: true });
  }
  checks.finish();
}

async function respect(folder: string, url: string): Promise<void> {
  const program = path.join(nodeTools(), ".bin", "redocly");
  const workflow = readFileSync(path.join(ROOT, "docs", "other-tools", "rotation.arazzo.yaml"), "utf8");
  const file = path.join(folder, "rotation.arazzo.yaml");
  writeFileSync(file, workflow.replaceAll("http://127.0.0.1:4010", url));
  const { code, text } = await runTool(program, ["respect", file], folder);
  report(text, /(Workflows|Steps|Checks): .*/g);
  expectThat(code === 0, text);
}

async function openapiFetch(url: string): Promise<void> {
  const lines = await walkWithOpenapiFetch(nodeTools(), url);
  const want = [
    /^CreateKey 200 \{"KeyMetadata":/,
    /^EnableKeyRotation 200 /,
    /^GetKeyRotationStatus 200 .*"KeyRotationEnabled":true.*"RotationPeriodInDays":180/,
    /^DisableKeyRotation 200 /,
    /^GetKeyRotationStatus 200 .*"KeyRotationEnabled":false/,
    /^EnableKeyRotation 400 \{"__type":"NotFoundException","message":"Invalid keyId 'nope'"\}$/,
  ];
  const wrong = lines.filter((line, i) => !want[i]?.test(line));
  expectThat(lines.length === want.length && wrong.length === 0, wrong.join("; "));
  process.stdout.write(`     ${lines.length} calls\n`);
}

/** Sends the examples of the document through the proxy, which names what breaks the document in a header. */
async function prismProxy(folder: string, url: string): Promise<void> {
  const document = (await (await fetch(`${url}/_trent/openapi-paths.json`)).json()) as Document;
  const file = path.join(folder, "openapi-paths.json");
  writeFileSync(file, JSON.stringify(document));
  const proxy = await startPrismProxy(file, url);
  try {
    const requests = Object.entries(document.paths).flatMap(([route, item]) =>
      bodiesOf(document, objectOf(item.post)).map((body) => ({ route, body })),
    );
    const violations: string[] = [];
    for (const { route, body } of requests) {
      const headers = { "Content-Type": "application/json", Accept: "application/json" };
      const response = await fetch(proxy.url + route, { method: "POST", headers, body: JSON.stringify(body) });
      await response.text();
      const found = response.headers.get("sl-violations");
      if (found !== null || response.status > 400) violations.push(`${route} ${response.status} ${found}`);
    }
    expectThat(requests.length > 0 && violations.length === 0, violations.join("; "));
    process.stdout.write(`     ${requests.length} calls, ${violations.length} violations\n`);
  } finally {
    proxy.close();
  }
}

/** The bodies of an operation's named examples. */
function bodiesOf(document: Document, post: Record<string, unknown>): unknown[] {
  const [media] = Object.values(objectOf(objectOf(post.requestBody).content));
  return Object.values(objectOf(objectOf(media).examples)).map(
    (example) => objectOf(resolve(document, example, "#").value).value,
  );
}

async function schemathesis(folder: string, url: string): Promise<void> {
  const configuration = path.join(__dirname, "further", "schemathesis.toml");
  const { code, text } = await runTool(
    schemathesisProgram(),
    [
      "--config-file",
      configuration,
      "run",
      `${url}/_trent/openapi-paths.json`,
      ...["--checks", "all", "--max-examples", String(EXAMPLES), "--seed", "1", "--no-color", "--workers", "2"],
    ],
    folder,
  );
  report(text, /^ +(Tested: \d+|\d+ generated.*)|^=+ \d.*/gm);
  expectThat(code === 0, text.slice(-4000));
}

function report(text: string, figures: RegExp): void {
  process.stdout.write(
    `     ${listOf([...text.matchAll(figures)].map(([line]) => line.replaceAll("=", "").trim())).join("; ")}\n`,
  );
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
