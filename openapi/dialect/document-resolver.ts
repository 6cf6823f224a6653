import { statSync } from "node:fs";
import { BaseResolver, type Document as RedoclyDocument, type Source } from "@redocly/openapi-core";
import { LineCounter } from "yaml";
import { checkText } from "./check-syntax";
import { mayLoseDigits } from "./exact-json";
import { parseYaml, valueOfYaml } from "./parse-yaml";
import { TrentProblem } from "./problems";

/** Loads what a document's `$ref`s name, with the checks that the bundler does not make. */
export class DocumentResolver extends BaseResolver {
  /**
   * @param root the document's own file, which is checked already.
   * @param allowRemoteRefs whether a URL is fetched.
   */
  constructor(
    private readonly root: string,
    private readonly allowRemoteRefs: boolean,
  ) {
    super();
  }

  /** @throws TrentProblem for a URL that is not to be fetched, what is no file, and broken syntax. */
  override async loadExternalRef(absoluteRef: string): Promise<Source> {
    const isRemote = /^https?:/i.test(absoluteRef);
    if (isRemote && !this.allowRemoteRefs) {
      throw new TrentProblem(
        "TRENT_E_DOCUMENT_REFERENCE",
        `The $ref ${absoluteRef} is a URL, which is fetched only with --allow-remote-refs.`,
      );
    }
    if (!isRemote && !statSync(absoluteRef, { throwIfNoEntry: false })?.isFile()) {
      throw new TrentProblem("TRENT_E_DOCUMENT_REFERENCE", `The $ref ${absoluteRef} names no file.`);
    }
    const source = await super.loadExternalRef(absoluteRef);
    if (absoluteRef !== this.root && /\.(json|ya?ml)$/i.test(absoluteRef)) checkText(source.body, absoluteRef);
    return source;
  }

  /** Parses as the bundler does, but for integers beyond 2^53: they are bigints. */
  override parseDocument(source: Source, isRoot?: boolean): RedoclyDocument {
    const document = super.parseDocument(source, isRoot);
    if (document.parsed === source.body || !mayLoseDigits(source.body)) return document;
    return { ...document, parsed: valueOfYaml(parseYaml(source.body, new LineCounter(), true)) };
  }
}
