import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { layout } from "../../openapi/dialect/layout";
import { ENTRIES, fileNameOf } from "./entries";

/** Writes the declarations of every entry into a folder, for ES modules and the same for CommonJS. They need no other package. */
export async function buildTypes(folder: string): Promise<void> {
  const bundle = await rollup({
    input: Object.fromEntries(
      ENTRIES.map((entry) => [fileNameOf(entry), path.join(layout.root, entry.source.replace(/\.js$/, ".d.ts"))]),
    ),
    plugins: [dts({ tsconfig: path.join(layout.root, "tsconfig.json") })],
    onwarn: ({ message }) => {
      throw new Error(`The declarations: ${message}`);
    },
  });
  await bundle.write({
    dir: folder,
    entryFileNames: "[name].d.mts",
    // A fixed name: TypeScript finds a chunk's declarations by the name of its module.
    chunkFileNames: "shared-[name].d.mts",
  });
  await bundle.close();
  for (const name of await readdir(folder)) {
    const text = await readFile(path.join(folder, name), "utf8");
    await writeFile(
      path.join(folder, name.replace(/\.mts$/, ".cts")),
      text.replaceAll(/(["']\.\/[\w.-]+)\.mjs(["'])/g, "$1.cjs$2"),
    );
  }
}
