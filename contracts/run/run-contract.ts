import { existsSync } from "node:fs";
import path from "node:path";
import { TrentProblem } from "../../openapi/dialect/problems";
import { CASES } from "../cases/all-cases";
import type { ContractCase } from "../contract-case";
import { documentDigest } from "../contract-document";
import type { ContractOptions } from "../contract-options";
import { applyExpectedFailures, type ExpectedFailure, readExpectedFailures } from "../expected-failures";
import { coverageOf } from "../report/coverage";
import {
  type PartialRun,
  type ResultCheck,
  type ResultSources,
  type RunResult,
  resultCheck,
  resultExchange,
} from "../report/run-result";
import { createSourceLocator } from "../report/source-line";
import { credentialsOf, credentialsOrPlaceholder } from "../send/credentials";
import { createSender } from "../send/sender";
import type { ContractTarget } from "../targets/contract-target";
import { SUITE_VERSION } from "../targets/start-target";
import { aggregate, type ClauseStatus } from "./aggregate";
import { askAwsClient } from "./aws-client";
import { openLiveGuard } from "./live-guard";
import { probe } from "./probe";
import { type Progress, runCases } from "./run-cases";
import { createRunContext } from "./run-context";

/** Where a live run writes down its keys, so that the next run can schedule what a crashed one left behind. */
const KEYS_FILE = path.resolve(".further", "live-keys.json");

/** How many cases run side by side on a target of this machine. */
const WIDTH = 8;

/** How long an expectation may take to come true on the live service, which is eventually consistent, in milliseconds. */
const LIVE_PATIENCE = 15_000;

/** What a caller can follow and stop. */
export interface RunHooks {
  readonly onProgress?: Progress;
  /** Called with a sentence for the user, about something that does not change the result. */
  readonly onWarning?: (sentence: string) => void;
  /** Stops the run early; what it made is still scheduled for deletion. */
  readonly signal?: AbortSignal;
}

/** The exit code for each verdict. Code 2 is for a run without a result. */
export const EXIT_CODES: Readonly<Record<RunResult["verdict"], 0 | 1 | 3>> = {
  conformant: 0,
  "as-expected": 0,
  partial: 0,
  "not-conformant": 1,
  "stale-expectations": 3,
};

/**
 * Runs the contract on a target: probe, cases, AWS's client, rows, expected failures, result.
 * @throws TrentProblem or SuiteFault where the suite cannot do its work (exit code 2).
 */
export async function runContract(
  target: ContractTarget,
  options: ContractOptions,
  { onProgress, onWarning, signal }: RunHooks = {},
): Promise<RunResult> {
  const startedAt = new Date();
  const cases = selectCases(options);
  const credentials = target.live ? credentialsOf(process.env) : credentialsOrPlaceholder(process.env);
  if (!credentials)
    throw new TrentProblem(
      "TRENT_E_OPTION",
      "--target aws needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.",
    );
  const sender = createSender(target.url, credentials);
  const guard = target.live ? await openLiveGuard(sender, options.region, KEYS_FILE) : undefined;
  try {
    const location = await probe(sender, options.region, guard?.onAnswer);
    const context = createRunContext(sender, location, {
      clock: target.clock,
      gate: guard?.gate,
      onAnswer: guard?.onAnswer,
      patience: target.live ? LIVE_PATIENCE : 0,
      frugal: target.live === true,
      signal,
    });
    const finished = await runCases(context, cases, target.live ? 1 : WIDTH, onProgress);
    const all = options.only === undefined && options.replay === undefined;
    if (all && !signal?.aborted) await askAwsClient(context, credentials);
    const ended = target.ended?.();
    if (ended !== undefined)
      throw new TrentProblem("TRENT_E_TARGET_ENDED", `${target.name} ended in the middle of the run (${ended}).`);
    if (signal?.aborted) throw new TrentProblem("TRENT_E_INTERRUPTED", "The run was interrupted: it has no result.");
    const strict = options.strict === true || target.name === "mock";
    const rows = applyExpectedFailures(aggregate(context), expectedFailuresOf(target, options));
    const sources: ResultSources = {
      strict,
      url: target.url,
      region: options.region,
      exchanges: context.exchanges,
      locate: createSourceLocator(),
      replay: (id) => `npm run contract -- --target ${options.target} --region ${options.region} --replay '${id}'`,
    };
    const checks = rows.map((row) => resultCheck(row, sources));
    const partial = partialOf(cases.length, options);
    return {
      $schema: "result.schema.json",
      suite: { name: "trent", version: SUITE_VERSION },
      document: { sha256: documentDigest },
      implementation: { name: target.name, version: target.version },
      options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)])),
      strict,
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
      cases: cases.length,
      verdict: verdictOf(checks, partial),
      ...(partial && { partial }),
      summary: summaryOf(checks),
      checks,
      coverage: coverageOf(context, cases, finished),
      exchanges: context.exchanges.map(resultExchange),
    };
  } finally {
    const left = (await guard?.tidy()) ?? [];
    if (left.length > 0)
      onWarning?.(
        `${left.length} keys could not be scheduled for deletion: ${left.join(", ")}. They are in ${KEYS_FILE}; the next run tries again.`,
      );
    sender.close();
  }
}

/** The cases that the options select. @throws TrentProblem TRENT_E_OPTION where they select none. */
export function selectCases({ only = "", replay }: Pick<ContractOptions, "only" | "replay">): readonly ContractCase[] {
  const cases = CASES.filter(({ id }) => (replay === undefined ? id.startsWith(only) : id === replay));
  if (cases.length > 0) return cases;
  const what = replay === undefined ? `No case has an id that begins with "${only}"` : `No case has the id "${replay}"`;
  throw new TrentProblem("TRENT_E_OPTION", `${what}. --list shows all cases.`);
}

function expectedFailuresOf(target: ContractTarget, { expectedFailures: file }: ContractOptions): ExpectedFailure[] {
  if (file === "none") return [];
  if (file !== undefined) return readExpectedFailures(file);
  const own = path.join(__dirname, "..", "expected", `${target.name}.yaml`);
  return existsSync(own) ? readExpectedFailures(own) : [];
}

function partialOf(cases: number, { only, replay }: ContractOptions): PartialRun | undefined {
  if (only === undefined && replay === undefined) return undefined;
  const option = replay === undefined ? `--only ${only}` : `--replay ${replay}`;
  return { because: "selection", sentence: `Only ${cases} of ${CASES.length} cases were run: ${option}.` };
}

function verdictOf(checks: readonly ResultCheck[], partial: PartialRun | undefined): RunResult["verdict"] {
  if (partial !== undefined && partial.because !== "selection") return "partial";
  const gating = checks.filter(({ gates }) => gates);
  if (gating.some(({ status }) => status !== "unexpected-pass")) return "not-conformant";
  if (gating.length > 0) return "stale-expectations";
  if (partial !== undefined) return "partial";
  return checks.some(({ status }) => status === "expected-fail") ? "as-expected" : "conformant";
}

function summaryOf(checks: readonly ResultCheck[]): Record<ClauseStatus, number> {
  const summary = {
    pass: 0,
    fail: 0,
    warn: 0,
    "not-applicable": 0,
    "not-testable": 0,
    "expected-fail": 0,
    "unexpected-pass": 0,
  };
  for (const { status } of checks) summary[status]++;
  return summary;
}
