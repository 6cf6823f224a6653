import path from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";

/** What a page may load at first, in bytes after gzip: what it was with 25 operations, which all were in it. */
export const PAGE_LIMIT = 70 * 1024;

/** A bundle for a page. */
export interface PageBundle {
  /** Its files, each a text by its name; the entry's is `entry.js`. */
  readonly files: ReadonlyMap<string, string>;
  /** The size of what the page loads at first, in bytes after gzip. */
  readonly firstLoad: number;
  /** The size of what a module that is loaded later adds to that, with all that it imports, in bytes after gzip. */
  laterLoad(module: string): number;
  /** The modules of Node that it imports; none, if it is to run. */
  readonly nodeImports: readonly string[];
  /** The sizes of the files that it is made of, in bytes before gzip, the largest first. */
  readonly parts: readonly (readonly [file: string, bytes: number])[];
}

/**
 * Bundles a module for a page, as a user's bundler does: minified, and in pieces where a module is loaded when it is needed.
 * @param entry the module's file.
 */
export async function bundleForPage(entry: string): Promise<PageBundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: { entry },
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    format: "esm",
    platform: "browser",
    external: ["node:*"],
    outdir: path.resolve("out"),
    metafile: true,
    logLevel: "silent",
  });
  const files = new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
  const sizeOf = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(files.get(path.basename(name)) ?? "", { level: 9 }).length, 0);
  const first = loadedWith(metafile, entry);
  return {
    files,
    firstLoad: sizeOf(first),
    laterLoad: (module) => sizeOf(loadedWith(metafile, module).filter((name) => !first.includes(name))),
    nodeImports: Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports.map((each) => each.path))
      .filter((name) => name.startsWith("node:")),
    parts: first
      .flatMap((name) => Object.entries(metafile.outputs[name]?.inputs ?? {}))
      .map(([name, { bytesInOutput }]) => [name, bytesInOutput] as const)
      .sort((a, b) => b[1] - a[1]),
  };
}

/** The file of a module that is loaded by its name, and those that it imports at once. @throws Error where it has none. */
function loadedWith({ outputs }: Metafile, module: string): readonly string[] {
  const start = Object.keys(outputs).find(
    (name) =>
      outputs[name]?.entryPoint !== undefined && path.resolve(outputs[name].entryPoint) === path.resolve(module),
  );
  if (start === undefined) throw new Error(`${module} has no file of its own.`);
  const found = new Set([start]);
  for (const name of found) {
    for (const { path: imported, kind } of outputs[name]?.imports ?? [])
      if (kind === "import-statement" && imported in outputs) found.add(imported);
  }
  return [...found];
}
