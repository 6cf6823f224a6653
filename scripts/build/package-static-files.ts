import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { PageFiles } from "../../mock/server/pages/page-file";
import { projectFile } from "../../openapi/dialect/layout";

/** The files of the pages that are the same for every mock, as the build made them. */
export function staticFiles(): PageFiles {
  const folder = projectFile("pages");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      const url = `/${path.relative(folder, file).split(path.sep).join("/")}`;
      return [url.replace(/(?<=\/)index\.html$/, ""), () => readFileSync(file)];
    }),
  );
}
