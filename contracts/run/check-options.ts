import { existsSync } from "node:fs";
import path from "node:path";
import { TrentProblem } from "../../openapi/dialect/problems";
import { schemaOf } from "../contract-document";
import type { ContractOptions } from "../contract-options";
import { type ExpectedFailure, readExpectedFailures } from "../expected-failures";
import type { EarlierResult } from "../report/comparison";
import { readEarlier } from "../report/read-earlier";
import { targetUrl } from "../targets/start-target";
import { tryFolder } from "./report-folder";
import { type Selection, selectCases } from "./select-cases";

/** What the options name, read. */
export interface CheckedOptions {
  readonly selection: Selection;
  readonly expected: readonly ExpectedFailure[];
  /** The run to compare with. */
  readonly earlier?: EarlierResult;
}

/**
 * Reads and tries everything that the options name, before a target is started or asked: a mistake costs no run.
 * @throws TrentProblem TRENT_E_OPTION or TRENT_E_EXPECTED_FAILURES with one sentence
 */
export function checkOptions(options: ContractOptions): CheckedOptions {
  const { region, target, reportDir, compare } = options;
  if (!new RegExp(String(schemaOf("RegionType").pattern)).test(region))
    throw new TrentProblem("TRENT_E_OPTION", `--region takes an AWS Region such as us-east-1, not '${region}'.`);
  targetUrl(target);
  const checked = {
    selection: selectCases(options),
    expected: expectedFailuresOf(options),
    ...(compare !== undefined && { earlier: readEarlier(compare) }),
  };
  if (reportDir !== undefined) tryFolder("--report-dir", reportDir);
  return checked;
}

function expectedFailuresOf({ target, expectedFailures: file }: ContractOptions): readonly ExpectedFailure[] {
  if (file === "none") return [];
  if (file !== undefined) return readExpectedFailures(file);
  const own = path.join(__dirname, "..", "expected", `${target}.yaml`);
  return /^[\w-]+$/.test(target) && existsSync(own) ? readExpectedFailures(own) : [];
}
