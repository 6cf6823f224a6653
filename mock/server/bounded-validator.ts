import type { ValidateFunction } from "ajv";
import { TimeBoundExceeded, withinTime } from "../../openapi/dialect/time-bound";

/** How long the schema of a foreign document may take to accept or refuse a body, in milliseconds. */
const BODY_TIME = 500;

/**
 * How deep a body may be nested. A schema that refers to itself is as deep as the body, and V8 ends the process where a
 * pattern is compiled at the end of the stack.
 */
const DEEPEST = 250;

/** A validator that throws TimeBoundExceeded where it takes longer than {@link BODY_TIME}, or a body is too deep for it. */
export function boundedValidator(validate: ValidateFunction): ValidateFunction {
  const bounded = Object.assign((value: unknown): value is unknown => {
    if (isDeeperThan(DEEPEST, value)) throw new TimeBoundExceeded(`is nested more than ${DEEPEST} levels deep`);
    const isValid = withinTime(BODY_TIME, () => validate(value) as boolean);
    bounded.errors = validate.errors ?? null;
    return isValid;
  }, validate);
  return bounded;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}
