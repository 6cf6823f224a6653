import { Command, InvalidArgumentError, Option } from "commander";
import { TrentProblem } from "../openapi/dialect/problems";
import { HOME } from "./locality";
import { LOG_LEVELS, type LogLevel } from "./log";

/** The options of `npm run mock`, parsed. */
export interface MockOptions {
  readonly port: number;
  readonly host: string;
  readonly spec?: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly logLevel: LogLevel;
  /** Origins that a page may call from; empty for any. */
  readonly corsOrigin: readonly string[];
}

const port = (text: string) => {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError("It takes a number from 0 to 65535.");
  return value;
};
const matching = (pattern: RegExp, says: string) => (text: string) => {
  if (!pattern.test(text)) throw new InvalidArgumentError(says);
  return text;
};

/** The command line of the mock. Each option is an environment variable too; the command line wins. */
export function mockCommand(): Command {
  return new Command("npm run mock --")
    .description("Start the mock: AWS KMS on the wire (TrentService), answered from the OpenAPI document by Prism.")
    .addOption(
      new Option("--port <number>", "port to listen on; 0 takes a free one")
        .env("TRENT_PORT")
        .default(4010)
        .argParser(port),
    )
    .addOption(new Option("--host <address>", "address to listen on").env("TRENT_HOST").default("127.0.0.1"))
    .addOption(
      new Option("--spec <file>", "another OpenAPI document of this dialect, such as one of APIs.guru").env(
        "TRENT_SPEC",
      ),
    )
    .addOption(
      new Option("--region <region>", "AWS Region of the keys in the answers")
        .env("TRENT_REGION")
        .default(HOME.region)
        .argParser(matching(/^([a-z]+-){2,3}\d+$/, "It takes a Region such as eu-central-1.")),
    )
    .addOption(
      new Option("--account <id>", "AWS account of the keys in the answers")
        .env("TRENT_ACCOUNT")
        .default(HOME.account)
        .argParser(matching(/^\d{12}$/, "It takes twelve digits.")),
    )
    .addOption(
      new Option("--log-level <level>", "how much to log").env("TRENT_LOG_LEVEL").choices(LOG_LEVELS).default("info"),
    )
    .addOption(
      new Option("--cors-origin <origin...>", "origins of pages that may call (any)")
        .env("TRENT_CORS_ORIGIN")
        .default([], "any"),
    )
    .allowExcessArguments(false)
    .showHelpAfterError(false);
}

/**
 * Parses the command line and the environment.
 * @param args the arguments after the program's name.
 * @throws TrentProblem TRENT_E_OPTION with one sentence; `--help` prints and exits by itself.
 */
export function parseOptions(args: readonly string[]): MockOptions {
  const command = mockCommand();
  command.exitOverride((error) => {
    if (error.exitCode === 0) process.exit(0);
    throw new TrentProblem(
      "TRENT_E_OPTION",
      // Commander puts what was perhaps meant on a second line.
      error.message
        .replace(/^error: /, "The command line is wrong: ")
        .replaceAll(/\s+/g, " ")
        .replace(/\.?$/, "."),
    );
  });
  command.configureOutput({ writeErr: () => {} });
  command.parse([...args], { from: "user" });
  const { corsOrigin, ...options } = command.opts<MockOptions & { corsOrigin: string | string[] }>();
  return {
    ...options,
    corsOrigin: [corsOrigin]
      .flat()
      .flatMap((origin) => origin.split(","))
      .map((origin) => origin.trim())
      .filter(Boolean),
  };
}
