import { statSync } from "node:fs";
import path from "node:path";
import { bundle, createConfig } from "@redocly/openapi-core";
import { checkSyntax } from "./check-syntax";
import { completeDocument } from "./complete/complete-document";
import { Protocol } from "./complete/protocol";
import { RuleBook } from "./complete/rule-book";
import { type Document, isObject, type JsonObject, listOf, objectOf } from "./document";
import { DocumentResolver } from "./document-resolver";
import { keepDigitsInExamples } from "./exact-examples";
import { TrentProblem } from "./problems";

/** A document as read from disk: bundled into one value, with the list of the files it is made of. */
export interface ReadDocument {
  readonly document: Document;
  readonly files: readonly string[];
}

/** What a document may make the reader do. */
export interface ReadOptions {
  /** Whether a `$ref` to a URL is fetched. It is not unless asked for: a document is often somebody else's. */
  readonly allowRemoteRefs?: boolean;
}

/**
 * Reads an OpenAPI document, YAML or JSON, of one file or of many, and bundles it. Where its root has `x-trent-sources`,
 * its operations are completed with what the protocol gives each, and with shared rules.
 * @throws TrentProblem when the file is missing, its syntax is broken (with file and line, duplicate keys included),
 * a reference leads nowhere or to a URL, or it is not an OpenAPI 3 document.
 */
export async function readDocument(file: string, options: ReadOptions = {}): Promise<ReadDocument> {
  const read = await bundleFiles(file, options);
  const sources = read.document["x-trent-sources"];
  return isObject(sources) ? complete(read, path.dirname(file), sources) : read;
}

async function complete({ document, files }: ReadDocument, folder: string, sources: JsonObject): Promise<ReadDocument> {
  const at = (name: unknown) => path.resolve(folder, String(name));
  const protocol = await bundleFiles(at(sources.protocol));
  const rules = listOf(sources.rules).map(at);
  const [errors, examples] = [at(sources.errors), at(sources["error-examples"])];
  const completed = completeDocument(document, {
    protocol: new Protocol(protocol.document),
    errors: { schemas: objectOf(checkSyntax(errors)), examples: objectOf(checkSyntax(examples)) },
    protocolRules: objectOf(objectOf(checkSyntax(at(sources["protocol-rules"]))).rules),
    rules: new RuleBook(new Map(rules.map((name) => [path.relative(folder, name), checkSyntax(name)]))),
  });
  return { document: completed, files: [...new Set([...files, ...protocol.files, ...rules, errors, examples])].sort() };
}

async function bundleFiles(file: string, { allowRemoteRefs = false }: ReadOptions = {}): Promise<ReadDocument> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new TrentProblem("TRENT_E_DOCUMENT_MISSING", `There is no document at ${file}.`);
  }
  const root = checkSyntax(file);
  if (!isObject(root) || typeof root.openapi !== "string" || !root.openapi.startsWith("3.") || !isObject(root.paths)) {
    throw new TrentProblem("TRENT_E_DOCUMENT_KIND", `${file} is not an OpenAPI 3 document with paths.`);
  }
  const resolver = new DocumentResolver(path.resolve(file), allowRemoteRefs);
  const bundling = bundle({ ref: file, config: await createConfig({}), externalRefResolver: resolver });
  const result = await bundling.catch((cause: unknown) => {
    if (cause instanceof TrentProblem) throw cause;
    throw new TrentProblem("TRENT_E_DOCUMENT_REFERENCE", `${file} could not be bundled: ${messageOf(cause)}.`, {
      cause,
    });
  });
  const files = [...result.fileDependencies].sort();
  const problem = result.problems.find((p) => p.severity === "error");
  if (problem) {
    const place = problem.location[0];
    const where = place ? `${place.source.absoluteRef}${place.pointer ?? ""}` : file;
    throw new TrentProblem(
      "TRENT_E_DOCUMENT_REFERENCE",
      `${where}: ${problem.message.replaceAll(/\s+/g, " ").replace(/\.?$/, ".")}`,
    );
  }
  const document = result.bundle.parsed as Document;
  keepDigitsInExamples(document);
  return { document, files };
}

function messageOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
}
