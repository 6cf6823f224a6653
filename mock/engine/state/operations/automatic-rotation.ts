import type { SharedRefusals } from "../../../../generated/rules";
import { keyArn } from "../arn";
import { isReplica, type Key, without } from "../key";
import { isSymmetric, refuseCustomKeyStore, refuseImported, refuseStates } from "../key-state-rules";
import { seconds } from "../metadata";
import { putShared } from "../multi-region-set";
import type { Transitions } from "../operation-call";
import type { Refuse } from "../refuse";
import { resolveKeyOfAnyAccount, resolveOwnKey } from "../resolve-key";
import { schedule } from "../rotate";
import type { KeyStoreView } from "../state";

/** Documented default of RotationPeriodInDays, in days. */
const USUAL_PERIOD = 365;

/** The switch of automatic rotation, and its status. */
export const automaticRotationTransitions = {
  /**
   * The order of checks: the key is found, the caller may, origin, state, kind of key, replica
   * (docs/evidence/rotation.md#order-of-refusals). On a key that rotates already it sets this call's period, and the first
   * rotation is one period from now in each case (inferred: docs/evidence/rotation.md#enabling-again).
   */
  EnableKeyRotation: (draft, call, { now }, refuse): undefined => {
    const key = resolveOwnKey(draft, call, call.request.KeyId, refuse);
    refuseOriginAndState(draft, key, refuse);
    // Recorded for asymmetric keys, without a message.
    if (!isSymmetric(key)) refuse(key.usage === "GENERATE_VERIFY_MAC" ? "hmac-key" : "asymmetric-key");
    if (isReplica(key)) refuse("replica");
    putShared(draft, { ...key, rotation: schedule(call.request.RotationPeriodInDays ?? USUAL_PERIOD, now) });
  },

  /** The order of checks is that of EnableKeyRotation. On a key that does not rotate it succeeds too. */
  DisableKeyRotation: (draft, call, _context, refuse): undefined => {
    const key = resolveOwnKey(draft, call, call.request.KeyId, refuse);
    refuseOriginAndState(draft, key, refuse);
    if (!isSymmetric(key)) refuse("not-symmetric");
    if (isReplica(key)) refuse("replica");
    putShared(draft, without(key, "rotation"));
  },

  /** Recorded shapes; over accounts where the key policy allows it (docs/evidence/rotation-status.md). */
  GetKeyRotationStatus: (draft, call, _context, refuse) => {
    const key = resolveKeyOfAnyAccount(draft, call, call.request.KeyId, refuse);
    refuseImported(key, refuse);
    refuseCustomKeyStore(key, refuse);
    const KeyId = keyArn(key);
    // Recorded: false while pending deletion, whatever it was before. The rest absent: inferred.
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
  },
} satisfies Partial<Transitions>;

function refuseOriginAndState(
  view: KeyStoreView,
  key: Key,
  refuse: Refuse<
    Pick<
      SharedRefusals,
      "imported-key-material" | "custom-key-store" | "pending-deletion" | "creating" | "disabled-key"
    >
  >,
): void {
  refuseImported(key, refuse);
  refuseCustomKeyStore(key, refuse);
  refuseStates(view, key, refuse, "pending-deletion", "creating", "disabled-key");
}
