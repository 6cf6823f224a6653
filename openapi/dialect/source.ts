import { readFileSync } from "node:fs";
import path from "node:path";
import { isMap, isNode, LineCounter, parseDocument, type Document as YamlDocument } from "yaml";
import { isObject } from "./document";

/** Where a node of the bundle stands in the files that it was made from. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

interface SourceFile {
  readonly file: string;
  readonly parsed: YamlDocument;
  readonly lines: LineCounter;
}

/** Finds the file and line of JSON pointers into a bundled document. */
export interface SourceMap {
  locate(pointer: string): SourcePlace | undefined;
}

/**
 * Makes the source map of a document of many files. A component is found by its name, which is a top-level key of one
 * file; a path item through its `$ref` in the root file.
 * @param files the root file first.
 */
export function createSourceMap(files: readonly string[]): SourceMap {
  const sources = files.map((file): SourceFile => {
    const lines = new LineCounter();
    return { file, lines, parsed: parseDocument(readFileSync(file, "utf8"), { lineCounter: lines }) };
  });
  const [root] = sources;
  return {
    locate(pointer) {
      const segments = pointer
        .split("/")
        .slice(1)
        .map((s) => decodeURIComponent(s).replaceAll("~1", "/").replaceAll("~0", "~"));
      const [section, first, second] = segments;
      if (section === "components" && second !== undefined) {
        const owner = sources.find((s) => s !== root && isMap(s.parsed.contents) && s.parsed.has(second));
        if (owner) return place(owner, segments.slice(2));
      }
      if (section === "paths" && root && first !== undefined) {
        const item: unknown = root.parsed.toJS().paths?.[first];
        const reference = isObject(item) ? item.$ref : undefined;
        const owner =
          typeof reference === "string" &&
          sources.find((s) => s.file === path.resolve(path.dirname(root.file), reference));
        if (owner) return place(owner, segments.slice(2));
      }
      return root && place(root, segments);
    },
  };
}

/** The nearest node that is there: below a `$ref` the file itself has nothing more. */
function place({ file, parsed, lines }: SourceFile, segments: readonly string[]): SourcePlace {
  for (let length = segments.length; length > 0; length--) {
    const node = parsed.getIn(segments.slice(0, length).map(index), true);
    if (isNode(node) && node.range) return { file, line: lines.linePos(node.range[0]).line };
  }
  return { file, line: 1 };
}

function index(segment: string): string | number {
  return /^\d+$/.test(segment) ? Number(segment) : segment;
}
