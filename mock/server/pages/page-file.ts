import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";

/**
 * Makes the content of a file of a page. It is asked at each request, so that a change of its source shows at once.
 * @param origin where the mock is called, such as `http://localhost:4010`.
 */
export type PageContent = (origin: string) => string | Uint8Array;

/** The files of the pages: the path of each below `/_trent`, and its content. A path that ends with a slash is HTML. */
export type PageFiles = Readonly<Record<string, PageContent>>;

/** A file as it is on the disk. */
export function fileOnDisk(...segments: readonly string[]): PageContent {
  return () => readFileSync(path.join(...segments));
}

/** The script of a page, bundled from its TypeScript: for `<script src>`, since the pages run no script of their HTML. */
export function bundledScript(...entry: readonly string[]): PageContent {
  return () => {
    const { outputFiles } = buildSync({
      entryPoints: [path.join(...entry)],
      bundle: true,
      minify: true,
      write: false,
      format: "iife",
      target: "es2022",
      tsconfigRaw: "{}",
    });
    return outputFiles.map(({ text }) => text).join("");
  };
}
