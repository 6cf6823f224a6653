import { writeFileSync } from "node:fs";
import path from "node:path";
import { type OutputFile, transform } from "esbuild";

/** How ES modules are made into CommonJS. */
export interface CommonJsOptions {
  /** The folder of the result. */
  readonly folder: string;
  readonly minify: boolean;
  /** What is put at the end of a file of this name. */
  readonly footer?: (name: string) => string;
}

/**
 * Writes ES modules that share chunks as CommonJS modules that share the same chunks: esbuild itself has no shared
 * chunks for CommonJS, and each entry would have its own copy of every class. Their source maps come along.
 */
export async function toCommonJs(modules: readonly OutputFile[], options: CommonJsOptions): Promise<void> {
  const maps = new Map(modules.filter(({ path: file }) => file.endsWith(".map")).map((map) => [map.path, map]));
  await Promise.all(
    modules
      .filter(({ path: file }) => file.endsWith(".mjs"))
      .map(async ({ path: file, text }) => {
        const map = maps.get(`${file}.map`);
        const name = path.basename(file, ".mjs");
        const inlined = map && `${text}\n//# sourceMappingURL=data:application/json;base64,${toBase64(map.contents)}`;
        const made = await transform(inlined ?? text, {
          loader: "js",
          format: "cjs",
          platform: "node",
          target: "node20.19",
          minify: options.minify,
          legalComments: "none",
          // `require` is at once, and the same for both: a chunk is then there once.
          supported: { "dynamic-import": false },
          define: { "import.meta.dirname": "__dirname" },
          sourcefile: file,
          sourcemap: map ? "external" : false,
          sourcesContent: false,
        });
        const code = made.code.replaceAll(/(["'`])(\.\/[\w.-]+)\.mjs\1/g, "$1$2.cjs$1");
        const footer = options.footer?.(name) ?? "";
        const link = map ? `//# sourceMappingURL=${name}.cjs.map\n` : "";
        writeFileSync(path.join(options.folder, `${name}.cjs`), `${code}${footer}${link}`);
        if (map) writeFileSync(path.join(options.folder, `${name}.cjs.map`), made.map);
      }),
  );
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
