import type { RotationType } from "../../../generated/types";
import type { StateDraft } from "./draft";
import { serviceEvent } from "./events";
import type { Ids } from "./ids";
import { currentMaterial, DAY, type Key, type Material, without } from "./key";
import { putShared, relativesOf } from "./multi-region-set";
import type { TransitionContext } from "./transition-context";

/** The rotation that a call of EnableKeyRotation at a moment sets up: the first comes one period later (documented). */
export function schedule(periodInDays: number, from: number): NonNullable<Key["rotation"]> {
  return { periodInDays, next: from + periodInDays * DAY };
}

/**
 * An automatic rotation at once, of a key that was disabled over its date: the next date is one period later
 * (docs/evidence/rotation.md#while-disabled).
 */
export function rotateOverdue(draft: StateDraft, key: Key, context: TransitionContext): void {
  if (!key.rotation) return;
  putRotated(
    draft,
    { ...key, rotation: schedule(key.rotation.periodInDays, context.now) },
    "AUTOMATIC",
    [context.now],
    context,
  );
}

/**
 * All rotations of a key by its schedule up to a moment. AWS lands some minutes after each date (recorded,
 * docs/evidence/rotation.md#rotations-come-late); here it is the date itself.
 */
export function rotateBySchedule(draft: StateDraft, key: Key, until: number, context: TransitionContext): void {
  if (!key.rotation) return;
  const { periodInDays } = key.rotation;
  const dates: number[] = [];
  let { next } = key.rotation;
  for (; next <= until; next += periodInDays * DAY) dates.push(next);
  putRotated(draft, { ...key, rotation: { periodInDays, next } }, "AUTOMATIC", dates, context);
}

/**
 * The end of a rotation on demand. Imported material that waited for it may have been deleted, or have expired, meanwhile: then
 * nothing rotates, for KMS makes no material of its own for such a key (inferred).
 */
export function finishOnDemand(draft: StateDraft, key: Key, at: number, context: TransitionContext): void {
  if (key.origin === "EXTERNAL" && !key.materials.some(({ pending }) => pending)) putShared(draft, key);
  else putRotated(draft, key, "ON_DEMAND", [at], context);
}

/**
 * Puts new material to use in a key and its relatives at each of the dates, and reports it. The materials are copied once,
 * however many dates there are.
 */
function putRotated(
  draft: StateDraft,
  key: Key,
  type: RotationType,
  dates: readonly number[],
  context: TransitionContext,
): void {
  const materials = key.materials.slice();
  const relatives = relativesOf(draft, key);
  let before = currentMaterial(key);
  let waiting = takeWaiting(materials);
  for (const at of dates) {
    const after: Material = waiting
      ? { ...waiting, rotated: at, rotation: type }
      : { id: context.ids.hex(64), rotated: at, rotation: type };
    materials.push(after);
    if (at < (context.quietUntil ?? 0)) draft.skipEvents(key.account, 1 + relatives.length);
    else report(draft, key, relatives, before, after, context.ids);
    waiting = undefined;
    before = after;
  }
  putShared(draft, { ...key, materials });
}

/** Shape: docs/evidence/monitoring.md#rotatekey-record. */
function report(
  draft: StateDraft,
  key: Key,
  relatives: readonly Key[],
  before: Material | undefined,
  { id, rotated = 0, rotation = "AUTOMATIC" }: Material,
  ids: Ids,
): void {
  const details: Record<string, string> = { rotationType: rotation, keyOrigin: key.origin };
  if (before) details.previousKeyMaterialId = before.id;
  details.currentKeyMaterialId = id;
  draft.events.push(serviceEvent("RotateKey", key, rotated, ids, details));
  // Named in docs/evidence/rotation.md#related-keys for related keys.
  for (const relative of relatives)
    draft.events.push(serviceEvent("SynchronizeMultiRegionKey", relative, rotated, ids, {}));
}

/** Takes out the imported material that waits to become the current one; where none waits, KMS makes new material. */
function takeWaiting(materials: Material[]): Omit<Material, "pending"> | undefined {
  const place = materials.findIndex((material) => material.pending);
  const [waiting] = place < 0 ? [] : materials.splice(place, 1);
  return waiting && without(waiting, "pending");
}
