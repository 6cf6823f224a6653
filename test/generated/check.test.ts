import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateFiles } from "../../scripts/generate/files";
import { differences, type Files, writeFolder } from "../../scripts/generate/output-folder";

const root = path.resolve(__dirname, "..", "..");

/** A copy of the project in which a test may change files. */
function copyProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), "trent-"));
  for (const part of [
    "openapi",
    "generated",
    "docs/evidence",
    "mock",
    "scripts",
    "package.json",
    "tsconfig.json",
    "biome.json",
    ".gitignore",
  ]) {
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  spawnSync("git", ["init", "-q"], { cwd: copy });
  return copy;
}

describe("npm run generate -- --check", () => {
  let project: string;
  beforeAll(() => {
    project = copyProject();
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test("exits 1, names stale and missing files with the first difference and the command that fixes them, writes none", () => {
    const schemas = path.join(project, "openapi", "schemas", "rotation.yaml");
    const generated = (name: string) => path.join(project, "generated", name);
    const stale = readFileSync(generated("document.json"), "utf8");
    writeFileSync(schemas, readFileSync(schemas, "utf8").replaceAll("2560", "2561"));
    const scenarios = path.join(project, "mock", "engine", "scenarios", "scenarios.yaml");
    writeFileSync(scenarios, readFileSync(scenarios, "utf8").replace("three seconds", "four seconds"));
    rmSync(generated("types.ts"));
    const command = ["--import", "tsx", "scripts/generate.ts", "--check"];
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: project, encoding: "utf8" });
    expect(status).toBe(1);
    for (const name of ["document.json", "validators.js", "projection.json", "scenarios.json"]) {
      expect(stderr).toContain(`generated/${name} is stale. First difference, line `);
    }
    expect(stderr).toMatch(/- .*2560.*\n.*\+ .*2561/);
    expect(stderr).toContain("generated/types.ts is missing.");
    expect(stderr).toContain("Run the same command without --check.");
    expect(readFileSync(generated("document.json"), "utf8")).toBe(stale);
    expect(existsSync(generated("types.ts"))).toBe(false);
  });
});

/** What the command writes for this project as it is: `finish` in command.ts is the rest of it, tested with other documents. */
describe("what openapi/ gives", () => {
  let files: Files;
  beforeAll(async () => {
    files = await generateFiles(path.join(root, "openapi"));
  });

  test("is what generated/ has", () => {
    expect(differences(path.join(root, "generated"), files, "generated")).toEqual([]);
  });

  test("is written where it is missing, and nothing else is", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "trent-"));
    try {
      expect(writeFolder(folder, files)).toEqual([...files.keys()]);
      rmSync(path.join(folder, "types.ts"));
      expect(writeFolder(folder, files)).toEqual(["types.ts"]);
      expect(differences(folder, files, "generated")).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
