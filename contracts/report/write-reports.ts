import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectFile } from "../../openapi/dialect/layout";
import { badgeOf } from "./badge";
import type { RunComparison } from "./comparison";
import { ctrfOf } from "./ctrf";
import { htmlOf } from "./html/report-page";
import { junitOf } from "./junit";
import { markdownOf } from "./markdown";
import type { RunResult } from "./run-result";

/** Writes every report of a run into a folder, which it makes where it is missing. */
export function writeReports(folder: string, result: RunResult, comparison?: RunComparison): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const json = (value: object) => `${JSON.stringify(value, null, 1)}\n`;
  write("result.json", json(result));
  copyFileSync(projectFile("contracts", "report", "result.schema.json"), path.join(folder, "result.schema.json"));
  write("junit.xml", junitOf(result));
  write("ctrf.json", json(ctrfOf(result)));
  write("badge.json", json(badgeOf(result)));
  write("report.html", htmlOf(result, comparison));
  write("summary.md", markdownOf(result, comparison));
}
