import { TrentProblem } from "../../openapi/dialect/problems";
import { HOME } from "../engine/locality";
import { LOG_LEVELS } from "../engine/log";
import type { TrentOptions } from "./in-process";
import type { KeepStorage } from "./keep";

/** Options with their defaults. */
export type CheckedOptions = Required<Omit<TrentOptions, "seed" | "keep">> & Pick<TrentOptions, "seed" | "keep">;

/** Whether a value is what an option takes, and what to say where it is not. */
interface Check {
  readonly fits: (value: unknown) => boolean;
  readonly takes: string;
}

const isBoolean = { fits: (value: unknown) => typeof value === "boolean", takes: "true or false" };

const text = (pattern: RegExp, takes: string): Check => ({
  fits: (value) => typeof value === "string" && pattern.test(value),
  takes,
});

const CHECKS: Readonly<Record<keyof TrentOptions, Check>> = {
  fixtures: {
    fits: (value) =>
      value === "default" || value === "none" || (typeof value === "object" && value !== null && !Array.isArray(value)),
    takes: '"default", "none" or an object; it reads no file',
  },
  region: text(/^([a-z]+-){2,3}\d+$/, "a Region such as eu-central-1"),
  account: text(/^\d{12}$/, "twelve digits"),
  seed: { fits: (value) => Number.isSafeInteger(value) && Number(value) >= 0, takes: "a whole number from 0" },
  keep: { fits: isStorage, takes: "a Storage, such as sessionStorage: an object with getItem and setItem" },
  explain: isBoolean,
  hostile: isBoolean,
  quotas: isBoolean,
  logLevel: { fits: (value) => LOG_LEVELS.some((level) => level === value), takes: `one of ${LOG_LEVELS.join(", ")}` },
};

/**
 * Checks the options of a mock in this process, and gives them their defaults. A member that is undefined is absent.
 * @throws TrentProblem TRENT_E_OPTION for an unknown one, or a value that an option does not take.
 */
export function checkTrentOptions(options: TrentOptions): CheckedOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof TrentOptions] : undefined;
    if (check === undefined)
      throw new TrentProblem(
        "TRENT_E_OPTION",
        `createTrent has no option "${name}". There are: ${Object.keys(CHECKS).join(", ")}.`,
      );
    if (!check.fits(value))
      throw new TrentProblem("TRENT_E_OPTION", `The option ${name} of createTrent takes ${check.takes}.`);
  }
  return {
    fixtures: "default",
    ...HOME,
    explain: false,
    hostile: false,
    quotas: true,
    logLevel: "warn",
    ...Object.fromEntries(given),
  };
}

function isStorage(value: unknown): boolean {
  const { getItem, setItem } = (value ?? {}) as Partial<KeepStorage>;
  return typeof getItem === "function" && typeof setItem === "function";
}
