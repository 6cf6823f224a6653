/** What users import from the package. */
export interface Entry {
  /** Its path in `exports` of package.json, such as `./contract`. */
  readonly path: "." | `./${string}`;
  /** Its module in the repository; the types come from the declarations beside it where it is JavaScript. */
  readonly source: string;
  /** Whether it runs in a web page too: then nothing that it loads may need Node. */
  readonly page: boolean;
}

/** Every entry of the package, in the order of package.json. */
export const ENTRIES: readonly Entry[] = [
  { path: ".", source: "mock/server/start-mock.ts", page: false },
  { path: "./in-process", source: "mock/adapters/in-process.ts", page: true },
  { path: "./msw", source: "mock/adapters/msw.ts", page: true },
  { path: "./aws-sdk", source: "mock/adapters/aws-sdk.ts", page: true },
  { path: "./state-view", source: "mock/server/pages/state/page/mount-state-view.ts", page: true },
  { path: "./client", source: "generated/client.ts", page: true },
  { path: "./types", source: "generated/types.ts", page: true },
  { path: "./validators", source: "generated/validators.js", page: true },
  { path: "./rules", source: "generated/rules.ts", page: true },
  { path: "./contract", source: "contracts/contract.ts", page: false },
];

/** The program that package.json names in `bin`. */
export const PROGRAM = "scripts/trent.ts";

/** The name of an entry's files in dist/. */
export function fileNameOf({ path }: Entry): string {
  return path === "." ? "index" : path.slice(2);
}

/** What `exports` of package.json has to say: for each entry the types and the code of both kinds of module. */
export function exportsOf(entries: readonly Entry[]): Record<string, unknown> {
  const both = (name: string) => ({
    import: { types: `./dist/types/${name}.d.mts`, default: `./dist/esm/${name}.mjs` },
    require: { types: `./dist/types/${name}.d.cts`, default: `./dist/cjs/${name}.cjs` },
  });
  return {
    ...Object.fromEntries(entries.map((entry) => [entry.path, both(fileNameOf(entry))])),
    "./state-view.css": "./dist/pages/state.css",
    "./document.json": "./dist/generated/document.json",
    "./package.json": "./package.json",
  };
}
