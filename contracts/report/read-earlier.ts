import { readFileSync } from "node:fs";
import { TrentProblem } from "../../openapi/dialect/problems";
import { type EarlierResult, earlierResult } from "./comparison";

/** Reads the result.json of an earlier run. @throws TrentProblem TRENT_E_OPTION where the file is none */
export function readEarlier(file: string): EarlierResult {
  let why = "it is not the result.json of a run of this suite";
  try {
    const result = earlierResult(JSON.parse(readFileSync(file, "utf8")));
    if (result) return result;
  } catch (error) {
    why = error instanceof SyntaxError ? "it is not JSON" : String(error).replace(/^Error: (\w+).*$/s, "$1");
  }
  throw new TrentProblem("TRENT_E_OPTION", `--compare names ${file}, which cannot be read: ${why}.`);
}
