import type { Option } from "commander";
import type { Fixture } from "../engine/state/fixture-document";
import { type MockOptions, mockCommand, parseArguments, wrongOption } from "./mock-options";

/** Those that the flags call otherwise, take more in a program, or mean nothing there. */
type FlagsAlone = "control" | "quotas" | "fixtures" | "detached";

/** What of {@link MockOptions} has the same name and meaning in a program. */
type Shared = { readonly [Name in Exclude<keyof MockOptions, FlagsAlone>]?: MockOptions[Name] | undefined };

/**
 * The options of `startMock`: the flags of the command, in camel case, with the same meanings, checks and defaults. The
 * environment variables of the command do not count.
 */
export interface StartOptions extends Shared {
  /** The keys to start with: `default`, `none`, a YAML or JSON file, or the fixture itself. */
  readonly fixtures?: string | Fixture | undefined;
  /** Whether the control interface is not served over HTTP. The mock's own object has it all the same. */
  readonly noControl?: boolean | undefined;
  /** Whether AWS's quotas are lifted. */
  readonly noQuotas?: boolean | undefined;
}

/** What stands for a fixture that is a value, while the options are parsed. */
const A_FIXTURE = "default";

/**
 * Checks options by the same table as the command line, and fills in its defaults.
 * @throws TrentProblem TRENT_E_OPTION with the sentence that the command prints.
 */
export function optionsOf(given: StartOptions): MockOptions {
  const command = mockCommand().helpOption(false);
  for (const option of command.options) delete option.envVar;
  const { fixtures } = given;
  const isValue = typeof fixtures === "object" && fixtures !== null;
  const args = Object.entries(isValue ? { ...given, fixtures: A_FIXTURE } : given).flatMap(([name, value]) => {
    const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const option = command.options.find(({ long }) => long === flag);
    // Commander refuses what it does not know, and says what is near.
    return value === undefined ? [] : option ? argumentsOf(option, flag, value) : [flag];
  });
  const options = parseArguments(command, args);
  if (options.detached) throw wrongOption("option '--detached' is for the command alone: close() ends this mock.");
  return isValue ? { ...options, fixtures } : options;
}

function argumentsOf(option: Option, flag: string, value: unknown): string[] {
  const isSwitch = !option.required && !option.optional;
  const values = option.variadic && Array.isArray(value) ? value : [value];
  return values.flatMap((each: unknown) => {
    if (isSwitch && typeof each === "boolean") return each ? [flag] : [];
    if (!isSwitch && (typeof each === "string" || typeof each === "number")) return [`${flag}=${each}`];
    const takes = isSwitch ? "true or false" : "a text or a number";
    throw wrongOption(`option '${option.flags}' argument '${JSON.stringify(each)}' is invalid. It takes ${takes}.`);
  });
}
