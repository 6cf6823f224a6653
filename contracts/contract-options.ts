import { Command, InvalidArgumentError, Option } from "commander";
import { commandName } from "../openapi/dialect/command-name";
import { TrentProblem } from "../openapi/dialect/problems";
import { ANSWER_LIMIT } from "./send/transport";
import { TARGET_NAMES } from "./targets/contract-target";

/** What the user asks the command to do. */
export interface ContractOptions {
  /** A URL, or a name that the suite knows. */
  readonly target: string;
  /** The AWS Region to call. */
  readonly region: string;
  /** The folder for the reports; none are written without it. */
  readonly reportDir?: string;
  /** A file of expected failures, or `none`. */
  readonly expectedFailures?: string;
  /** Only these cases: the id of a case, a clause, or the beginning of either. */
  readonly only?: string;
  /** Lists the cases instead of running them. */
  readonly list?: boolean;
  /** Like {@link only}; the exchanges are shown too. */
  readonly replay?: string;
  /** The longest time for an answer, in seconds. */
  readonly timeout?: number;
  /** Whether a broken SHOULD counts like a MUST. */
  readonly strict?: boolean;
  /** The result.json of an earlier run to compare with. */
  readonly compare?: string;
  /** Whether to tell GitHub Actions: annotations, job summary, outputs of the step. */
  readonly github?: boolean;
  /** Whether `--target aws` may make keys. */
  readonly allowLive?: boolean;
}

/** The longest time that `--timeout` takes, in seconds. */
const LONGEST = 600;

/** @throws InvalidArgumentError for what is no time that a request can take. */
function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= LONGEST)) throw new InvalidArgumentError(`It takes seconds, up to ${LONGEST}.`);
  return seconds;
}

/** What an environment variable holds where a switch is off. */
const OFF = /^(false|0|no|off|)$/i;

/** The command line of the suite. Each option is an environment variable too; the command line wins. */
function contractCommand(): Command {
  return new Command(commandName("contract"))
    .description(
      "Check an implementation of AWS KMS (TrentService) against the OpenAPI document and recordings of AWS.\n" +
        "Exit code: 0 nothing unexpected, 1 a MUST is broken, 2 no verdict (the suite could not run, or not to the end),\n" +
        "3 an expected failure passes.",
    )
    .addOption(
      new Option("--target <name or URL>", `a URL, or one of ${TARGET_NAMES.join(", ")}`)
        .env("TRENT_CONTRACT_TARGET")
        .default("mock"),
    )
    .addOption(new Option("--region <region>", "AWS Region to call").env("TRENT_CONTRACT_REGION").default("us-east-1"))
    .addOption(
      new Option(
        "--report-dir <folder>",
        "write report.html, summary.md, result.json, junit.xml, ctrf.json and badge.json there",
      ).env("TRENT_CONTRACT_REPORT_DIR"),
    )
    .addOption(
      new Option(
        "--expected-failures <file>",
        "YAML list of known failures; `none` or an empty file for no list; by default the list of the named target",
      ).env("TRENT_CONTRACT_EXPECTED_FAILURES"),
    )
    .addOption(
      new Option("--only <name>", "run only a case, the cases of a clause, or those whose name begins so").env(
        "TRENT_CONTRACT_ONLY",
      ),
    )
    .addOption(
      new Option("--list", "list the cases by operation, with their clauses, and run none").env("TRENT_CONTRACT_LIST"),
    )
    .addOption(new Option("--replay <name>", "like --only, and show the exchanges").env("TRENT_CONTRACT_REPLAY"))
    .addOption(
      new Option("--timeout <seconds>", "the longest time for one answer")
        .env("TRENT_CONTRACT_TIMEOUT")
        .default(ANSWER_LIMIT / 1000)
        .argParser(secondsOf),
    )
    .addOption(
      new Option("--strict", "a broken SHOULD counts like a MUST; always on for the mock").env("TRENT_CONTRACT_STRICT"),
    )
    .addOption(
      new Option("--compare <file>", "say what is new and what is fixed since this result.json of an earlier run").env(
        "TRENT_CONTRACT_COMPARE",
      ),
    )
    .addOption(
      new Option("--github", "write annotations, the job summary and outputs for GitHub Actions; on by default there")
        .env("TRENT_CONTRACT_GITHUB")
        .default(process.env.GITHUB_ACTIONS === "true"),
    )
    .addOption(new Option("--no-github", "do not"))
    .addOption(
      new Option(
        "--allow-live",
        "allow --target aws to make keys in a real account, with the credentials of the environment",
      ).env("TRENT_CONTRACT_ALLOW_LIVE"),
    )
    .allowExcessArguments(false)
    .showHelpAfterError(false);
}

/**
 * Parses the command line and the environment.
 * @throws TrentProblem TRENT_E_OPTION with one sentence; `--help` prints and exits by itself.
 */
export function parseContractOptions(args: readonly string[]): ContractOptions {
  const command = contractCommand();
  for (const { envVar, required } of command.options)
    if (envVar !== undefined && !required && OFF.test(process.env[envVar] ?? "on")) delete process.env[envVar];
  return parsed(command, args, "command line is");
}

/**
 * Reads options that a program gives as an object, by the rules of the command line; the environment has no say.
 * @throws TrentProblem TRENT_E_OPTION with the sentence that the command prints.
 */
export function readContractOptions(given: object): ContractOptions {
  const command = contractCommand();
  for (const option of command.options) delete option.envVar;
  const args = Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [flag] : [flag, String(value)];
  });
  return parsed(command, args, "options are");
}

function parsed(command: Command, args: readonly string[], what: string): ContractOptions {
  command.exitOverride((error) => {
    if (error.exitCode === 0) process.exit(0);
    const sentence = error.message.replace(/^error: /, `The ${what} wrong: `).replaceAll(/\s+/g, " ");
    throw new TrentProblem("TRENT_E_OPTION", sentence.replace(/\.?$/, "."));
  });
  command.configureOutput({ writeErr: () => {} });
  return command.parse([...args], { from: "user" }).opts<ContractOptions>();
}
