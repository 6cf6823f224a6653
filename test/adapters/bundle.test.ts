import path from "node:path";
import { bundleForPage } from "../../scripts/bundle/page-bundle";

/** What a page may load at first, in bytes after gzip: 106 KiB with all 56 operations. Each operation costs 1 to 2 KiB: its examples, rules and validators. */
const MOST = 106 * 1024;

const ADAPTERS = path.resolve(__dirname, "..", "..", "mock", "adapters");

test("the mock in a page: at most 106 KiB after gzip, no module of Node, no code that is compiled there", async () => {
  const { files, firstLoad, nodeImports, parts } = await bundleForPage(path.join(ADAPTERS, "in-process.ts"));
  expect(nodeImports).toEqual([]);
  for (const text of files.values()) expect(text).not.toMatch(/\bnew Function\b|\beval\(|\bBuffer\b/);
  expect({ parts: parts.slice(0, 5), tooLarge: firstLoad > MOST }).toMatchObject({ tooLarge: false });
  const names = parts.map(([name]) => name);
  expect(
    names.filter((name) => /prism|regexpp|ajv-formats|yaml|document\.json|sample\/|hostile\/hostile-mode/.test(name)),
  ).toEqual([]);
});

test("the AWS SDK's handler alone brings no mock with it", async () => {
  const { firstLoad, nodeImports } = await bundleForPage(path.join(ADAPTERS, "aws-sdk.ts"));
  expect(nodeImports).toEqual([]);
  expect(firstLoad).toBeLessThan(2_000);
});
