import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateFiles } from "../../scripts/generate/files";
import { differences, writeFolder } from "../../scripts/generate/output-folder";

const root = path.resolve(__dirname, "..", "..");
const generated = path.join(root, "generated");

/** What openapi/ is generated from besides itself. */
const SOURCES = ["openapi", "docs/evidence", "mock/engine/state/fixtures", "mock/engine/scenarios"];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

// What the command does with it, such as its exit code, is the same for every document: test/generated/spec.test.ts.

test("generated/ is what openapi/ gives; what is missing of it is written, and nothing else", async () => {
  const files = await generateFiles(root);
  expect(differences(generated, files, "generated")).toEqual([]);
  expect(writeFolder(folder, files)).toEqual([...files.keys()]);
  rmSync(path.join(folder, "types.ts"));
  expect(differences(folder, files, "generated")).toEqual(["generated/types.ts is missing."]);
  expect(writeFolder(folder, files)).toEqual(["types.ts"]);
  expect(differences(folder, files, "generated")).toEqual([]);
});

test("a change of the document, or of a scenario, makes stale what is made of it, and the first difference is shown", async () => {
  for (const source of SOURCES) cpSync(path.join(root, source), path.join(folder, source), { recursive: true });
  const change = (file: string, from: string, to: string) => {
    const at = path.join(folder, file);
    writeFileSync(at, readFileSync(at, "utf8").replaceAll(from, to));
  };
  change("openapi/schemas/rotation.yaml", "2560", "2561");
  change("mock/engine/scenarios/scenarios.yaml", "three seconds", "four seconds");
  const stale = differences(generated, await generateFiles(folder), "generated");
  const linesOf = (name: string) =>
    stale.filter((line) => line.startsWith(`generated/${name} is stale. First difference, line `));
  for (const name of ["document.json", "validators.js", "projection.json", "scenarios.json"])
    expect(linesOf(name)).toHaveLength(1);
  expect(linesOf("document.json")[0]).toMatch(/- .*2560.*\n.*\+ .*2561/);
  expect(linesOf("call-operations.ts")).toEqual([]);
});
