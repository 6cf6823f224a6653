import { DAY } from "./key";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: DAY };

/**
 * A time of a fixture as epoch milliseconds: `-400d` is 400 days ago, `+12h` in twelve hours (units ms, s, m, h, d), and
 * else an ISO 8601 date-time. Undefined for anything else.
 */
export function fixtureTime(text: string, now: number): number | undefined {
  const [, sign, amount, unit] = /^([+-])(\d{1,6})(ms|s|m|h|d)$/.exec(text) ?? [];
  const length = unit === undefined ? undefined : UNITS[unit];
  if (length !== undefined) return now + (sign === "-" ? -1 : 1) * Number(amount) * length;
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) || at < 0 ? undefined : at;
}
