import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const TESTS = path.resolve(__dirname, "..");

/** The titles of tables of tests whose rows have a column `want` that the test never takes. */
function unreadWants(text: string): string[] {
  const tables = text.matchAll(/\.each(?:<[^(]*>)?\(([\s\S]*?)\)\(\s*(["'`][^\n]*?["'`]),\s*(?:async )?\(([^)]*)\)/g);
  return [...tables].flatMap(([, rows = "", title = "", taken = ""]) =>
    /\bwant\b/.test(rows) && taken.includes("{") && !/\bwant\b/.test(taken) ? [title] : [],
  );
}

test("each table of tests reads its column want", () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  expect(files.length).toBeGreaterThan(40);
  const found = files
    .filter((file) => !file.endsWith("tables.test.ts"))
    .flatMap((file) => unreadWants(readFileSync(path.join(TESTS, file), "utf8")).map((title) => `${file}: ${title}`));
  expect(found).toEqual([]);
});

test.each([
  { text: 'test.each([{ given: 1, want: 2 }])("$given", ({ given }) => {});', unread: ['"$given"'] },
  { text: 'test.each([{ given: 1, want: 2 }])("$given", async ({ given, want }) => {});', unread: [] },
  { text: 'test.each([{ given: 1 }])("$given", ({ given }) => {});', unread: [] },
])("$text has the unread tables $unread", ({ text, unread }) => {
  expect(unreadWants(text)).toEqual(unread);
});
