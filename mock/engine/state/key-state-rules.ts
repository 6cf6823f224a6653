import type { KeyState } from "../../../generated/types";
import { keyArn } from "./arn";
import type { Key } from "./key";
import { ModeledError } from "./modeled-error";
import type { KeyStoreView } from "./state";

/**
 * The state that a key shows. A key whose custom key store is not connected is Unavailable (documented); what it is
 * besides shows again when the store is there again.
 */
export function stateOf(view: KeyStoreView, key: Key): KeyState {
  if (key.storeId === undefined || (key.state !== "Enabled" && key.state !== "Disabled")) return key.state;
  return view.store(key.account, key.region, key.storeId)?.connected === false ? "Unavailable" : key.state;
}

/** The refusals of a key's state: the notes of the key-state table (kms.md 5.2), each documented unless said otherwise. */
const REFUSALS = {
  /** Note 1; recorded on EnableKeyRotation (kms.md 7.1 V8). */
  disabled: { type: "DisabledException", says: "is disabled.", states: ["Disabled"] },
  /** Note 3; the text for both states recorded for the one (emulators.md 3.3 item 11). */
  pendingDeletion: {
    type: "KMSInvalidStateException",
    says: "is pending deletion.",
    states: ["PendingDeletion", "PendingReplicaDeletion"],
  },
  /** Note 5; recorded on RotateKeyOnDemand (emulators.md 3.1 rows 5 and 6). */
  pendingImport: { type: "KMSInvalidStateException", says: "is pending import.", states: ["PendingImport"] },
  /** Note 14. */
  creating: { type: "KMSInvalidStateException", says: "is creating.", states: ["Creating"] },
  /** Note 15. */
  updating: { type: "KMSInvalidStateException", says: "is updating.", states: ["Updating"] },
} as const;

/** A group of states that an operation refuses. */
export type Refused = keyof typeof REFUSALS;

/** Refuses a key whose state is one of the groups. A key is in one state, so their order does not matter. */
export function refuseStates(view: KeyStoreView, key: Key, ...groups: readonly Refused[]): void {
  const state = stateOf(view, key);
  for (const group of groups) {
    const { type, says, states } = REFUSALS[group];
    if ((states as readonly KeyState[]).includes(state)) throw new ModeledError(type, `${keyArn(key)} ${says}`);
  }
}

/** Note 4: only a key that is pending deletion can be saved from it. Documented. */
export function requirePendingDeletion(key: Key): void {
  if (key.state === "PendingDeletion" || key.state === "PendingReplicaDeletion") return;
  throw new ModeledError("KMSInvalidStateException", `${keyArn(key)} is not pending deletion.`);
}

/**
 * Notes 6 and 7: a key whose material is not made by KMS in KMS. Recorded for EXTERNAL on GetKeyRotationStatus (kms.md
 * 7.1 V10) and for AWS_CLOUDHSM (emulators.md 3.3 item 4).
 */
export function refuseOrigin(key: Key, ...origins: readonly Key["origin"][]): void {
  if (!origins.includes(key.origin)) return;
  throw new ModeledError(
    "UnsupportedOperationException",
    `${keyArn(key)} origin is ${key.origin} which is not valid for this operation.`,
  );
}

/** Recorded without a message: kms.md 7.1 V9, emulators.md 3.1 row 3. */
export function refuseUnlessSymmetric(key: Key): void {
  if (key.spec !== "SYMMETRIC_DEFAULT") throw new ModeledError("UnsupportedOperationException");
}
