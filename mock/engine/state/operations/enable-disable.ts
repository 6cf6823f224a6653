import { isReplica } from "../key";
import { refuseStates } from "../key-state-rules";
import type { Transition } from "../operation-call";
import { resolveKey } from "../resolve-key";
import { rotateAutomatically } from "../rotate";

/**
 * EnableKey: an enabled key stays so, an unavailable one is enabled once its store is there again (key-state table, note
 * 12). A rotation that fell due while the key was disabled is made up for at once (documented, kms.md 5.5).
 */
export const enableKey: Transition<"EnableKey"> = (draft, call, context): undefined => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseStates(draft, key, "pendingDeletion", "pendingImport", "creating", "updating");
  const enabled = { ...key, state: "Enabled" as const };
  draft.putKey(enabled);
  const overdue = key.rotation !== undefined && key.rotation.next <= context.now;
  if (key.state === "Disabled" && overdue && !isReplica(key)) rotateAutomatically(draft, enabled, context.now, context);
};

/** DisableKey: the rotation setting stays, and no rotation happens until the key is enabled (documented). */
export const disableKey: Transition<"DisableKey"> = (draft, call): undefined => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseStates(draft, key, "pendingDeletion", "pendingImport", "creating", "updating");
  draft.putKey({ ...key, state: "Disabled" });
};

/** UpdateKeyDescription. A key that is pending deletion is refused (inferred, by analogy with the key-state table). */
export const updateKeyDescription: Transition<"UpdateKeyDescription"> = (draft, call): undefined => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseStates(draft, key, "pendingDeletion");
  draft.putKey({ ...key, description: call.request.Description });
};
