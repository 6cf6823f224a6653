import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { conformancePage } from "../contracts/report/conformance-page";
import type { RunResult } from "../contracts/report/run-result";
import { checkSources } from "../contracts/traceability/conformance-sources";
import { reportProblem, TrentProblem } from "../openapi/dialect/problems";

const PAGE = path.resolve(__dirname, "..", "docs", "conformance", "README.md");

/** Writes docs/conformance/README.md from the result.json files of the named folders. */
function main(args: string[]): void {
  const { values, positionals: folders } = parseArgs({
    args,
    allowPositionals: true,
    options: { without: { type: "string", multiple: true, default: [] } },
  });
  if (folders.length === 0) {
    throw new TrentProblem("TRENT_E_OPTION", "Say which report folders to read, such as reports/mock reports/moto.");
  }
  const results = folders.map((folder) => {
    const file = path.join(folder, "result.json");
    if (!existsSync(file))
      throw new TrentProblem(
        "TRENT_E_OPTION",
        `${file} does not exist. Run the suite with --report-dir ${folder} first.`,
      );
    return JSON.parse(readFileSync(file, "utf8")) as RunResult;
  });
  checkSources(existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "", results, values.without);
  writeFileSync(PAGE, conformancePage(results));
  process.stdout.write(
    `${path.relative(process.cwd(), PAGE)} is written from the results of ${results.map((r) => r.implementation.name).join(", ")}\n`,
  );
}

try {
  main(process.argv.slice(2));
} catch (error) {
  reportProblem(error);
  process.exitCode = 2;
}
