import { existsSync } from "node:fs";
import { projectFile } from "../../openapi/dialect/layout";
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
 * @throws TrentProblem TRENT_E_OPTION, TRENT_E_EXPECTED_FAILURES or TRENT_E_LIVE with one sentence
 */
export function checkOptions(options: ContractOptions): CheckedOptions {
  const { region, target, reportDir, compare } = options;
  if (target === "aws" && !options.allowLive && !options.list)
    throw new TrentProblem("TRENT_E_LIVE", "--target aws makes keys in a real account: add --allow-live.");
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
  const own = projectFile("contracts", "expected", `${target}.yaml`);
  return /^[\w-]+$/.test(target) && existsSync(own) ? readExpectedFailures(own) : [];
}
