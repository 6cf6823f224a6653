import { setTimeout as delay } from "node:timers/promises";
import { objectOf } from "../../openapi/dialect/document";
import type { Received } from "../contract-exchange";
import { bareType } from "../error-type";

/** How often a request is sent until its answer counts, also where it is throttled. AWS's clients try three times; the suite makes many calls at once. */
export const ATTEMPTS = 5;

/** How long the suite waits after the first throttled answer, in milliseconds; longer after each more. */
const WAIT = 50;

/**
 * Sends a request again while it is throttled. Every call can be (docs/evidence/errors.md#throttling): such an answer says
 * nothing about what the call was about, and the call was not done.
 */
export async function pastThrottling(deliver: () => Promise<Received>): Promise<Received> {
  for (let attempt = 1; ; attempt++) {
    const received = await deliver();
    if (attempt === ATTEMPTS || !isThrottled(received)) return received;
    await delay(attempt * WAIT);
  }
}

function isThrottled({ json }: Received): boolean {
  const { __type: type } = objectOf(json);
  return typeof type === "string" && bareType(type) === "ThrottlingException";
}
