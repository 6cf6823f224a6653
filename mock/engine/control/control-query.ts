import { ControlError } from "./control-error";

/** The query of a request to the control interface. */
export type ControlQuery = ReadonlyMap<string, string>;

/** Reads the query of a URL, such as `account=111122223333&limit=5`. Of a name that is there twice the last one counts. */
export function readQuery(text: string): ControlQuery {
  return new Map(new URLSearchParams(text));
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
