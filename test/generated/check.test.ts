import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generate } from "./run-generate";

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

function generateIn(cwd: string, ...args: string[]) {
  return spawnSync(process.execPath, ["--import", "tsx", "scripts/generate.ts", ...args], { cwd, encoding: "utf8" });
}

describe("npm run generate -- --check", () => {
  let project: string;
  beforeAll(() => {
    project = copyProject();
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  // Each test goes on with the folder as the one before left it: a run of the command takes seconds.
  test("exits 1, names stale and missing files with the first difference and the command that fixes them, writes none", () => {
    const schemas = path.join(project, "openapi", "schemas", "rotation.yaml");
    const generated = (name: string) => path.join(project, "generated", name);
    const stale = readFileSync(generated("document.json"), "utf8");
    const before = readFileSync(schemas, "utf8");
    writeFileSync(schemas, before.replaceAll("2560", "2561"));
    const scenarios = path.join(project, "mock", "engine", "scenarios", "scenarios.yaml");
    const sentences = readFileSync(scenarios, "utf8");
    writeFileSync(scenarios, sentences.replace("three seconds", "four seconds"));
    rmSync(generated("types.ts"));
    const { status, stderr } = generateIn(project, "--check");
    writeFileSync(schemas, before);
    writeFileSync(scenarios, sentences);
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

  test("without --check it writes what is missing and nothing else", () => {
    expect(generateIn(project)).toMatchObject({ status: 0, stdout: "wrote generated/types.ts\n", stderr: "" });
  });

  test("is silent and 0 for this project: generated/ is what openapi/ gives", async () => {
    expect(await generate("--check")).toEqual({ code: 0, out: "", err: "" });
  });
});
