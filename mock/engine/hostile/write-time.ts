import type { Draws } from "./draws";

/** From this value on Java's Double.toString writes an exponent. */
const JAVA_EXPONENT_FROM = 1e7;

/** Whether a value of a time member can be written in another form. */
export function isMoment(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

/**
 * A moment in epoch seconds as a JSON number in one of its forms. All are the same double to a reader: real KMS has been
 * recorded with plain decimals and with Java doubles such as `1.517432991638E9`, and a client must accept both
 * (docs/evidence/wire-protocol.md#precision-of-times: a number, with or without a fraction, milliseconds in practice). The time is rounded
 * to milliseconds.
 */
export function writeTime(draws: Draws, seconds: number): string {
  const ms = Math.round(seconds * 1000);
  return draws.pick(FORMS)(ms, draws);
}

const FORMS = [javaForm, shortForm, millisecondForm, longForm] as const;

/** As Java prints a double: one digit, a point, the other digits (at least one), an exponent; below ten million without exponent. */
export function javaForm(ms: number): string {
  const { whole, fraction } = parts(ms);
  if (ms < JAVA_EXPONENT_FROM * 1000) return `${whole}.${trim(fraction) || "0"}`;
  return `${whole.slice(0, 1)}.${trim(whole.slice(1) + fraction) || "0"}E${whole.length - 1}`;
}

/** With as few digits as possible: `1571767572`, `1571767572.3`. */
export function shortForm(ms: number): string {
  const { whole, fraction } = parts(ms);
  return trim(fraction) === "" ? whole : `${whole}.${trim(fraction)}`;
}

/** Always with three digits after the point: `1571767572.300`. */
export function millisecondForm(ms: number): string {
  const { whole, fraction } = parts(ms);
  return `${whole}.${fraction}`;
}

/** With more digits than milliseconds need. All are zeros: with others, a client that cuts them off could get another millisecond. */
export function longForm(ms: number, draws: Draws): string {
  return millisecondForm(ms) + "0".repeat(1 + draws.below(6));
}

/** The digits before and after the point, from whole milliseconds: a binary fraction never shows. */
function parts(ms: number): { whole: string; fraction: string } {
  const digits = String(ms).padStart(4, "0");
  return { whole: digits.slice(0, -3), fraction: digits.slice(-3) };
}

function trim(fraction: string): string {
  return fraction.replace(/0+$/, "");
}
