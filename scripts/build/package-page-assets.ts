import { readFileSync } from "node:fs";
import { projectFile } from "../../openapi/dialect/layout";

/** The script of the report page, as the build made it. */
export function scriptOfPage(): string {
  return readFileSync(projectFile("report-page.js"), "utf8");
}

/** The style of the report page. */
export function styleOfPage(): string {
  return readFileSync(projectFile("report-page.css"), "utf8");
}
