import path from "node:path";
import type { CallChecks } from "../../openapi/dialect/call-checks";
import type { OperationValidators } from "../../openapi/dialect/compile";
import type { Document } from "../../openapi/dialect/document";
import { jsonOf } from "../../openapi/dialect/json-module";
import type { OperationModel } from "../../openapi/dialect/operations";
import { TrentProblem } from "../../openapi/dialect/problems";
import type { ReadOptions } from "../../openapi/dialect/read";
import type { LoadedDocument } from "../engine/create-engine";
import { type ExampleSource, tableExamples } from "../engine/example-source";
import { boundedValidator } from "./bounded-validator";

/** A document with what was changed in it at loading. */
export interface NormalisedDocument extends LoadedDocument {
  readonly title: string;
  readonly document: Document;
  readonly operations: readonly OperationModel[];
  /** The examples that its author has written. */
  readonly examples: ExampleSource;
  /** The changes, a line each. */
  readonly changes: readonly string[];
}

/** Trent's own document, as generated: it was checked when it was generated. */
export async function loadGenerated(): Promise<NormalisedDocument> {
  const [{ operations }, { leftOut }, { validators }, { examples }, document] = await Promise.all([
    import("../../generated/operations"),
    import("../../generated/service"),
    import("../../generated/validators"),
    import("../../generated/examples"),
    import("../../generated/document.json"),
  ]);
  const models: OperationModel[] = Object.values(operations);
  return {
    title: "TrentService",
    document: jsonOf(document) as Document,
    operations: models,
    leftOut,
    checks: checksOf(models, validators as unknown as Record<string, OperationValidators>),
    examples: tableExamples(examples),
    isOwn: true,
    changes: [],
  };
}

/**
 * Any document of this dialect, normalised where it comes from the public directory.
 * @throws TrentProblem for a file that cannot be read, or does not pass the checks.
 */
export async function loadSpec(file: string, options: ReadOptions = {}): Promise<NormalisedDocument> {
  try {
    return await loadForeign(file, options);
  } catch (cause) {
    if (cause instanceof TrentProblem) throw cause;
    // A document can be wrong in more ways than anybody has thought of. Its author gets a sentence all the same.
    const why = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0];
    throw new TrentProblem("TRENT_E_DOCUMENT_KIND", `${file} cannot be read as an OpenAPI document: ${why}.`, {
      cause,
    });
  }
}

async function loadForeign(file: string, options: ReadOptions): Promise<NormalisedDocument> {
  const [
    { readDocument },
    { normalise },
    { checkDocument },
    { leftOutOf, readOperations },
    { Protocol },
    { prismExamples },
    protocol,
  ] = await Promise.all([
    import("../../openapi/dialect/read"),
    import("../../openapi/dialect/normalise"),
    import("../../openapi/dialect/gate"),
    import("../../openapi/dialect/operations"),
    import("../../openapi/dialect/complete/protocol"),
    import("./prism"),
    import("../../generated/protocol.json"),
  ]);
  const read = await readDocument(path.resolve(file), options);
  const { document, changes } = normalise(read.document, new Protocol(jsonOf(protocol) as Document));
  const operations = readOperations(document);
  const { validators, problems } = checkDocument(document, operations, { unknownFormats: "ignore", bounded: true });
  const [problem] = problems;
  if (problem) throw problem;
  const bounded = Object.fromEntries(
    Object.entries(validators).map(([name, own]) => [name, { ...own, requestBody: boundedValidator(own.requestBody) }]),
  );
  const given = (document.info as { title?: unknown } | undefined)?.title;
  const title = typeof given === "string" ? given : file;
  return {
    title,
    document,
    operations,
    leftOut: leftOutOf(document, operations),
    checks: checksOf(operations, bounded),
    examples: await prismExamples({ title, document, operations }),
    isOwn: false,
    changes: changes.map((c) => c.says),
  };
}

function checksOf(
  operations: readonly OperationModel[],
  validators: Readonly<Record<string, OperationValidators>>,
): Record<string, CallChecks> {
  return Object.fromEntries(
    operations.flatMap(({ name, rules }) => {
      const own = validators[name];
      return own ? [[name, { ...own, rules }]] : [];
    }),
  );
}
