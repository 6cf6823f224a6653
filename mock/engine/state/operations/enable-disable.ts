import { isReplica } from "../key";
import { refuseStates } from "../key-state-rules";
import type { Transitions } from "../operation-call";
import { resolveKey } from "../resolve-key";
import { rotateOverdue } from "../rotate";

/** The switch of a key, and its description. */
export const enableDisableTransitions = {
  /**
   * An enabled key stays so, an unavailable one is enabled once its store is there again (key-state table). A rotation that
   * fell due while the key was disabled happens at once (documented: docs/evidence/rotation.md).
   */
  EnableKey: (draft, call, context, refuse): undefined => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "pending-deletion", "pending-import", "creating", "updating");
    const enabled = { ...key, state: "Enabled" as const };
    draft.putKey(enabled);
    const overdue = key.rotation !== undefined && key.rotation.next <= context.now;
    if (key.state === "Disabled" && overdue && !isReplica(key)) rotateOverdue(draft, enabled, context);
  },

  /** The rotation setting stays, and no rotation happens until the key is enabled (documented). */
  DisableKey: (draft, call, _context, refuse): undefined => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "pending-deletion", "pending-import", "creating", "updating");
    draft.putKey({ ...key, state: "Disabled" });
  },

  /** A key that is pending deletion is refused (inferred, by analogy with the key-state table). */
  UpdateKeyDescription: (draft, call, _context, refuse): undefined => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "pending-deletion");
    draft.putKey({ ...key, description: call.request.Description });
  },
} satisfies Partial<Transitions>;
