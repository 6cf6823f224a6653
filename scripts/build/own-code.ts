import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type Metafile, type OutputFile, type Plugin } from "esbuild";
import { layout } from "../../openapi/dialect/layout";
import { toCommonJs } from "./common-js";
import { ENTRIES, type Entry, fileNameOf, PROGRAM } from "./entries";
import { EXTERNAL, VENDORS, vendorName } from "./vendor";

const ROOT = layout.root;

/** Modules that have another form in the package, by their paths in the repository. */
const REPLACED: Readonly<Record<string, string>> = {
  "openapi/dialect/layout.ts": "scripts/build/package-layout.ts",
  "mock/server/pages/static-files.ts": "scripts/build/package-static-files.ts",
  "contracts/report/html/page-assets.ts": "scripts/build/package-page-assets.ts",
};

/** Documents that stay files: V8 parses JSON faster than the same as JavaScript, and each is there once. */
const FILES = /[\\/]generated[\\/](document|protocol|page)\.json$/;

/**
 * Compiles our own code into `esm/` and `cjs/` of a folder. All entries of one kind share what they have in common: an engine,
 * an error class or a table is in a process once.
 * @returns what esbuild knows of the ES modules.
 */
export async function buildOwnCode(folder: string): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    entryPoints: {
      ...Object.fromEntries(ENTRIES.map((entry) => [fileNameOf(entry), `entry:${entry.path}`])),
      trent: path.join(ROOT, PROGRAM),
    },
    outdir: path.join(folder, "esm"),
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["import"],
    target: "es2022",
    sourcemap: "linked",
    // A trace names file and line; the sources themselves would be a third of the package.
    sourcesContent: false,
    legalComments: "none",
    define: { __dirname: "import.meta.dirname" },
    external: ["node:*", ...EXTERNAL],
    metafile: true,
    write: false,
    logLevel: "warning",
    plugins: [facades, replacements, documents, validators, vendors],
    absWorkingDir: ROOT,
    tsconfigRaw: "{}",
  });
  await writeModules(outputFiles);
  await toCommonJs(outputFiles, { folder: path.join(folder, "cjs"), minify: false });
  return metafile;
}

/**
 * Finds what a page cannot load: the modules of Node or of users that an entry for pages imports, also by way of others.
 * @param folder where the ES modules are, as in the metafile.
 */
export function nodeImportsOfPages(metafile: Metafile): readonly string[] {
  const wrong = new Set<string>();
  for (const entry of ENTRIES.filter(({ page }) => page)) {
    const [start] =
      Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === `entry:${entry.path}`) ?? [];
    const seen = new Set<string>();
    const walk = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { path: imported, external } of metafile.outputs[file]?.imports ?? []) {
        if (!external) walk(imported);
        else if (!EXTERNAL.includes(imported)) wrong.add(`${entry.path} imports ${imported}`);
      }
    };
    if (start === undefined) wrong.add(`${entry.path} was not built`);
    else walk(start);
  }
  return [...wrong];
}

async function writeModules(files: readonly OutputFile[]): Promise<void> {
  await Promise.all(
    files.map(async ({ path: file, contents }) => {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, contents);
    }),
  );
}

/** An entry hands on the values of its module. */
const facades: Plugin = {
  name: "facades",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^entry:/ }, ({ path: name }) => ({ path: name.slice("entry:".length), namespace: "entry" }));
    onLoad({ filter: /.*/, namespace: "entry" }, ({ path: name }) => ({ contents: facadeOf(name), resolveDir: ROOT }));
  },
};

function facadeOf(name: string): string {
  const { source } = ENTRIES.find((entry) => entry.path === name) as Entry;
  return `export * from "./${source.replace(/\.ts$/, "")}";\n`;
}

const replacements: Plugin = {
  name: "replacements",
  setup({ onLoad }) {
    for (const [file, other] of Object.entries(REPLACED))
      onLoad({ filter: exactly(path.join(ROOT, file)) }, async () => {
        const folder = path.dirname(path.join(ROOT, other));
        return { contents: await readFile(path.join(ROOT, other), "utf8"), loader: "ts", resolveDir: folder };
      });
  },
};

/** The modules that a page runs cannot read a file: for them a document is a module, which is loaded when it is asked for. */
const PAGE_MODULES = path.join(ROOT, "mock", "adapters");

const documents: Plugin = {
  name: "documents",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: FILES }, ({ path: name, resolveDir }) =>
      resolveDir === PAGE_MODULES ? { path: path.resolve(resolveDir, name), namespace: "page-document" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "page-document" }, async ({ path: file }) => ({
      contents: await readFile(file, "utf8"),
      loader: "json",
    }));
    onLoad({ filter: FILES }, ({ path: file }) => ({
      contents: [
        'import { readFileSync } from "node:fs";',
        'import { projectFile } from "./openapi/dialect/layout";',
        `export default JSON.parse(readFileSync(projectFile("generated", "${path.basename(file)}"), "utf8"));`,
      ].join("\n"),
      resolveDir: ROOT,
    }));
  },
};

/** The generated validators are CommonJS, whose names an ES module cannot see: each gets a module that says them. */
const validators: Plugin = {
  name: "validators",
  setup({ onLoad, onResolve }) {
    const filter = /[\\/]generated[\\/][\w-]*validators(\.js)?$/;
    onResolve({ filter: /^common-js:/ }, ({ path: name }) => ({ path: name.slice("common-js:".length) }));
    onResolve({ filter }, ({ path: name, resolveDir }) => ({
      path: path.resolve(resolveDir, name).replace(/(\.js)?$/, ".js"),
      namespace: "validators",
    }));
    onLoad({ filter: /.*/, namespace: "validators" }, async ({ path: file }) => {
      const [, group] = /^exports\.(\w*[vV]alidators) =/m.exec(await readFile(file, "utf8")) ?? [];
      return { contents: `export { ${group} } from "common-js:${file}";\n`, resolveDir: ROOT };
    });
  },
};

const vendors: Plugin = {
  name: "vendors",
  setup({ onResolve }) {
    for (const library of VENDORS)
      onResolve({ filter: exactly(library) }, () => ({ path: `../vendor/${vendorName(library)}.cjs`, external: true }));
  },
};

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[\\/.@-]/g, "\\$&")}$`);
}
