import type { EventEmitter } from "node:events";
import { Command, Option } from "commander";
import { scenarioNames } from "../../generated/scenario-names";
import { commandName } from "../../openapi/dialect/command-name";
import { TrentProblem } from "../../openapi/dialect/problems";
import { HOME } from "../engine/locality";
import { LOG_LEVELS, type LogLevel } from "../engine/log";
import type { Fixture } from "../engine/state/fixture-document";
import { hostName, list, matching, mebibytes, origin, originOrAny, port, seconds, whole } from "./option-values";

/** The options of `trent mock`, parsed. */
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
  /** Host names by which the mock may be called, besides loopback ones and `host`. */
  readonly allowedHost?: readonly string[];
  /** Origins whose pages may call the API; empty for any. */
  readonly corsOrigin: readonly string[];
  /** Origins whose pages may use the control interface, besides loopback ones and the mock's own. */
  readonly controlOrigin?: readonly string[];
  /** The token that each caller of the control interface has to send. */
  readonly controlToken?: string;
  /** Whether the document's examples answer everything, and each call is forgotten. */
  readonly stateless?: boolean;
  /** The keys to start with: `default`, `none`, a file, or the fixture itself. */
  readonly fixtures?: string | Fixture;
  /** The scenario to begin with. */
  readonly scenario?: string;
  /** A file with scenarios besides those that come with the mock. */
  readonly scenarios?: string;
  /** The file that keeps the state over restarts. */
  readonly state?: string;
  /** Whether the control interface and the pages are served; they are where absent. */
  readonly control?: boolean;
  /** Whether AWS's quotas hold; they do where absent. */
  readonly quotas?: boolean;
  /** How large the state may grow, in MiB; half of Node's heap where absent. */
  readonly stateLimit?: number;
  /** Varies all that a client must not rely on. */
  readonly hostile?: boolean;
  /** The seed of the hostile mode and of all ids; absent for random. */
  readonly seed?: number;
  /** Whether a refusal names its rule in the header `x-trent-rule`. */
  readonly explain?: boolean;
  /** How long open requests may take when the mock ends, in seconds; {@link GRACE} where absent. */
  readonly grace?: number;
  /** Whether the mock goes on when the process that started it has ended. */
  readonly detached?: boolean;
}

/** The default of `--grace`, in seconds. */
export const GRACE = 5;

