import type { Random } from "./random";

/** A refusal that comes before the operation and changes nothing. */
export interface Throttling {
  readonly type: "ThrottlingException";
  readonly message: string;
}

/** The texts that KMS throttles with (kms.md section 4). */
const TEXTS = [
  "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
  "Rate exceeded",
] as const;

/** So many calls pass at least after one that was throttled. */
const QUIET = 9;

/** After the quiet calls, one in so many: with those about one call in twenty. */
const ONE_IN = 11;

/**
 * Throttles a call now and then: request quotas are AWS's to set, and clients retry a ThrottlingException (kms.md 3.5,
 * section 4). An SDK gives up after three attempts by default, so a throttled call is followed by calls that pass;
 * a client that keeps no more than nine calls in the air always gets through with its first retry.
 */
export function createThrottle(random: Random): () => Throttling | undefined {
  let passed = QUIET;
  return () => {
    if (passed++ < QUIET || !random.once(ONE_IN)) return undefined;
    passed = 0;
    return { type: "ThrottlingException", message: random.pick(TEXTS) };
  };
}
