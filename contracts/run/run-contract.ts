import { commandName } from "../../openapi/dialect/command-name";
import { TrentProblem } from "../../openapi/dialect/problems";
import { version as SUITE_VERSION } from "../../package.json";
import { CASES } from "../cases/all-cases";
import { documentDigest } from "../contract-document";
import type { ContractOptions } from "../contract-options";
import { applyExpectedFailures, idleEntries } from "../expected-failures";
import { coverageOf } from "../report/coverage";
import { publishedOptions, publishedPath } from "../report/published-options";
import { type PartialRun, type ResultSources, type RunResult, resultCheck, resultExchange } from "../report/run-result";
import { locateSource } from "../report/source-line";
import { type Credentials, credentialsOf, credentialsOrPlaceholder } from "../send/credentials";
import { quoted } from "../send/curl";
import { createSender } from "../send/sender";
import { ANSWER_LIMIT } from "../send/transport";
import { RunStopped } from "../suite-errors";
import type { ContractTarget } from "../targets/contract-target";
import { aggregate } from "./aggregate";
import { askAwsClient } from "./aws-client";
import { type Breaker, createBreaker } from "./breaker";
import { caretakerOf } from "./caretaker";
import { checkOptions } from "./check-options";
import { probe } from "./probe";
import { repeatLines } from "./repeat-lines";
import { type FinishedCases, type Progress, runCases, type Widths } from "./run-cases";
import { createRunContext, type RunContext } from "./run-context";
import type { Selection } from "./select-cases";
import { summaryOf, verdictOf } from "./verdict";

/** How many cases run side by side. What waits has keys of its own; else cases come one by one, so that two runs are alike. */
const WIDTHS = {
  mock: { slow: 24, others: 8, together: true },
  live: { slow: 1, others: 1 },
  other: { slow: 8, others: 1 },
} as const;

/** How long an expectation may take to come true on the live service, which is eventually consistent, in milliseconds. */
const LIVE_PATIENCE = 15_000;

/** How long the breaker waits for an answer at most, in milliseconds. */
const BREAKER_LIMIT = 5_000;

