import path from "node:path";
import type { Layout } from "../../openapi/dialect/layout";

/** The layout of the package. The compiled code is in a folder of dist/, the files in dist/ under their paths in the repository. */
export const layout: Layout = {
  root: path.resolve(__dirname, ".."),
  isPackage: true,
  mockArguments: () => [projectFile("cjs", "trent.cjs"), "mock"],
};

/** The path of a file of the project, given by its path in the repository. */
export function projectFile(...names: readonly string[]): string {
  return path.join(layout.root, ...names);
}
