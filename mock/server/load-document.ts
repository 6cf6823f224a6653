import path from "node:path";
import type { OperationValidators } from "../../openapi/dialect/compile";
import type { Document } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";

/** A document that the mock can answer from: it has passed the load-time gate. */
export interface LoadedDocument {
  readonly title: string;
  readonly document: Document;
  readonly operations: readonly OperationModel[];
  readonly validators: Readonly<Record<string, OperationValidators>>;
  /** What had to be normalised, a line each. */
  readonly changes: readonly string[];
}

/** Our own document, as generated: its gate was passed when it was generated. */
export async function loadGenerated(): Promise<LoadedDocument> {
  const [{ operations }, { validators }, document] = await Promise.all([
    import("../../generated/operations"),
    import("../../generated/validators"),
    import("../../generated/document.json"),
  ]);
  return {
    title: "TrentService",
    document: (document.default ?? document) as unknown as Document,
    operations: Object.values(operations),
    validators: validators as unknown as Record<string, OperationValidators>,
    changes: [],
  };
}

/**
 * Any document of this dialect, normalised where it is of the public directory.
 * @throws TrentProblem for what cannot be read, or does not pass the gate.
 */
export async function loadSpec(file: string): Promise<LoadedDocument> {
  const [{ readDocument }, { normalise }, { checkDocument }, { readOperations }, { Protocol }, protocol] =
    await Promise.all([
      import("../../openapi/dialect/read"),
      import("../../openapi/dialect/normalise"),
      import("../../openapi/dialect/gate"),
      import("../../openapi/dialect/operations"),
      import("../../openapi/dialect/complete/protocol"),
      import("../../generated/protocol.json"),
    ]);
  const read = await readDocument(path.resolve(file));
  const { document, changes } = normalise(
    read.document,
    new Protocol((protocol.default ?? protocol) as unknown as Document),
  );
  const operations = readOperations(document);
  const { validators, problems } = checkDocument(document, operations, { unknownFormats: "ignore" });
  const [problem] = problems;
  if (problem) throw problem;
  const title = (document.info as { title?: unknown } | undefined)?.title;
  return {
    title: typeof title === "string" ? title : file,
    document,
    operations,
    validators,
    changes: changes.map((c) => c.says),
  };
}
