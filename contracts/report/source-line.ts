import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { projectFile } from "../../openapi/dialect/layout";
import { createSourceMap, type SourceMap } from "../../openapi/dialect/source";
import { document } from "../contract-document";

/** Where something is written in the sources of the document: `openapi/operations/X.yaml:12`. */
export type SourceLine = string;

/** Finds the place of a pointer into the document; undefined where the sources are not at hand. */
export type SourceLocator = (pointer: string) => SourceLine | undefined;

const FOLDER = projectFile("openapi");
const ROOT = path.join(FOLDER, "trent.yaml");

let map: SourceMap | undefined;
const known = new Map<string, SourceLine | undefined>();

/** Finds a place in the sources, which are read at the first question. */
export const locateSource: SourceLocator = (pointer) => {
  if (!known.has(pointer)) {
    map ??= existsSync(ROOT) ? createSourceMap(sources(), document) : { locate: () => undefined };
    const place = map.locate(pointer);
    known.set(pointer, place && `openapi/${path.relative(FOLDER, place.file)}:${place.line}`);
  }
  return known.get(pointer);
};

function sources(): string[] {
  const all = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
  const files = all.filter((name) => name.endsWith(".yaml") && name !== "trent.yaml" && name !== "control.yaml");
  return [ROOT, ...files.map((name) => path.join(FOLDER, name))];
}
