import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import manifest from "../../package.json";
import { ENTRIES, exportsOf, PROGRAM } from "../../scripts/build/entries";

const ROOT = path.resolve(__dirname, "..", "..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

test("package.json exports each entry of the build, and no other", () => {
  expect(manifest.exports).toEqual(exportsOf(ENTRIES));
  expect(manifest.bin).toEqual({ trent: `dist/cjs/${path.basename(PROGRAM, ".ts")}.cjs` });
  for (const { source } of ENTRIES) expect(read(source)).not.toBe("");
});

/** What people read and copy. */
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "action.yml",
  ...["docs", "examples"].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter(
        (name) => /\.(md|ya?ml|json|[mc]?[jt]sx?|html)$/.test(name) && !/evidence|conformance|node_modules/.test(name),
      )
      .map((name) => path.join(folder, name)),
  ),
];

test.each(PAGES)("%s names the package as package.json does", (page) => {
  const { name, version } = manifest;
  const text = read(page);
  for (const [, called] of text.matchAll(/npx (?:--yes )?([a-z][\w-]*)(?:@[\w.]+)? (?:mock|contract|generate)\b/g))
    expect([name, "trent"]).toContain(called);
  for (const [, called] of text.matchAll(/npm (?:i|install)(?: --?[\w-]+)* ([a-z][\w-]*)/g)) expect(called).toBe(name);
  for (const [, called] of text.matchAll(/from "(trent[\w-]*)/g)) expect(called).toBe(name);
  for (const [, called] of text.matchAll(new RegExp(`${name}@([\\w.]+)`, "g"))) expect(called).toBe(version);
});

test("the example workflow is the one of docs/verify-in-ci.md", () => {
  const [, shown] = /```yaml\n(name: contract\n[\s\S]*?)```/.exec(read("docs/verify-in-ci.md")) ?? [];
  const [, ...example] = read("examples/github-actions/contract.yml").split("\n");
  expect(example.join("\n")).toBe(shown);
});
