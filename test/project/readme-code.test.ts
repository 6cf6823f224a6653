import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Served } from "../stateful/served";

const ROOT = path.resolve(__dirname, "..", "..");

/** Where the entries of the package are in the clone. */
const ENTRIES = ["client", "rules", "types", "validators"];

/** The code of a section of the README as a module that runs it, against a mock at a URL. */
function moduleOf(section: string, url: string): string {
  const [, text = ""] = readFileSync(path.join(ROOT, "README.md"), "utf8").split(`## ${section}\n`);
  const [, code = ""] = /```ts\n([\s\S]*?)```/.exec(text.split("\n## ")[0] ?? "") ?? [];
  const local = code
    .replaceAll(/from "[\w-]+\/(\w+)"/g, (whole, entry: string) =>
      ENTRIES.includes(entry) ? `from ${JSON.stringify(path.join(ROOT, "generated", entry))}` : whole,
    )
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

test("the README's code of Types and client runs, and does what its comments say", async () => {
  const file = path.join(folder, "code.ts");
  writeFileSync(file, moduleOf("Types and client", served.mock.url));
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  const error = jest.spyOn(console, "error").mockImplementation(() => {});
  await (require(file) as { run(): Promise<void> }).run();
  expect(log.mock.calls).toEqual([[180, expect.any(Number)]]);
  expect(error.mock.calls).toEqual([]);
});
