import path from "node:path";
import { createConfig, lint, lintFromString } from "@redocly/openapi-core";
import { checkDocument } from "../../openapi/dialect/gate";
import { lintOperations } from "../../openapi/dialect/lint";
import { type OperationModel, readOperations } from "../../openapi/dialect/operations";
import { TrentProblem } from "../../openapi/dialect/problems";
import { readDocument } from "../../openapi/dialect/read";
import { createSourceMap } from "../../openapi/dialect/source";
import { findRepeatedBlocks } from "./repeated-blocks";

/** Redocly's recommended rules. An unused component would be a fact that nobody relies on, so it fails too. */
const RULES = { "no-server-example.com": "off", "no-unused-components": "error" } as const;

/** What a lint found: each problem with its file and line, and what was read. */
export interface LintResult {
  readonly problems: readonly string[];
  readonly operations: readonly OperationModel[];
  readonly files: readonly string[];
}

/**
 * Lints a document: its syntax, Redocly's rules, and the rules of this dialect.
 * @throws TrentProblem for what keeps it from being read at all, a duplicate key or target among it.
 */
export async function lintDocument(file: string): Promise<LintResult> {
  const { document, files } = await readDocument(file);
  const operations = readOperations(document);
  const source = createSourceMap([file, ...files.filter((f) => f !== file)], document);
  const placed = (pointer: string | undefined, report: string) => {
    const place = pointer === undefined ? undefined : source.locate(pointer);
    return place ? `${shown(place.file)}:${place.line}: ${report}` : report;
  };
  const found = [
    ...lintOperations(document, operations),
    ...checkDocument(document, operations, { unknownFormats: "refuse" }).problems,
  ].map((problem) => placed(problem.message.match(/#\/[^\s),:]+/)?.[0], problem.report));
  const repeated = findRepeatedBlocks(
    files.filter((name) => path.basename(path.dirname(name)) === "operations"),
    shown,
  );
  // The bundle is linted, not the files: what the protocol gives each operation is not in them.
  const bundle = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: path.join(path.dirname(file), "bundle.json"),
    config: await redoclyConfig(),
  });
  const byRedocly = bundle.map(({ location: [place], ruleId, message }) =>
    placed(place?.pointer, redoclyReport(place?.pointer ?? "#/", ruleId, message)),
  );
  return { problems: [...byRedocly, ...found, ...repeated.map(({ report }) => report)], operations, files };
}

/** Redocly's verdict on a document of one file. */
export async function lintWithRedocly(file: string): Promise<string[]> {
  const problems = await lint({ ref: file, config: await redoclyConfig() });
  return problems.map(({ location: [place], ruleId, message }) => {
    const where = place ? `${shown(place.source.absoluteRef)} ${place.pointer ?? ""}` : shown(file);
    return redoclyReport(where, ruleId, message);
  });
}

function redoclyConfig() {
  return createConfig({ extends: ["recommended"], rules: RULES });
}

function redoclyReport(where: string, ruleId: string, message: string): string {
  return new TrentProblem("TRENT_E_LINT", `${where}: ${ruleId}: ${message.replaceAll(/\s+/g, " ").trim()}`).report;
}

function shown(file: string): string {
  return path.relative(process.cwd(), file);
}
