import type { KeyLastUsageData } from "../../../../generated/types";
import type { KeyUsage } from "../key";
import { seconds } from "../metadata";
import type { Transitions } from "../operation-call";
import { resolveKey } from "../resolve-key";

/** KMS records uses from this moment on (docs/evidence/key-usage.md#tracking). Epoch milliseconds. */
const TRACKED_SINCE = Date.UTC(2026, 3, 23);

/** The last use of a key. */
export const keyUsageTransitions = {
  /** In every key state (inferred). KeyId is the bare id (recorded). */
  GetKeyLastUsage: (draft, call, _context, refuse) => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    const usage = draft.usage(key.account, key.region, key.id);
    return {
      KeyId: key.id,
      KeyLastUsage: usage ? shown(usage) : {},
      TrackingStartDate: seconds(Math.max(TRACKED_SINCE, key.created)),
      KeyCreationDate: seconds(key.created),
    };
  },
} satisfies Partial<Transitions>;

function shown({ operation, at, eventId, requestId }: KeyUsage): KeyLastUsageData {
  return { Operation: operation, Timestamp: seconds(at), CloudTrailEventId: eventId, KmsRequestId: requestId };
}
