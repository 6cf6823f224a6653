import { Command, Option } from "commander";
import { TrentProblem } from "../openapi/dialect/problems";
import { TARGET_NAMES } from "./targets/contract-target";

/** What the command is asked to do. */
export interface ContractOptions {
  readonly target: string;
  readonly region: string;
  readonly reportDir?: string;
  readonly expectedFailures?: string;
  readonly only?: string;
  readonly list?: boolean;
  readonly replay?: string;
  readonly strict?: boolean;
  readonly allowLive?: boolean;
}

/** The command line of the suite. Each option is an environment variable too; the command line wins. */
export function contractCommand(): Command {
  return new Command("npm run contract --")
    .description(
      "Check an implementation of AWS KMS (TrentService) against the OpenAPI document and what is known of AWS.\n" +
        "Exit code: 0 conformant, 1 a MUST is broken, 2 the suite could not do its work, 3 an expected failure passes.",
    )
    .addOption(
      new Option("--target <name or URL>", `a URL, or one of ${TARGET_NAMES.join(", ")}`)
        .env("TRENT_CONTRACT_TARGET")
        .default("mock"),
    )
    .addOption(new Option("--region <region>", "AWS Region to call").env("TRENT_CONTRACT_REGION").default("us-east-1"))
    .addOption(
      new Option("--report-dir <folder>", "write result.json, junit.xml, report.html and summary.md there").env(
        "TRENT_CONTRACT_REPORT_DIR",
      ),
    )
    .addOption(
      new Option(
        "--expected-failures <file>",
        "YAML list of what is known to fail; `none` for none, the target's own by default",
      ).env("TRENT_CONTRACT_EXPECTED_FAILURES"),
    )
    .addOption(new Option("--only <prefix>", "only cases whose id begins so").env("TRENT_CONTRACT_ONLY"))
    .addOption(new Option("--list", "list the cases and run none").env("TRENT_CONTRACT_LIST"))
    .addOption(new Option("--replay <case>", "run one case and show its exchanges").env("TRENT_CONTRACT_REPLAY"))
    .addOption(
      new Option("--strict", "a broken SHOULD counts like a MUST; always so for the mock").env("TRENT_CONTRACT_STRICT"),
    )
    .addOption(
      new Option("--allow-live", "let --target aws make keys in the account of the environment's credentials").env(
        "TRENT_CONTRACT_ALLOW_LIVE",
      ),
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
  command.exitOverride((error) => {
    if (error.exitCode === 0) process.exit(0);
    const sentence = error.message.replace(/^error: /, "The command line is wrong: ").replaceAll(/\s+/g, " ");
    throw new TrentProblem("TRENT_E_OPTION", sentence.replace(/\.?$/, "."));
  });
  command.configureOutput({ writeErr: () => {} });
  command.parse([...args], { from: "user" });
  return command.opts<ContractOptions>();
}
