import { Command, InvalidArgumentError, Option } from "commander";
import { TrentProblem } from "../../openapi/dialect/problems";
import { HOME } from "../engine/locality";
import { LOG_LEVELS, type LogLevel } from "../engine/log";

/** The options of `npm run mock`, parsed. */
export interface MockOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  /** Another document to answer from. */
  readonly spec?: string;
  /** Whether a `$ref` of that document to a URL is fetched. */
  readonly allowRemoteRefs?: boolean;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly logLevel: LogLevel;
  /** Origins that a page may call from; empty for any. */
  readonly corsOrigin: readonly string[];
  /** Whether Prism answers everything, and each call is forgotten. */
  readonly stateless?: boolean;
  /** The keys to start with: `default`, `none`, or a file. */
  readonly fixtures?: string;
  /** The file that keeps the state over restarts. */
  readonly state?: string;
  /** Whether the control interface is served; it is where absent. */
  readonly control?: boolean;
  /** Varies all that a client must not rely on. */
  readonly hostile?: boolean;
  /** The seed of the hostile mode and of all ids; absent for random. */
  readonly seed?: number;
  /** Whether a refusal names its rule in the header `x-trent-rule`. */
  readonly explain?: boolean;
}

const port = (text: string) => {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError("It takes a number from 0 to 65535.");
  return value;
};
const whole = (text: string) => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It takes a whole number from 0.");
  return Number(text);
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
      new Option("--spec <file>", "another OpenAPI document of this dialect, such as one of APIs.guru")
        .env("TRENT_SPEC")
        .conflicts(["state", "fixtures"]),
    )
    .addOption(
      new Option("--allow-remote-refs", "fetch what a $ref of --spec to a URL names (never fetched without it)").env(
        "TRENT_ALLOW_REMOTE_REFS",
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
    .addOption(
      new Option("--stateless", "answer from the document alone, and remember nothing")
        .env("TRENT_STATELESS")
        .conflicts(["state", "fixtures"]),
    )
    .addOption(
      new Option("--fixtures <file>", "keys to start with: default, none, or a YAML or JSON file").env(
        "TRENT_FIXTURES",
      ),
    )
    .addOption(new Option("--state <file>", "keep the state in this file over restarts").env("TRENT_STATE"))
    .addOption(new Option("--no-control", "do not serve the control interface under /_trent/").env("TRENT_NO_CONTROL"))
    .addOption(new Option("--hostile", "vary all that a client must not rely on").env("TRENT_HOSTILE"))
    .addOption(
      new Option("--seed <number>", "make ids and the hostile mode repeatable").env("TRENT_SEED").argParser(whole),
    )
    .addOption(
      new Option("--explain", "name the rule behind each refusal in the header x-trent-rule").env("TRENT_EXPLAIN"),
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
      // Commander puts its suggestion on a second line.
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
