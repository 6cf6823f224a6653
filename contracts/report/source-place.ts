import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { createSourceMap } from "../../openapi/dialect/source";

/** Finds `file:line` of a pointer into the document. */
export type Locate = (pointer: string) => string | undefined;

const FOLDER = path.join(__dirname, "..", "..", "openapi");
const ROOT = path.join(FOLDER, "trent.yaml");

/** Made when it is first asked: reading the document's sources takes a moment that a clean run need not spend. */
export function createLocate(): Locate {
  let map: ReturnType<typeof createSourceMap> | undefined;
  const known = new Map<string, string | undefined>();
  return (pointer) => {
    if (!known.has(pointer)) {
      map ??= existsSync(ROOT) ? createSourceMap(sources()) : { locate: () => undefined };
      const place = map.locate(pointer);
      known.set(pointer, place && `openapi/${path.relative(FOLDER, place.file)}:${place.line}`);
    }
    return known.get(pointer);
  };
}

function sources(): string[] {
  const all = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
  const files = all.filter((name) => name.endsWith(".yaml") && name !== "trent.yaml" && name !== "control.yaml");
  return [ROOT, ...files.map((name) => path.join(FOLDER, name))];
}
