const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

const DATE = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
const TIME = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** A day, such as `24 Nov 2026`. All times are UTC, as AWS's are. @param moment epoch milliseconds or ISO text */
export function day(moment: number | string): string {
  return DATE.format(new Date(moment));
}

/** A time of day, such as `21:14:03`. */
export function time(moment: number | string): string {
  return TIME.format(new Date(moment));
}

/** Both. */
export function dayAndTime(moment: number | string): string {
  return `${day(moment)}, ${time(moment)}`;
}

/** How far a moment is from now, such as `in 295 days` or `20 days ago`. @param now epoch milliseconds */
export function fromNow(moment: number | string, now: number): string {
  const distance = new Date(moment).getTime() - now;
  const length = Math.abs(distance);
  if (length < 2 * MINUTE) return "now";
  return distance > 0 ? `in ${span(length)}` : `${span(length)} ago`;
}

/** A length of time in one number, such as `3 hours`. @param length milliseconds */
export function span(length: number): string {
  if (length < 2 * HOUR) return count(Math.round(length / MINUTE), "minute");
  if (length < 2 * DAY) return count(Math.round(length / HOUR), "hour");
  if (length < 2 * YEAR) return count(Math.round(length / DAY), "day");
  return `${(length / YEAR).toFixed(1)} years`;
}

/** A number with its noun, such as `1 key` or `1,200 keys`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}
