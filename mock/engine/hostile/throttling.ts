import { type ProtocolError, protocolError } from "../protocol-error";
import type { Draws } from "./draws";

/** The texts that KMS throttles with. */
const RULES = ["protocol.throttling", "protocol.throttling-rate"] as const;

/** At least so many calls pass after a throttled one. */
const QUIET = 9;

/** After the quiet calls one in so many is throttled: together about one call in twenty. */
const ONE_IN = 11;

/**
 * Throttles a call now and then: AWS sets request quotas, and clients retry a ThrottlingException (docs/evidence/errors.md#throttling). An SDK gives up after three attempts by default, so that calls pass after a throttled one: a client with
 * at most nine open calls always succeeds with its first retry.
 */
export function createThrottle(draws: Draws): () => ProtocolError | undefined {
  let passed = QUIET;
  return () => {
    if (passed++ < QUIET || !draws.once(ONE_IN)) return undefined;
    passed = 0;
    return protocolError(draws.pick(RULES));
  };
}
