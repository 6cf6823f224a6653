import type { Ajv2020 } from "ajv/dist/2020";
import { isObject } from "./document";
import { linearPattern } from "./patterns/linear-pattern";
import { spend } from "./time-bound";

/** Ajv's form of an engine for patterns. Its `code` is for standalone validators, which are never bounded. */
export const linearEngine = Object.assign((pattern: string) => linearPattern(pattern), { code: "" });

/** Marks a component whose every use is counted: where schemas refer to each other, they can take exponential time. */
export const COUNTED = "x-trent-counted";

/** Makes validators count their steps, and replaces the one keyword whose time is quadratic in Ajv. */
export function boundKeywords(ajv: Ajv2020): void {
  ajv.addKeyword({
    keyword: COUNTED,
    errors: false,
    validate: () => {
      spend(1);
      return true;
    },
  });
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    errors: false,
    validate: (isWanted: boolean, items: unknown[]) =>
      !isWanted || new Set(items.map((item) => JSON.stringify(sorted(item)))).size === items.length,
  });
}

/** A copy whose members are in order, so that equal values have equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}
