import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import document from "../../generated/document.json";
import { operations } from "../../generated/operations";
import type { OperationModel } from "../../openapi/dialect/operations";
import { protocolRulesOf } from "../../openapi/dialect/rule-model";

/**
 * The document is the only place that states a fact: no `__type` of an error and no text of a rule is typed again in the
 * mock. Comments may name them.
 */
const ROOT = path.resolve(__dirname, "..", "..");
const models: readonly OperationModel[] = Object.values(operations);
const rules = [...models.flatMap((operation) => operation.rules), ...protocolRulesOf(document)];

const TYPES: ReadonlySet<string> = new Set([
  ...models.flatMap(({ responses }) => responses.flatMap(({ errors }) => errors.map(({ type }) => type))),
  ...rules.flatMap(({ error }) => error ?? []),
]);

/** What stands between the placeholders of a text, where it is long enough to be nobody else's words. */
const TEXTS: readonly string[] = [
  ...new Set(
    rules.flatMap(({ message }) => (message ?? "").split(/\{\w+\}/).map((part) => part.trim())).filter(isTelling),
  ),
];

function isTelling(part: string): boolean {
  return part.length >= 9 && part.includes(" ");
}

/** The texts of literals in a source: of strings, of templates piece by piece, and of regular expressions. */
function literalsOf(source: string, name: string): { line: number; text: string }[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true);
  const found: { line: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What a source types again, as `line: what`. */
function repetitionsIn(source: string, name: string): string[] {
  return literalsOf(source, name).flatMap(({ line, text }) => {
    const words = text.match(/\w+/g) ?? [];
    const said = [...words.filter((word) => TYPES.has(word)), ...TEXTS.filter((part) => text.includes(part))];
    return said.map((what) => `${name}:${line}: ${what}`);
  });
}

function sourcesOf(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

test("the document has types and texts to look for", () => {
  for (const type of ["DisabledException", "ValidationException", "SerializationException", "KMSInternalException"]) {
    expect(TYPES).toContain(type);
  }
  expect(TEXTS).toEqual(
    expect.arrayContaining(["is pending deletion.", "Duplicate tag keys", "contains invalid characters for an alias"]),
  );
});

test.each([
  { source: 'throw new Fault("DisabledException");', want: ["x.ts:1: DisabledException"] },
  { source: 'type Known = "NotFoundException" | "Other";', want: ["x.ts:1: NotFoundException"] },
  { source: "\nconst body = `com.amazonaws.kms#NotFoundException$" + "{more}`;", want: ["x.ts:2: NotFoundException"] },
  { source: "say(`$" + "{arn} is pending deletion.`);", want: ["x.ts:1: is pending deletion."] },
  { source: "say(`$" + "{arn} is ` + state);", want: [] },
  { source: 'if (/^Duplicate tag keys/.test(text)) return "TagExceptional";', want: ["x.ts:1: Duplicate tag keys"] },
  { source: "// NotFoundException: Duplicate tag keys\nimport { NotFoundException } from './types';", want: [] },
])("$source types again: $want", ({ source, want }) => {
  expect(repetitionsIn(source, "x.ts")).toEqual(want);
});

/** What is typed again all the same, and why. A line that is not found any more fails. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "mock/engine/hostile/unknown-members.ts: KMSInternalException": "a text for a member that nobody knows, to mislead",
  "mock/server/access/refuse-host.ts: AccessDeniedException":
    "a refusal of the mock's own, which no rule of the API has",
};

test("nothing of the document is typed again in the mock", () => {
  const sources = sourcesOf("mock");
  expect(sources.length).toBeGreaterThan(50);
  const found = sources.flatMap((name) => repetitionsIn(readFileSync(path.join(ROOT, name), "utf8"), name));
  const isKnown = (repetition: string) => repetition.replace(/:\d+:/, ":") in EXCEPTIONS;
  expect(found.filter((repetition) => !isKnown(repetition))).toEqual([]);
  expect(found.filter(isKnown).map((repetition) => repetition.replace(/:\d+:/, ":"))).toEqual(Object.keys(EXCEPTIONS));
});
