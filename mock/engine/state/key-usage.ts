import type { KeyLastUsageTrackingOperation } from "../../../generated/types";
import type { StateDraft } from "./draft";
import type { KeyRef } from "./key";
import type { TransitionContext } from "./transition-context";

/** What is told of a call that uses a key. A call of another operation does not compile. */
interface UsingCall {
  readonly operation: KeyLastUsageTrackingOperation;
  readonly requestId: string;
}

/**
 * Remembers that a call has used a key. A transition calls it once it has succeeded, for each key of the call (ReEncrypt has
 * two), and never for a dry run.
 *
 * It is stored beside the key and not in it, so that a call that only reads costs one entry in a map: the key's indexes and
 * dates are left alone, no page over the mock reads its keys anew, and no file is written for it alone
 * ({@link "../state-store"}).
 */
export function recordUsage(
  draft: StateDraft,
  { operation, requestId }: UsingCall,
  { account, region, id }: KeyRef,
  { now, ids }: Pick<TransitionContext, "now" | "ids">,
): void {
  draft.putUsage({ account, region, id, operation, at: now, eventId: draft.takeEventId(ids), requestId });
}