/** The command line of the mock. Each option is an environment variable too; the command line wins. */
export function mockCommand(): Command {
  return new Command(commandName("mock"))
    .description("Start the mock: AWS KMS on the wire (TrentService), answered from the OpenAPI document.")
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
      new Option("--region <region>", "AWS Region of unsigned calls, and of the keys to start with")
        .env("TRENT_REGION")
        .default(HOME.region)
        .argParser(matching(/^([a-z]+-){2,3}\d+$/, "It takes a Region such as eu-central-1.")),
    )
    .addOption(
      new Option("--account <id>", "AWS account of unsigned calls, and of the keys to start with")
        .env("TRENT_ACCOUNT")
        .default(HOME.account)
        .argParser(matching(/^\d{12}$/, "It takes twelve digits.")),
    )
    .addOption(
      new Option("--log-level <level>", "how much to log").env("TRENT_LOG_LEVEL").choices(LOG_LEVELS).default("info"),
    )
    .addOption(
      new Option("--allowed-host <name...>", "host names by which callers may call, besides loopback ones and --host")
        .env("TRENT_ALLOWED_HOST")
        .argParser(list(hostName)),
    )
    .addOption(
      new Option("--cors-origin <origin...>", "origins whose pages may call the API")
        .env("TRENT_CORS_ORIGIN")
        .default([], "any")
        .argParser(list(originOrAny)),
    )
    .addOption(
      new Option("--control-origin <origin...>", "origins whose pages may use /_trent/, besides loopback ones")
        .env("TRENT_CONTROL_ORIGIN")
        .argParser(list(origin)),
    )
    .addOption(
      new Option("--control-token <token>", "serve /_trent/ only to callers with this token")
        .env("TRENT_CONTROL_TOKEN")
        .argParser(
          matching(/^[\w.~+/-]+=*$/, "It takes letters, digits and any of - . _ ~ + /, as a bearer token has."),
        ),
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
    .addOption(
      new Option("--scenario <name>", `situation to begin with: ${scenarioNames.join(", ")}`).env("TRENT_SCENARIO"),
    )
    .addOption(
      new Option(
        "--scenarios <file>",
        "more scenarios for --scenario, the control interface and Prefer: YAML or JSON",
      ).env("TRENT_SCENARIOS"),
    )
    .addOption(
      new Option(
        "--state <file>",
        "keep the state in this file over restarts; it has what key material follows from",
      ).env("TRENT_STATE"),
    )
    .addOption(
      new Option("--no-quotas", "lift AWS's quotas of keys, aliases, tags, rotations, stores and policies").env(
        "TRENT_NO_QUOTAS",
      ),
    )
    .addOption(
      new Option("--state-limit <MiB>", "how large the state may grow; half of Node's heap by default")
        .env("TRENT_STATE_LIMIT")
        .argParser(mebibytes),
    )
    .addOption(
      new Option("--no-control", "serve neither the control interface nor a page under /_trent/").env(
        "TRENT_NO_CONTROL",
      ),
    )
    .addOption(new Option("--hostile", "vary all that a client must not rely on").env("TRENT_HOSTILE"))
    .addOption(
      new Option("--seed <number>", "make ids and the hostile mode repeatable").env("TRENT_SEED").argParser(whole),
    )
    .addOption(
      new Option("--explain", "name the rule behind each refusal in the header x-trent-rule").env("TRENT_EXPLAIN"),
    )
    .addOption(
      new Option("--grace <seconds>", "how long open requests may take when the mock ends")
        .env("TRENT_GRACE")
        .default(GRACE)
        .argParser(seconds),
    )
    .addOption(new Option("--detached", "go on when the process that started the mock has ended").env("TRENT_DETACHED"))
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
  ignoreSwitchesOff(command);
  return parseArguments(command, args);
}

/**
 * Parses arguments by the table of {@link mockCommand}.
 * @throws TrentProblem TRENT_E_OPTION with one sentence.
 */
export function parseArguments(command: Command, args: readonly string[]): MockOptions {
  command.exitOverride((error) => {
    if (error.exitCode === 0) process.exit(0);
    throw wrongOption(error.message.replace(/^error: /, ""));
  });
  command.configureOutput({ writeErr: () => {} });
  return command.parse([...args], { from: "user" }).opts<MockOptions>();
}

/** The error of an option that cannot be. @param why as Commander says it; it puts its suggestion on a second line. */
export function wrongOption(why: string): TrentProblem {
  const sentence = `The command line is wrong: ${why}`.replaceAll(/\s+/g, " ").replace(/\.?$/, ".");
  return new TrentProblem("TRENT_E_OPTION", sentence);
}

/**
 * Lets `TRENT_HOSTILE=false` be off: Commander takes a switch as on where its variable is set at all.
 * @throws TrentProblem TRENT_E_OPTION for a value that is neither on nor off.
 */
function ignoreSwitchesOff(command: Command): void {
  // Commander's types leave out that a command is one.
  const emitter = command as unknown as EventEmitter;
  for (const option of command.options) {
    const value = option.envVar === undefined ? undefined : process.env[option.envVar];
    if (value === undefined || option.required || option.optional) continue;
    if (/^(|0|false|no|off)$/i.test(value)) emitter.removeAllListeners(`optionEnv:${option.name()}`);
    else if (!/^(1|true|yes|on)$/i.test(value))
      throw new TrentProblem(
        "TRENT_E_OPTION",
        `The environment variable ${option.envVar} takes true or false, not "${value}".`,
      );
  }
}