/** What a caller can follow and stop. */
export interface RunHooks {
  readonly onProgress?: Progress;
  /** Called with a sentence for the user, about something that does not change the result. */
  readonly onWarning?: (sentence: string) => void;
  /** Stops the run early; what it made is still scheduled for deletion. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the contract on a target: probe, cases, AWS's client, rows, expected failures, result. A run that stops early has
 * a result too, which says so: `partial`.
 * @throws TrentProblem or SuiteFault where the suite cannot begin its work (exit code 2).
 */
export async function runContract(
  target: ContractTarget,
  options: ContractOptions,
  hooks: RunHooks = {},
): Promise<RunResult> {
  const { onProgress, onWarning, signal } = hooks;
  const startedAt = new Date();
  const { selection, expected } = checkOptions(options);
  const credentials = credentialsFor(target);
  const timeout = options.timeout === undefined ? ANSWER_LIMIT : options.timeout * 1000;
  const sender = createSender(target.url, credentials, timeout, target.fetch);
  const caretaker = await caretakerOf(target, sender, options.region);
  const silence = new AbortController();
  let breaker: Breaker | undefined;
  try {
    const location = await probe(sender, options.region, caretaker?.onAnswer);
    breaker = breakerOf(target, credentials, options.region, timeout, silence);
    const context = createRunContext(sender, location, {
      clock: target.clock,
      gate: caretaker?.gate,
      onAnswer: caretaker?.onAnswer,
      onLost: caretaker?.onLost,
      breaker,
      patience: target.live ? LIVE_PATIENCE : 0,
      frugal: target.live === true,
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    });
    const finished = await runAll(context, selection, credentials, widthFor(target), onProgress);
    const partial = partialOf(target, selection, finished, breaker, signal);
    const strict = options.strict === true || isOwnMock(target);
    const isWhole = partial === undefined;
    const rows = applyExpectedFailures(aggregate(context), expected, isWhole);
    const idle = isWhole ? idleEntries(rows, expected) : [];
    if (idle.length > 0)
      onWarning?.(
        `${idle.length} expected failures excuse nothing, because their clause does not apply here: ${idle.map(({ clause }) => clause).join(", ")}.`,
      );
    const ours = rows.filter(({ ours }) => ours);
    if (ours.length > 0)
      onWarning?.(`${ours.length} checks were not made, and nobody is blamed for it: ${ours[0]?.reason}.`);
    const sources: ResultSources = {
      strict,
      exchanges: context.exchanges,
      locate: locateSource,
      replay: (id) => replayCommand(options, id),
      repeat: (exchange) => repeatLines(exchange, context.exchanges, { ...target, started: target.started === true }),
    };
    const checks = rows.map((row) => resultCheck(row, sources));
    return {
      $schema: "result.schema.json",
      suite: { name: "trent", version: SUITE_VERSION },
      document: { sha256: documentDigest },
      implementation: { name: target.name, version: target.version },
      options: publishedOptions(options),
      strict,
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
      cases: finished.done,
      verdict: verdictOf(checks, partial),
      ...(partial && { partial }),
      summary: summaryOf(checks),
      checks,
      coverage: coverageOf(context, selection.cases, finished.called),
      exchanges: context.exchanges.map(resultExchange),
    };
  } finally {
    await caretaker?.leave(breaker?.reason !== undefined, onWarning);
    sender.close();
  }
}

/** Whether it is the mock of this package, on a network or not. */
function isOwnMock({ name }: ContractTarget): boolean {
  return name === "mock" || name === "in-process";
}

function widthFor(target: ContractTarget): Widths {
  if (target.live) return WIDTHS.live;
  return isOwnMock(target) ? WIDTHS.mock : WIDTHS.other;
}

function credentialsFor({ live }: ContractTarget): Credentials {
  const credentials = live ? credentialsOf(process.env) : credentialsOrPlaceholder(process.env);
  if (credentials) return credentials;
  throw new TrentProblem(
    "TRENT_E_OPTION",
    "--target aws needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.",
  );
}

function breakerOf(
  { url, fetch }: ContractTarget,
  credentials: Credentials,
  Region: string,
  timeout: number,
  silence: AbortController,
): Breaker {
  const ask = async () => {
    // A sender of its own: a connection of the run may be what hangs.
    const sender = createSender(url, credentials, Math.min(timeout, BREAKER_LIMIT), fetch);
    try {
      const draft = { operation: "ListKeys" as const, body: Buffer.from('{"Limit":1}'), region: Region };
      await sender.deliver(await sender.prepare(draft), false);
    } finally {
      sender.close();
    }
  };
  return createBreaker(ask, () => silence.abort());
}

async function runAll(
  context: RunContext,
  { cases, client }: Selection,
  credentials: Credentials,
  width: Widths,
  onProgress: Progress | undefined,
): Promise<FinishedCases> {
  const finished = await runCases(context, cases, width, onProgress);
  if (!client || context.policy.signal?.aborted) return finished;
  try {
    await askAwsClient(context, credentials);
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
  }
  return finished;
}

function partialOf(
  target: ContractTarget,
  { cases, by }: Selection,
  { done }: FinishedCases,
  breaker: Breaker,
  signal: AbortSignal | undefined,
): PartialRun | undefined {
  const far = `after ${done} of ${cases.length} cases`;
  if (signal?.aborted) return { because: "interrupted", sentence: `The run was interrupted ${far}.` };
  const ended = target.ended?.() ?? breaker.reason;
  if (ended !== undefined)
    return { because: "target-ended", sentence: `${target.name} ended ${far}: ${ended.replace(/\.?$/, ".")}` };
  if (by === undefined) return undefined;
  if (cases.length === 0) return { because: "selection", sentence: `Only AWS's own client was asked: ${by}.` };
  return { because: "selection", sentence: `Only ${cases.length} of ${CASES.length} cases were run: ${by}.` };
}

/** The command that runs a case again in the same way. */
function replayCommand({ target, region, expectedFailures, strict, timeout }: ContractOptions, id: string): string {
  const options = [
    ["--target", target],
    ["--region", region],
    ...(expectedFailures === undefined ? [] : [["--expected-failures", publishedPath(expectedFailures)]]),
    ...(strict ? [["--strict"]] : []),
    ...(timeout === undefined || timeout * 1000 === ANSWER_LIMIT ? [] : [["--timeout", `${timeout}`]]),
    ["--replay", id],
  ].flat();
  return [commandName("contract"), ...options.map((word) => (/^[\w.:/-]+$/.test(word) ? word : quoted(word)))].join(
    " ",
  );
}
