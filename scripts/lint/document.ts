import path from "node:path";
import { createConfig, lint } from "@redocly/openapi-core";
import { checkDocument } from "../../openapi/dialect/gate";
import { lintOperations } from "../../openapi/dialect/lint";
import { type OperationModel, readOperations } from "../../openapi/dialect/operations";
import { TrentProblem } from "../../openapi/dialect/problems";
import { readDocument } from "../../openapi/dialect/read";
import { createSourceMap } from "../../openapi/dialect/source";

/** Redocly's recommended rules. An unused component would be a fact that nobody relies on, so it fails too. */
const RULES = { "no-server-example.com": "off", "no-unused-components": "error" } as const;

/** What a lint found: each problem with the file and line where it stands, and what was read. */
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
  const source = createSourceMap([file, ...files.filter((f) => f !== file)]);
  const found = [
    ...lintOperations(document, operations),
    ...checkDocument(document, operations, { unknownFormats: "refuse" }).problems,
  ];
  const placed = found.map((problem) => {
    const pointer = problem.message.match(/#\/[^\s),:]+/)?.[0];
    const place = pointer === undefined ? undefined : source.locate(pointer);
    return place ? `${shown(place.file)}:${place.line}: ${problem.report}` : problem.report;
  });
  return { problems: [...(await lintWithRedocly(file)), ...placed], operations, files };
}

/** Redocly's verdict on a document. */
export async function lintWithRedocly(file: string): Promise<string[]> {
  const problems = await lint({ ref: file, config: await createConfig({ extends: ["recommended"], rules: RULES }) });
  return problems.map(({ location: [place], ruleId, message }) => {
    const where = place ? `${shown(place.source.absoluteRef)} ${place.pointer ?? ""}` : shown(file);
    return new TrentProblem("TRENT_E_LINT", `${where}: ${ruleId}: ${message.replaceAll(/\s+/g, " ").trim()}`).report;
  });
}

function shown(file: string): string {
  return path.relative(process.cwd(), file);
}
