import { readFileSync } from "node:fs";
import path from "node:path";
import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Document as YamlDocument,
} from "yaml";
import { type Document, listOf, objectOf } from "./document";

/** The file and line of a node of the bundle, in the files that it was made from. */
interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** A source, parsed when something in it is looked for: that takes longer than to read all of them. */
class SourceFile {
  readonly lines = new LineCounter();
  readonly #text: string;
  #parsed: YamlDocument | undefined;

  constructor(readonly file: string) {
    this.#text = readFileSync(file, "utf8");
  }

  get parsed(): YamlDocument {
    this.#parsed ??= parseDocument(this.#text, { lineCounter: this.lines });
    return this.#parsed;
  }

  /** The node at a path. A file whose text does not have the last key is not parsed. */
  nodeAt(path: readonly string[]): Node | undefined {
    if (!this.#text.includes(path.at(-1) ?? "")) return undefined;
    const node = this.parsed.getIn(path, true);
    return isNode(node) ? node : undefined;
  }
}

/** Finds the file and line of JSON pointers into a bundled document. */
export interface SourceMap {
  locate(pointer: string): SourcePlace | undefined;
}

/**
 * Makes the source map of a document of many files. A component is found by its name, which is a top-level key of one
 * file; a path item through its `$ref` in the root file; a rule by its id, in the operation's file or among the shared rules.
 * @param files the root file first.
 * @param document the bundle, which gives the ids of the rules.
 */
export function createSourceMap(files: readonly string[], document?: Document): SourceMap {
  const sources = files.map((file) => new SourceFile(file));
  const [root] = sources;
  return {
    locate(pointer) {
      const segments = pointer
        .split("/")
        .slice(1)
        .map((s) => decodeURIComponent(s).replaceAll("~1", "/").replaceAll("~0", "~"));
      const [section, first, second, third, fourth] = segments;
      if (section === "components" && second !== undefined) {
        const owner = sources.find((s) => s !== root && s.nodeAt([second]));
        if (owner) return placeOfPath(owner, segments.slice(2));
      }
      if (section === "x-trent-rules") return sharedRule(sources, idOf(document?.[section], first));
      if (section === "paths" && root && first !== undefined) {
        const owner = ownerOf(root, sources, first);
        if (owner && third === "x-trent-rules" && fourth !== undefined) {
          const { post } = objectOf(document?.paths[first]);
          const id = idOf(objectOf(post)[third], fourth);
          return ownRule(owner, id) ?? sharedRule(sources, id) ?? placeOfPath(owner, ["post", "x-trent-rules"]);
        }
        if (owner) return placeOfPath(owner, segments.slice(2));
      }
      return root && placeOfPath(root, segments);
    },
  };
}

function ownerOf(root: SourceFile, sources: readonly SourceFile[], key: string): SourceFile | undefined {
  const reference = root.parsed.getIn(["paths", key, "$ref"]);
  if (typeof reference !== "string") return undefined;
  return sources.find((s) => s.file === path.resolve(path.dirname(root.file), reference));
}

function idOf(rules: unknown, index: string | undefined): string {
  return String(objectOf(listOf(rules)[Number(index)]).id);
}

/** The entry of an operation's rules with an id, or that uses the shared rule of that name. */
function ownRule(owner: SourceFile, id: string): SourcePlace | undefined {
  const rules = owner.parsed.getIn(["post", "x-trent-rules"], true);
  const entry = isSeq(rules)
    ? rules.items.find((item) =>
        isMap(item) ? item.get("id") === id || item.get("use") === id : isScalar(item) && item.value === id,
      )
    : undefined;
  return isNode(entry) ? placeOfNode(owner, entry) : undefined;
}

function sharedRule(sources: readonly SourceFile[], id: string): SourcePlace | undefined {
  for (const source of sources) {
    const rule = source.nodeAt(["rules", id]);
    if (rule) return placeOfNode(source, rule);
  }
  return undefined;
}

/** The nearest node that is there: what the protocol adds stands in no file of the operation. */
function placeOfPath(source: SourceFile, segments: readonly string[]): SourcePlace {
  for (let length = segments.length; length > 0; length--) {
    const node = source.parsed.getIn(segments.slice(0, length).map(index), true);
    if (isNode(node) && node.range) return placeOfNode(source, node);
  }
  return { file: source.file, line: 1 };
}

function placeOfNode({ file, lines }: SourceFile, node: Node): SourcePlace {
  return { file, line: node.range ? lines.linePos(node.range[0]).line : 1 };
}

function index(segment: string): string | number {
  return /^\d+$/.test(segment) ? Number(segment) : segment;
}
