import { TrentProblem } from "../../openapi/dialect/problems";
import type { RunResult } from "../report/run-result";

/** The implementations that a conformance page shows. */
export function implementationsOn(page: string): string[] {
  return [...page.matchAll(/^\| *([\w.-]+) *\| *[^|]+ *\| *\d+ of \d+ *\|/gm)].map(([, name = ""]) => name);
}

/**
 * Checks that a new page says all that the present one says: an implementation leaves it only by name, and no result is
 * of a part of the suite.
 * @param without the implementations that shall leave the page
 * @throws TrentProblem TRENT_E_OPTION with the report that is missing
 */
export function checkSources(
  page: string,
  results: readonly Pick<RunResult, "implementation" | "partial">[],
  without: readonly string[],
): void {
  const partial = results.find((result) => result.partial !== undefined);
  if (partial)
    throw new TrentProblem(
      "TRENT_E_OPTION",
      `The result of ${partial.implementation.name} is partial: ${partial.partial?.sentence} Run the whole suite on it.`,
    );
  const given = new Set([...results.map(({ implementation }) => implementation.name), ...without]);
  const missing = implementationsOn(page).filter((name) => !given.has(name));
  if (missing.length > 0)
    throw new TrentProblem(
      "TRENT_E_OPTION",
      `The page shows ${missing.join(" and ")} too: name the report as well, or say --without ${missing[0]}.`,
    );
}
