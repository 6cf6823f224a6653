import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..");

/** A copy of the project in which a test may change files. */
function copyProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), "trent-"));
  for (const part of ["openapi", "generated", "scripts", "package.json", "tsconfig.json", "biome.json", ".gitignore"]) {
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  spawnSync("git", ["init", "-q"], { cwd: copy });
  return copy;
}

function generate(cwd: string, ...args: string[]) {
  return spawnSync(process.execPath, ["--import", "tsx", "scripts/generate.ts", ...args], { cwd, encoding: "utf8" });
}

describe("npm run generate -- --check", () => {
  let project: string;
  beforeAll(() => {
    project = copyProject();
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test("is silent and 0 when generated/ is what openapi/ gives, in another folder too", () => {
    expect(generate(project, "--check")).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  test("exits 1 after an edit, names the stale files with the first difference, and the command that mends them", () => {
    const file = path.join(project, "openapi", "schemas", "rotation.yaml");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replaceAll("2560", "2561"));
    const stale = readFileSync(path.join(project, "generated", "document.json"), "utf8");
    const { status, stderr } = generate(project, "--check");
    expect(status).toBe(1);
    for (const name of ["document.json", "validators.js", "projection.json"]) {
      expect(stderr).toContain(`generated/${name} is stale. First difference, line `);
    }
    expect(stderr).toMatch(/- .*2560.*\n.*\+ .*2561/);
    expect(stderr).toContain("Run: npm run generate");
    expect(readFileSync(path.join(project, "generated", "document.json"), "utf8")).toBe(stale);
    writeFileSync(file, before);
  });

  test("says which file is missing", () => {
    rmSync(path.join(project, "generated", "types.ts"));
    const { status, stderr } = generate(project, "--check");
    expect(status).toBe(1);
    expect(stderr).toContain("generated/types.ts is missing.");
  });

  test("a run writes what is missing, and a second run nothing", () => {
    expect(generate(project).stdout).toBe("wrote generated/types.ts\n");
    expect(generate(project).stdout).toBe("");
  });
});
