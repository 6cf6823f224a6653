import type { Random } from "./random";

/** From this value on Java's Double.toString writes an exponent. */
const JAVA_EXPONENT_FROM = 1e7;

/** Whether a value of a time member is one that can be written in another form. */
export function isMoment(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

/**
 * A moment in epoch seconds as a JSON number in one of its forms, all of which a reader takes for the same double: real
 * KMS has been seen with plain decimals and with Java doubles such as `1.517432991638E9`, and a client must accept
 * both (emulators.md 3.2; kms.md 3.4: a number, with or without a fraction, milliseconds in practice). What is finer
 * than a millisecond is rounded off.
 */
export function writeTime(random: Random, seconds: number): string {
  const ms = Math.round(seconds * 1000);
  return random.pick(FORMS)(ms, random);
}

const FORMS = [javaForm, shortForm, millisecondForm, longForm] as const;

/** As Java prints a double: one digit, the rest behind the point, at least one; below ten millions without exponent. */
export function javaForm(ms: number): string {
  const { whole, fraction } = parts(ms);
  if (ms < JAVA_EXPONENT_FROM * 1000) return `${whole}.${trim(fraction) || "0"}`;
  return `${whole.slice(0, 1)}.${trim(whole.slice(1) + fraction) || "0"}E${whole.length - 1}`;
}

/** As few digits as there can be: `1571767572`, `1571767572.3`. */
export function shortForm(ms: number): string {
  const { whole, fraction } = parts(ms);
  return trim(fraction) === "" ? whole : `${whole}.${trim(fraction)}`;
}

/** Always three digits behind the point: `1571767572.300`. */
export function millisecondForm(ms: number): string {
  const { whole, fraction } = parts(ms);
  return `${whole}.${fraction}`;
}

/** More digits than milliseconds need, all zeros: others could bring a client that cuts off to another millisecond. */
export function longForm(ms: number, random: Random): string {
  return millisecondForm(ms) + "0".repeat(1 + random.below(6));
}

/** The digits before and behind the decimal point, taken from whole milliseconds so that no binary fraction shows. */
function parts(ms: number): { whole: string; fraction: string } {
  const digits = String(ms).padStart(4, "0");
  return { whole: digits.slice(0, -3), fraction: digits.slice(-3) };
}

function trim(fraction: string): string {
  return fraction.replace(/0+$/, "");
}
