import { existsSync } from "node:fs";
import path from "node:path";
import { TrentProblem } from "../../openapi/dialect/problems";
import { CASES } from "../cases/all-cases";
import type { Case } from "../contract-case";
import { documentDigest } from "../contract-document";
import type { ContractOptions } from "../contract-options";
import { applyExpected, type ExpectedFailure, readExpected } from "../expected-failures";
import { coverageOf } from "../report/coverage";
import { type Made, type RunResult, resultCheck, resultExchange } from "../report/run-result";
import { createLocate } from "../report/source-place";
import { credentialsOf, credentialsOrPlaceholder } from "../send/credentials";
import { createSender } from "../send/sender";
import type { Target } from "../targets/contract-target";
import { SUITE_VERSION } from "../targets/start-target";
import { aggregate, type ClauseRow, type ClauseStatus } from "./aggregate";
import { askClient } from "./aws-client";
import { openLiveGuard } from "./live-guard";
import { probe } from "./probe";
import { type Progress, runCases } from "./run-cases";
import { createRunContext } from "./run-context";

/** Where a live run writes down its keys, so that the next one can tidy up after a crash. */
const KEYS_FILE = path.resolve(".further", "live-keys.json");

/** How many cases run side by side on a target of our own machine. */
const WIDTH = 8;

/** What a session gives: the result, and its exit code. */
export interface Session {
  readonly result: RunResult;
  readonly exitCode: 0 | 1 | 3;
}

/**
 * Judges a target: probe, cases, the sum, expectations, the result.
 * @throws TrentProblem or SuiteFault where the suite cannot do its work (exit code 2).
 */
export async function runContract(
  target: Target,
  options: ContractOptions,
  onEnd?: Progress,
  signal?: AbortSignal,
): Promise<Session> {
  const startedAt = new Date();
  const cases = chosen(options);
  const credentials = target.live ? credentialsOf(process.env) : credentialsOrPlaceholder(process.env);
  if (!credentials)
    throw new TrentProblem(
      "TRENT_E_OPTION",
      "--target aws needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.",
    );
  const sender = createSender(target.url, credentials);
  const guard = target.live ? await openLiveGuard(sender, options.region, KEYS_FILE) : undefined;
  try {
    const place = await probe(sender, options.region);
    const context = createRunContext(sender, place, {
      clock: target.clock,
      gate: guard?.gate,
      onAnswer: guard?.onAnswer,
      patience: target.live ? 15_000 : 0,
      frugal: target.live === true,
      signal,
    });
    const ended = await runCases(context, cases, target.live ? 1 : WIDTH, onEnd);
    if (options.only === undefined && options.replay === undefined && !signal?.aborted)
      await askClient(context, credentials);
    const gone = target.ended?.();
    if (gone !== undefined)
      throw new TrentProblem("TRENT_E_TARGET_ENDED", `${target.name} ended in the middle of the run (${gone}).`);
    if (signal?.aborted) throw new TrentProblem("TRENT_E_INTERRUPTED", "The run was interrupted; it tells nothing.");
    const strict = options.strict === true || target.name === "mock";
    const expected = expectedOf(target, options);
    const rows = applyExpected(aggregate(context, ended), expected);
    const made: Made = {
      url: target.url,
      region: options.region,
      exchanges: context.exchanges,
      locate: createLocate(),
      replay: (id) => `npm run contract -- --target ${options.target} --region ${options.region} --replay '${id}'`,
    };
    const exitCode = exitCodeOf(rows, strict);
    const result: RunResult = {
      $schema: "result.schema.json",
      suite: { name: "trent", version: SUITE_VERSION },
      document: { sha256: documentDigest },
      implementation: { name: target.name, version: target.version },
      options: optionsTold(options),
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
      cases: cases.length,
      verdict: verdictOf(exitCode, rows),
      summary: summaryOf(rows),
      checks: rows.map((row) => resultCheck(row, made)),
      coverage: coverageOf(context, ended, cases),
      exchanges: context.exchanges.map(resultExchange),
    };
    return { result, exitCode };
  } finally {
    await guard?.tidy();
    sender.close();
  }
}

/** The cases that the options choose. @throws TrentProblem where they choose none. */
export function chosen({ only = "", replay }: Pick<ContractOptions, "only" | "replay">): readonly Case[] {
  const cases = CASES.filter(({ id }) => (replay === undefined ? id.startsWith(only) : id === replay));
  if (cases.length === 0)
    throw new TrentProblem("TRENT_E_OPTION", `No case is called ${replay ?? only}; --list tells them all.`);
  return cases;
}

function expectedOf(target: Target, { expectedFailures: file }: ContractOptions): ExpectedFailure[] {
  if (file === "none") return [];
  const own = path.join(__dirname, "..", "expected", `${target.name}.yaml`);
  if (file !== undefined) return readExpected(file);
  return existsSync(own) ? readExpected(own) : [];
}

function exitCodeOf(rows: readonly ClauseRow[], strict: boolean): 0 | 1 | 3 {
  const red = (row: ClauseRow) =>
    row.status === "fail" ||
    (row.status === "not-testable" && (strict || row.clause.level === "MUST")) ||
    (strict && row.status === "warn");
  if (rows.some(red)) return 1;
  return rows.some(({ status }) => status === "unexpected-pass") ? 3 : 0;
}

/** An implementation with known failures keeps what was promised of it, which is less than the contract. */
function verdictOf(exitCode: 0 | 1 | 3, rows: readonly ClauseRow[]): RunResult["verdict"] {
  if (exitCode === 1) return "not-conformant";
  if (exitCode === 3) return "stale-expectations";
  return rows.some(({ status }) => status === "expected-fail") ? "as-expected" : "conformant";
}

function summaryOf(rows: readonly ClauseRow[]): Record<ClauseStatus, number> {
  const summary = {
    pass: 0,
    fail: 0,
    warn: 0,
    "not-applicable": 0,
    "not-testable": 0,
    "expected-fail": 0,
    "unexpected-pass": 0,
  };
  for (const { status } of rows) summary[status]++;
  return summary;
}

function optionsTold(options: ContractOptions): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
}
