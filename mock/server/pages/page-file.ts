import { readFileSync } from "node:fs";
import path from "node:path";

/** The content of a file of a page: text, or bytes. */
type Content = string | Uint8Array;

/**
 * Makes the content of a file of a page. It is asked at each request, so that a change of its source shows at once.
 * @param origin where the mock is called, such as `http://localhost:4010`.
 */
export type PageContent = (origin: string) => Content | Promise<Content>;

/** The files of the pages: the path of each below `/_trent`, and its content. A path that ends with a slash is HTML. */
export type PageFiles = Readonly<Record<string, PageContent>>;

/** A file as it is on the disk. */
export function fileOnDisk(...segments: readonly string[]): PageContent {
  return () => readFileSync(path.join(...segments));
}

/** A file of a package of node_modules, such as `swagger-ui-dist/swagger-ui.css`. */
export function fileOfPackage(name: string): PageContent {
  return () => readFileSync(require.resolve(name));
}

/** The script of a page, bundled from its TypeScript: for `<script src>`, since the pages run no script of their HTML. */
export function bundledScript(...entry: readonly string[]): PageContent {
  return async () => {
    // Not at the start of the mock, which most users never look at in a browser.
    const { build } = await import("esbuild");
    const { outputFiles } = await build({
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
