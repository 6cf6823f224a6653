import { keyArn } from "../arn";
import type { StateDraft } from "../draft";
import { isReplica, type Key, without } from "../key";
import { refuseOrigin, refuseStates, refuseUnlessSymmetric } from "../key-state-rules";
import { seconds } from "../metadata";
import { ModeledError } from "../modeled-error";
import { putShared } from "../multi-region-set";
import type { Transition } from "../operation-call";
import { resolveKey } from "../resolve-key";
import { schedule } from "../rotate";

/** Documented default of RotationPeriodInDays. */
const USUAL_PERIOD = 365;

/**
 * EnableKeyRotation: on a key that rotates already it sets this call's period, and the first rotation is one period from
 * now in each case (decided in kms.md 5.3: AWS's text supports it, nobody has recorded it).
 */
export const enableKeyRotation: Transition<"EnableKeyRotation"> = (draft, call, { now }): undefined => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseUnlessRotatable(draft, key);
  putShared(draft, { ...key, rotation: schedule(call.request.RotationPeriodInDays ?? USUAL_PERIOD, now) });
};

/** DisableKeyRotation: on a key that does not rotate it succeeds too. */
export const disableKeyRotation: Transition<"DisableKeyRotation"> = (draft, call): undefined => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseUnlessRotatable(draft, key);
  putShared(draft, without(key, "rotation"));
};

/** GetKeyRotationStatus: recorded shapes (kms.md 5.4); over accounts where the key policy allows it (recorded). */
export const getKeyRotationStatus: Transition<"GetKeyRotationStatus"> = (draft, call) => {
  const key = resolveKey(draft, call, call.request.KeyId, { alias: "InvalidArnException", otherAccounts: true });
  refuseOrigin(key, "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE");
  const KeyId = keyArn(key);
  // Recorded: false while pending deletion, whatever it was before (emulators.md 3.3 item 5). The rest absent: inferred.
  if (key.deletion) return { KeyId, KeyRotationEnabled: false };
  return {
    KeyId,
    KeyRotationEnabled: key.rotation !== undefined,
    ...(key.rotation && {
      NextRotationDate: seconds(key.rotation.next),
      RotationPeriodInDays: key.rotation.periodInDays,
    }),
    ...(key.onDemand && { OnDemandRotationStartDate: seconds(key.onDemand.started) }),
  };
};

/** Who may not, in the order decided in kms.md 5.1: origin, state, spec, replica. */
function refuseUnlessRotatable(draft: StateDraft, key: Key): void {
  refuseOrigin(key, "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE");
  refuseStates(draft, key, "pendingDeletion", "creating", "disabled");
  refuseUnlessSymmetric(key);
  refuseReplica(key);
}

/** Documented: related keys are set through their primary. The error is inferred, by analogy with ReplicateKey. */
export function refuseReplica(key: Key): void {
  if (isReplica(key)) throw new ModeledError("UnsupportedOperationException");
}
