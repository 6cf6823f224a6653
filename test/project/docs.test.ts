import { readFileSync } from "node:fs";
import path from "node:path";
import { mockCommand } from "../../mock/server/mock-options";
import { PROBLEMS } from "../../openapi/dialect/problems";

const read = (file: string) => readFileSync(path.resolve(__dirname, "..", "..", file), "utf8");

test("docs/errors.md has each code of the registry with its fix, and no other", () => {
  const rows = [...read("docs/errors.md").matchAll(/^\| `(TRENT_E_\w+)`\s+\| (.+?)\s+\|$/gm)].map(([, code, fix]) => [
    code,
    fix,
  ]);
  expect(Object.fromEntries(rows)).toEqual(PROBLEMS);
});

test("the README has each option of the mock with its environment variable, and no other", () => {
  const rows = [...read("README.md").matchAll(/^\| `(--[\w-]+)[^|]*\| `(TRENT_\w+)`\s+\|/gm)].map(
    ([, flag, variable]) => [flag, variable],
  );
  expect(rows).toEqual(mockCommand().options.map((option) => [option.long, option.envVar]));
});

test("every npm script that the README and CONTRIBUTING name is there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...`${read("README.md")}${read("CONTRIBUTING.md")}`.matchAll(/npm run ([\w:]+)/g)].map(
    ([, name]) => name!,
  );
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(scripts).toHaveProperty([name]);
});

test("the lockfile names no host but the public registry, and no path of a machine", () => {
  const addresses = [...read("package-lock.json").matchAll(/"resolved": "([^"]+)"/g)].map(([, address]) => address!);
  for (const address of addresses) expect(address).toMatch(/^https:\/\/registry\.npmjs\.org\//);
});
