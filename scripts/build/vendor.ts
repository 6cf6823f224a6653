import { createRequire } from "node:module";
import path from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { toCommonJs } from "./common-js";

/**
 * Libraries that need Node, by the names that our code imports them by. They are bundled into dist/vendor/, minified, so that an
 * install has nothing to fetch, and each is loaded when it is needed. All are CommonJS, also for our ES modules: some of
 * them call `require`, and so there is one copy of each in a process.
 */
export const VENDORS = [
  "@eslint-community/regexpp",
  "@fastify/cors",
  "@redocly/openapi-core",
  "@smithy/signature-v4",
  "@stoplight/prism-http",
  "ajv/dist/2020",
  "ajv/dist/standalone",
  "ajv-formats",
  "commander",
  "diff",
  "fastify",
  "get-port-please",
  "openapi-typescript",
  "supertest",
  "write-file-atomic",
  "yaml",
] as const;

/** What users install themselves where they want it, and the one library with native code. */
export const EXTERNAL = ["@aws-sdk/client-kms", "fs-native-extensions", "msw"];

const load = createRequire(__filename);

/** Modules that the libraries are given instead of those that they ask for. */
const INSTEAD: Readonly<Record<string, string>> = {
  // Its CommonJS form finds its own files by a `require` that no bundler can follow.
  "jsonc-parser": "jsonc-parser/lib/esm/main.js",
  // Prism loads all languages of faker; it uses faker only for the keyword x-faker.
  "@faker-js/faker": "@faker-js/faker/locale/en",
};

/** The name of a library's file, without its ending. */
export function vendorName(library: string): string {
  return library.replace(/^@/, "").replaceAll("/", "-");
}

/** Bundles the libraries into a folder. @returns what esbuild knows of the files that went in. */
export async function buildVendor(folder: string): Promise<Metafile> {
  // As ES modules first: only those share chunks. What two libraries have in common is there once, Ajv's classes above all.
  const { outputFiles, metafile } = await build({
    entryPoints: Object.fromEntries(VENDORS.map((library) => [vendorName(library), `vendor:${library}`])),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "shared-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    minify: true,
    keepNames: true,
    legalComments: "none",
    external: [...EXTERNAL],
    metafile: true,
    write: false,
    logLevel: "error",
    plugins: [facades, insteads],
  });
  const footers = new Map(VENDORS.map((library) => [vendorName(library), footerOf(library)]));
  await toCommonJs(outputFiles, { folder, minify: true, footer: (name) => footers.get(name) ?? "" });
  return metafile;
}

/** An entry for each library, which is the library itself. A default export that is a function has the others as members. */
const facades: Plugin = {
  name: "facades",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vendor:/ }, ({ path: name }) => ({
      path: name.slice("vendor:".length),
      namespace: "vendor",
    }));
    onLoad({ filter: /.*/, namespace: "vendor" }, ({ path: library }) => ({
      contents: hasOwnDefault(library)
        ? `const all = require("${library}"); module.exports = Object.assign(all.default, all);`
        : `module.exports = require("${library}");`,
      resolveDir: path.resolve("scripts"),
    }));
  },
};

const insteads: Plugin = {
  name: "insteads",
  setup({ onResolve, resolve }) {
    const filter = new RegExp(`^(${Object.keys(INSTEAD).join("|")})$`);
    onResolve({ filter }, ({ path: name, ...from }) =>
      resolve(INSTEAD[name] ?? name, { kind: from.kind, importer: from.importer, resolveDir: from.resolveDir }),
    );
  },
};

/** Makes the library what the file exports, and lists its names where Node's reader of CommonJS finds them. */
function footerOf(library: string): string {
  const names = Object.keys(load(library) as object).filter(
    (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default",
  );
  return `module.exports = module.exports.default;\n0 && (module.exports = { ${names.join(", ")} });\n`;
}

function hasOwnDefault(library: string): boolean {
  const all = load(library) as { readonly default?: unknown };
  return typeof all.default === "function" && all.default !== all;
}
