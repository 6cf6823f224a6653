import { spawnSync } from "node:child_process";
import { projectFile } from "../../openapi/dialect/layout";

const FLAGS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noEmit: true,
  ignoreConfig: true,
  pretty: false,
  checkers: 1,
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: "es2022,dom,dom.iterable",
  types: "",
};

/**
 * Compiles the files of a folder as strictly as TypeScript can, with the declarations of packages checked too.
 * @returns what the compiler has to say, a line each; none where all is right.
 */
export function compileStrictly(folder: string, names: readonly string[]): string[] {
  const compiler = projectFile("node_modules", "@typescript", "native", "bin", "tsc");
  const flags = Object.entries(FLAGS).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, ...flags, ...names], {
    cwd: folder,
    encoding: "utf8",
  });
  const lines = `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
  return status === 0 || lines.length > 0 ? lines : [`The compiler ended with ${status} and said nothing.`];
}
