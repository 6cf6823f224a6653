import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { projectFile } from "../../../openapi/dialect/layout";

/**
 * The script of the page, from its modules in one piece. The build puts scripts/build/package-page-assets.ts in the place of
 * this file, which reads what the build made with it.
 */
export function scriptOfPage(): string {
  const { outputFiles } = buildSync({
    entryPoints: [projectFile("contracts", "report", "html", "page", "main.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    tsconfigRaw: "{}",
  });
  return outputFiles.map(({ text }) => text).join("");
}

/** The style of the page. */
export function styleOfPage(): string {
  const folder = projectFile("contracts", "report", "html", "style");
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .join("\n");
}
