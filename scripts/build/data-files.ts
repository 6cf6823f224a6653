import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { scriptOfPage, styleOfPage } from "../../contracts/report/html/page-assets";
import { projectFile } from "../../openapi/dialect/layout";
import { buildPageFiles } from "./page-files";

/** What is read at run time, or named to users, by its path in the repository. In the package it has the same path under dist/. */
const FILES = [
  "generated/document.json",
  "generated/protocol.json",
  "generated/page.json",
  // The schema of scenarios refers to it.
  "generated/control.json",
  "contracts/expected",
  "contracts/report/result.schema.json",
  "contracts/targets/end-with-parent.cjs",
  // A report quotes the evidence of a clause, and names the line of the document that it comes from.
  "docs/evidence",
  "openapi",
  "mock/engine/state/fixtures",
  "mock/engine/scenarios/scenarios.yaml",
  "mock/engine/scenarios/schema.json",
];

/** Copies the files, and writes what the report page is made of. */
export async function copyDataFiles(folder: string): Promise<void> {
  for (const name of FILES) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await cp(projectFile(name), path.join(folder, name), {
      recursive: true,
      filter: (file) => !/[\\/]openapi[\\/]dialect/.test(file),
    });
  }
  await buildPageFiles(path.join(folder, "pages"));
  await writeFile(path.join(folder, "report-page.js"), scriptOfPage());
  await writeFile(path.join(folder, "report-page.css"), styleOfPage());
}
