import type { StateChange } from "./change";
import { settledStore, storeIdOf } from "./custom-store";
import { StateDraft } from "./draft";
import { DueQueue } from "./due-queue";
import { type StateEvent, serviceEvent } from "./events";
import { putWithout } from "./imported-materials";
import { DAY, type HeldState, isReplica, type Key, type KeyRef, without } from "./key";
import { isSymmetric } from "./key-state-rules";
import { putShared, relativesOf } from "./multi-region-set";
import { nextDue, rotatesByItself } from "./next-due";
import { finishOnDemand, rotateBySchedule } from "./rotate";
import type { KeyStore } from "./state";
import type { TransitionContext } from "./transition-context";
import { isWhole } from "./whole-material";

/** What came of time: changes to apply, and events in their order. */
export interface Advance {
  readonly changes: readonly StateChange[];
  readonly events: readonly StateEvent[];
  /** How many more events there were of each account, which the context did not want. */
  readonly unreported: ReadonlyMap<string, number>;
}

const NONE: ReadonlyMap<string, number> = new Map();

/** What came of no time at all. */
export const NOTHING: Advance = { changes: [], events: [], unreported: NONE };

/**
 * Everything that happens by itself up to a moment, each as often as it is due: rotations, deletions, expiries, and the
 * ends of what runs in the background, the connecting of custom key stores among it. The events are in the order of time. Only keys that are due are looked at, and the
 * materials of a key are copied once, however often it rotates. Pure: the state is not changed.
 */
export function advanceTo(state: KeyStore, context: TransitionContext): Advance {
  if (!isDue(state, context)) return NOTHING;
  const agenda = new DueQueue();
  for (const { ref, at } of state.dueUpTo(context.now, context.clockOf)) agenda.set(ref, at);
  const draft = new StateDraft(state, agenda);
  for (let due = agenda.first(); due !== undefined && due.at <= context.now; due = agenda.first()) {
    const key = draft.key(due.ref.account, due.ref.region, due.ref.id);
    if (key) applyDue(draft, key, due.at, context);
    else settleStore(draft, due.ref);
    // A date that brought nothing would come up for ever.
    const next = draft.key(due.ref.account, due.ref.region, due.ref.id);
    if (next === key) agenda.set(due.ref, undefined);
    else if (next) agenda.set(due.ref, nextDue(next));
  }
  // A key that rotates several times does so before the next key has its turn.
  const events = draft.events.sort((a, b) => a.at - b.at);
  return { changes: draft.changes, events, unreported: draft.unreported ?? NONE };
}

/** Whether anything is due by the moment of a context. */
export function isDue(state: KeyStore, { now, clockOf }: TransitionContext): boolean {
  const next = state.nextDue(clockOf);
  return next !== undefined && next <= now;
}

/** Ends the connecting or disconnecting of the custom key store that an entry of the agenda is about. */
function settleStore(draft: StateDraft, ref: KeyRef): void {
  const id = storeIdOf(ref);
  const store = id === undefined ? undefined : draft.store(ref.account, ref.region, id);
  if (store?.settles) draft.putStore(settledStore(store));
}

/** Does the one thing that is due to a key at a moment. Several at the same moment come one after the other. */
function applyDue(draft: StateDraft, key: Key, at: number, context: TransitionContext): void {
  if (key.settles && key.settles.at <= at) {
    draft.putKey({ ...without(key, "settles"), state: settledState(key, key.settles.to) });
  } else if (key.onDemand && key.onDemand.done <= at && !isReplica(key)) {
    finishOnDemand(draft, without(key, "onDemand"), at, context);
  } else if (key.deletion?.date !== undefined && key.deletion.date <= at) {
    remove(draft, key, at, context);
  } else if (key.rotation && rotatesByItself(key) && key.rotation.next <= at) {
    rotateBySchedule(draft, key, lastDate(draft, key, at, context.now), context);
  } else {
    expire(draft, key, at, context);
  }
}

/** Up to when a key that is due at a moment rotates in one go: until something else happens to it, or to a related key. */
function lastDate(draft: StateDraft, key: Key, at: number, now: number): number {
  const others = [without(key, "rotation"), ...relativesOf(draft, key)].flatMap((other) => nextDue(other) ?? []);
  return Math.max(at, Math.min(now, ...others.map((other) => other - 1)));
}

/** Imported material may have expired meanwhile: then the key waits for it (inferred). */
function settledState(key: Key, to: HeldState): HeldState {
  return to === "Enabled" && key.origin === "EXTERNAL" && !isWhole(key) ? "PendingImport" : to;
}

/** The end of the waiting period: the key, its aliases and its grants are gone (documented), and a waiting primary may go on. */
function remove(draft: StateDraft, key: Key, at: number, { ids }: TransitionContext): void {
  for (const alias of draft.aliasesOf(key.account, key.region, key.id)) draft.deleteAlias(alias);
  for (const grant of draft.grantsIn(key.account, key.region).ofKey(key.id)) draft.deleteGrant(grant);
  draft.deleteKey(key);
  draft.events.push(serviceEvent("DeleteKey", key, at, ids, {}));
  const [relative] = relativesOf(draft, key);
  if (!relative?.multiRegion) return;
  const { primary, replicas } = relative.multiRegion;
  putShared(draft, {
    ...relative,
    multiRegion: { primary, replicas: replicas.filter((region) => region !== key.region) },
  });
  startWaiting(draft, draft.key(key.account, primary, key.id), at);
}

/** Documented: the primary's own waiting period begins when its last replica is gone. */
function startWaiting(draft: StateDraft, primary: Key | undefined, at: number): void {
  if (primary?.state !== "PendingReplicaDeletion" || !primary.deletion || primary.multiRegion?.replicas.length) return;
  const { windowInDays } = primary.deletion;
  draft.putKey({ ...primary, state: "PendingDeletion", deletion: { windowInDays, date: at + windowInDays * DAY } });
}

/**
 * Documented: imported material that expires is deleted, and the key waits for it to be imported again. Several at the same
 * moment come one after the other.
 */
function expire(draft: StateDraft, key: Key, at: number, { ids }: TransitionContext): void {
  const material = key.materials.find(({ validTo }) => validTo !== undefined && validTo <= at);
  if (key.origin !== "EXTERNAL" || !material) return;
  putWithout(draft, key, material);
  // Inferred: no other operation shows the id of material that is not symmetric.
  const details = isSymmetric(key) ? { keyMaterialId: material.id } : {};
  draft.events.push(serviceEvent("DeleteExpiredKeyMaterial", key, at, ids, details));
}
