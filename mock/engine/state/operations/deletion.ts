import { keyArn } from "../arn";
import { currentMaterial, DAY, isReplica, type Key, without } from "../key";
import { refuseStates, requirePendingDeletion } from "../key-state-rules";
import { seconds } from "../metadata";
import type { Transition } from "../operation-call";
import { resolveKey } from "../resolve-key";

/** Documented default of PendingWindowInDays. */
const USUAL_WINDOW = 30;

/**
 * ScheduleKeyDeletion: the date is the moment of the call and whole days, to the millisecond (recorded, emulators.md 3.2).
 * A multi-Region primary waits for its replicas first, without a date (documented).
 */
export const scheduleKeyDeletion: Transition<"ScheduleKeyDeletion"> = (draft, call, { now }) => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseStates(draft, key, "pendingDeletion", "updating");
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
};

/**
 * CancelKeyDeletion: the key is Disabled then (recorded), with the rotation that it had (recorded). One whose material was
 * never imported waits for it again: it could not work if it were enabled (inferred).
 */
export const cancelKeyDeletion: Transition<"CancelKeyDeletion"> = (draft, call) => {
  const key = resolveKey(draft, call, call.request.KeyId);
  requirePendingDeletion(key);
  const bare = key.origin === "EXTERNAL" && currentMaterial(key) === undefined;
  draft.putKey({ ...without(key, "deletion"), state: bare ? "PendingImport" : "Disabled" });
  return { KeyId: keyArn(key) };
};
