import type { SharedRefusals } from "../../../generated/rules";
import type { KeyState } from "../../../generated/types";
import { keyArn } from "./arn";
import type { Key } from "./key";
import type { Refuse } from "./refuse";
import type { KeyStoreView } from "./state";

/**
 * The state that a key shows. A key whose custom key store is not connected is Unavailable (documented); what it is
 * besides shows again when the store is there again.
 */
export function stateOf(view: KeyStoreView, key: Key): KeyState {
  if (key.storeId === undefined || (key.state !== "Enabled" && key.state !== "Disabled")) return key.state;
  const store = view.store(key.account, key.region, key.storeId);
  return store && store.connection !== "CONNECTED" ? "Unavailable" : key.state;
}

/** The states that each rule is about (`openapi/rules/key-states.yaml`). */
const STATES = {
  "disabled-key": ["Disabled"],
  "pending-deletion": ["PendingDeletion", "PendingReplicaDeletion"],
  "pending-import": ["PendingImport"],
  creating: ["Creating"],
  updating: ["Updating"],
  unavailable: ["Unavailable"],
} as const satisfies Partial<Record<keyof SharedRefusals, readonly KeyState[]>>;

/** A rule that refuses a key for its state. */
export type KeyStateRule = keyof typeof STATES;

/** Refuses a key whose state is one that the rules name. A key is in one state, so their order does not matter. */
export function refuseStates<Rules extends KeyStateRule>(
  view: KeyStoreView,
  key: Key,
  refuse: Refuse<Pick<SharedRefusals, Rules>>,
  ...rules: readonly Rules[]
): void {
  const state = stateOf(view, key);
  for (const rule of rules) {
    const states: readonly KeyState[] = STATES[rule];
    if (states.includes(state)) refuseState(refuse as Refuse<Pick<SharedRefusals, KeyStateRule>>, rule, key);
  }
}

function refuseState(refuse: Refuse<Pick<SharedRefusals, KeyStateRule>>, rule: KeyStateRule, key: Key): void {
  refuse(rule, { keyArn: keyArn(key) });
}

/** Refuses a key that its custom key store holds. */
export function refuseCustomKeyStore(key: Key, refuse: Refuse<Pick<SharedRefusals, "custom-key-store">>): void {
  if (key.origin !== "AWS_CLOUDHSM" && key.origin !== "EXTERNAL_KEY_STORE") return;
  refuse("custom-key-store", { keyArn: keyArn(key), origin: key.origin });
}

/** Refuses a key with imported material, whether it is there or not. */
export function refuseImported(key: Key, refuse: Refuse<Pick<SharedRefusals, "imported-key-material">>): void {
  if (key.origin === "EXTERNAL") refuse("imported-key-material", { keyArn: keyArn(key) });
}

/** Whether a key is a symmetric encryption key. */
export function isSymmetric(key: Key): boolean {
  return key.spec === "SYMMETRIC_DEFAULT";
}
