import { readdirSync } from "node:fs";
import path from "node:path";
import { bundleForPage, PAGE_LIMIT } from "../../scripts/bundle/page-bundle";

/** What the first call of a tag's operations may load besides: their transitions, rules and validators, and what tags share. */
const MOST_OF_A_TAG = 15 * 1024;

const MOCK = path.resolve(__dirname, "..", "..", "mock");
const TAGS = path.join(MOCK, "engine", "state", "tags");

test("the mock in a page: at most 70 KiB after gzip, no module of Node, no code that is compiled there", async () => {
  const { files, firstLoad, laterLoad, nodeImports, parts } = await bundleForPage(
    path.join(MOCK, "adapters", "in-process.ts"),
  );
  expect(nodeImports).toEqual([]);
  for (const text of files.values()) expect(text).not.toMatch(/\bnew Function\b|\beval\(|\bBuffer\b/);
  expect({ parts: parts.slice(0, 5), tooLarge: firstLoad > PAGE_LIMIT }).toMatchObject({ tooLarge: false });
  const names = parts.map(([name]) => name);
  expect(
    names.filter((name) =>
      /prism|regexpp|ajv-formats|yaml|document\.json|sample\/|hostile\/hostile-mode|state\/tags|generated\/checks/.test(
        name,
      ),
    ),
  ).toEqual([]);
  const tags = readdirSync(TAGS).map((file) => [file, laterLoad(path.join(TAGS, file))] as const);
  expect(tags.length).toBeGreaterThan(10);
  expect(tags.filter(([, size]) => size === 0 || size > MOST_OF_A_TAG)).toEqual([]);
});

test("the AWS SDK's handler alone brings no mock with it", async () => {
  const { firstLoad, nodeImports } = await bundleForPage(path.join(MOCK, "adapters", "aws-sdk.ts"));
  expect(nodeImports).toEqual([]);
  expect(firstLoad).toBeLessThan(2_000);
});
