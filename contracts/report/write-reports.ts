import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { htmlOf } from "./html";
import { junitOf } from "./junit";
import { markdownOf } from "./markdown";
import type { RunResult } from "./run-result";

/** Writes every report of a run into a folder, which it makes where it is missing. */
export function writeReports(folder: string, result: RunResult): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write("result.json", `${JSON.stringify(result, null, 1)}\n`);
  copyFileSync(path.join(__dirname, "result.schema.json"), path.join(folder, "result.schema.json"));
  write("junit.xml", junitOf(result));
  write("report.html", htmlOf(result));
  write("summary.md", markdownOf(result));
}
