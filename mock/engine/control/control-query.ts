import { ControlError } from "./control-error";

/** The query of a request to the control interface. */
export type ControlQuery = ReadonlyMap<string, string>;

/**
 * Reads the query of a URL, such as `account=111122223333&limit=5`.
 * @param takes the names that it may have, each once. A misspelt one must not do to the whole mock what was meant for one account.
 * @throws ControlError for another name, and for one that is there twice.
 */
export function readQuery(text: string | undefined, takes: readonly string[]): ControlQuery {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (!takes.includes(name) || query.has(name))
      throw new ControlError(
        `The query ?${text} is wrong: it takes ${takes.join(", ") || "none"}, once, and nothing else.`,
      );
    query.set(name, value);
  }
  return query;
}

/**
 * A whole number of a query.
 * @returns undefined where the query does not have it.
 * @throws ControlError for a value that is none, or out of the range.
 */
export function wholeNumber(query: ControlQuery, name: string, least: number, most: number): number | undefined {
  const text = query.get(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new ControlError(
    `The parameter ${name} has to be a whole number from ${least} to ${most}, not ${text.slice(0, 40)}.`,
  );
}
