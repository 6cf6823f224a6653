import path from "node:path";
import { pathToFileURL } from "node:url";

/** Where the files that are read at run time are. The build puts scripts/build/package-layout.ts in the place of this file. */
export interface Layout {
  /** The folder under which each file has its path in the repository: the clone itself, or dist/ of the package. */
  readonly root: string;
  readonly isPackage: boolean;
  /** The arguments of Node that start the mock. */
  mockArguments(): readonly string[];
}

const root = path.resolve(__dirname, "..", "..");

/** The layout of a clone, which runs its TypeScript through tsx. */
export const layout: Layout = {
  root,
  isPackage: false,
  // By its whole path, because the suite may be started in any folder.
  mockArguments: () => ["--import", pathToFileURL(require.resolve("tsx")).href, path.join(root, "scripts", "mock.ts")],
};

/** The path of a file of the project, given by its path in the repository. */
export function projectFile(...names: readonly string[]): string {
  return path.join(layout.root, ...names);
}
