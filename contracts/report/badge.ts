import type { RunResult } from "./run-result";
import { mustOf, number } from "./verdict-text";

/** Colours by their names at shields.io. */
const COLORS: Readonly<Record<RunResult["verdict"], string>> = {
  conformant: "brightgreen",
  "as-expected": "yellowgreen",
  "stale-expectations": "yellow",
  "not-conformant": "red",
  partial: "lightgrey",
};

/** A badge in the endpoint form of shields.io (https://shields.io/badges/endpoint-badge). */
export function badgeOf(result: RunResult): object {
  const { passed, total } = mustOf(result);
  const share = `${number(passed)} of ${number(total)} MUST`;
  return {
    schemaVersion: 1,
    label: "AWS KMS contract",
    message: result.verdict === "partial" ? `partial: ${share}` : share,
    color: COLORS[result.verdict],
    isError: result.verdict === "not-conformant",
  };
}
