import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { name as packageName } from "../../package.json";
import { ENTRIES } from "../../scripts/build/entries";
import { Served } from "../stateful/served";

const ROOT = path.resolve(__dirname, "..", "..");

/** Where the entries of the package are in the clone. */
const SOURCES = new Map(ENTRIES.map(({ path: entry, source }) => [`${packageName}${entry.slice(1)}`, source]));

/** The code of a section of the README as a module that runs it, against a mock at a URL. */
function moduleOf(section: string, url: string): string {
  const [, text = ""] = readFileSync(path.join(ROOT, "README.md"), "utf8").split(`## ${section}\n`);
  const [, code = ""] = /```ts\n([\s\S]*?)```/.exec(text.split("\n## ")[0] ?? "") ?? [];
  const local = code
    .replaceAll(/from "([^"]+)"/g, (whole, entry: string) => {
      const source = SOURCES.get(entry);
      return source === undefined ? whole : `from ${JSON.stringify(path.join(ROOT, source.replace(/\.ts$/, "")))}`;
    })
    .replaceAll("http://127.0.0.1:4010", url);
  const imports = local.split("\n").filter((line) => line.startsWith("import "));
  const rest = local.split("\n").filter((line) => !line.startsWith("import "));
  return [...imports, "export async function run() {", ...rest, "}"].join("\n");
}

let served: Served;
let folder: string;
beforeAll(async () => {
  served = await Served.start();
  mkdirSync(path.join(ROOT, ".further"), { recursive: true });
  folder = mkdtempSync(path.join(ROOT, ".further", "readme-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await served.stop();
});

/** What the code of a section prints. */
async function printed(section: string): Promise<{ log: unknown[][]; error: unknown[][] }> {
  const file = path.join(folder, `${section.replaceAll(" ", "-")}.ts`);
  writeFileSync(file, moduleOf(section, served.mock.url));
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  const error = jest.spyOn(console, "error").mockImplementation(() => {});
  await (require(file) as { run(): Promise<void> }).run();
  const calls = { log: [...log.mock.calls], error: [...error.mock.calls] };
  jest.restoreAllMocks();
  return calls;
}

test.each<{ section: string; log: unknown[][] }>([
  { section: "In a test", log: [[4], ["NotFoundException"], ["NotFoundException"]] },
  { section: "In a page", log: [[["KMS CMK Rotation", "KMS CMK Rotation"]]] },
  { section: "Types and client", log: [[180, expect.any(Number)]] },
])("the README's code of $section runs, and does what its comments say", async ({ section, log }) => {
  expect(await printed(section)).toEqual({ log, error: [] });
});
