import { keyArn } from "../arn";
import { DAY, isReplica, type Key, without } from "../key";
import { refuseStates } from "../key-state-rules";
import { seconds } from "../metadata";
import type { Transitions } from "../operation-call";
import { resolveKey } from "../resolve-key";
import { isWhole } from "../whole-material";

/** Documented default of PendingWindowInDays, in days. */
const USUAL_WINDOW = 30;

/** The end of a key, and the way back. */
export const deletionTransitions = {
  /**
   * The date is the moment of the call and whole days, to the millisecond (recorded: docs/evidence/deletion.md). A
   * multi-Region primary waits for its replicas first, without a date (documented).
   */
  ScheduleKeyDeletion: (draft, call, { now }, refuse) => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "pending-deletion", "updating");
    const windowInDays = call.request.PendingWindowInDays ?? USUAL_WINDOW;
    const waits = key.multiRegion !== undefined && key.multiRegion.replicas.length > 0 && !isReplica(key);
    const date = now + windowInDays * DAY;
    const scheduled: Key = {
      ...without(key, "settles"),
      state: waits ? "PendingReplicaDeletion" : "PendingDeletion",
      deletion: waits ? { windowInDays } : { windowInDays, date },
    };
    draft.putKey(scheduled);
    return {
      KeyId: keyArn(key),
      ...(!waits && { DeletionDate: seconds(date) }),
      KeyState: scheduled.state,
      PendingWindowInDays: windowInDays,
    };
  },

  /**
   * The key is Disabled then, with the rotation that it had (both recorded). One whose material was never imported waits
   * for it again: it could not work if it were enabled (inferred).
   */
  CancelKeyDeletion: (draft, call, _context, refuse) => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    const isPending = key.state === "PendingDeletion" || key.state === "PendingReplicaDeletion";
    if (!isPending) refuse("not-pending-deletion", { keyArn: keyArn(key) });
    const bare = key.origin === "EXTERNAL" && !isWhole(key);
    draft.putKey({ ...without(key, "deletion"), state: bare ? "PendingImport" : "Disabled" });
    return { KeyId: keyArn(key) };
  },
} satisfies Partial<Transitions>;
