import type { RotationType } from "../../../generated/types";
import type { StateDraft } from "./draft";
import { serviceEvent } from "./events";
import { currentMaterial, DAY, type Key, type Material } from "./key";
import { putShared, relativesOf } from "./multi-region-set";
import type { TransitionContext } from "./transition-context";

/** The rotation that a call of EnableKeyRotation at a moment sets up: the first comes one period later (documented). */
export function schedule(periodInDays: number, from: number): NonNullable<Key["rotation"]> {
  return { periodInDays, next: from + periodInDays * DAY };
}

/**
 * An automatic rotation at its date, or at once for a key that was disabled over it: new material, and a next date one
 * period later. AWS lands some minutes after the date (recorded, docs/evidence/rotation.md#rotations-come-late); here it is the date itself.
 */
export function rotateAutomatically(draft: StateDraft, key: Key, at: number, context: TransitionContext): Key {
  if (!key.rotation) return key;
  const rotated = { ...key, rotation: schedule(key.rotation.periodInDays, at) };
  return finishRotation(draft, rotated, "AUTOMATIC", at, context);
}

/** Puts new material to use in a key and its relatives, and reports it. */
export function finishRotation(
  draft: StateDraft,
  key: Key,
  type: RotationType,
  at: number,
  context: TransitionContext,
): Key {
  const before = currentMaterial(key);
  const materials = withNewMaterial(key.materials, type, at, context);
  const rotated: Key = { ...key, materials };
  putShared(draft, rotated);
  const after = currentMaterial(rotated);
  draft.events.push(
    // Shape: docs/evidence/monitoring.md#rotatekey-record.
    serviceEvent("RotateKey", rotated, at, context.ids, {
      rotationType: type,
      keyOrigin: key.origin,
      ...(before && { previousKeyMaterialId: before.id }),
      ...(after && { currentKeyMaterialId: after.id }),
    }),
  );
  for (const relative of relativesOf(draft, rotated)) {
    // Named in docs/evidence/rotation.md#related-keys for related keys.
    draft.events.push(serviceEvent("SynchronizeMultiRegionKey", relative, at, context.ids, {}));
  }
  return rotated;
}

/** Imported material that waits becomes the current one; where none waits, KMS makes new material. */
function withNewMaterial(
  materials: readonly Material[],
  rotation: RotationType,
  rotated: number,
  { ids }: TransitionContext,
) {
  const waiting = materials.find((material) => material.pending);
  if (!waiting) return [...materials, { id: ids.hex(64), rotated, rotation }];
  const { pending: _, ...ready } = waiting;
  return [...materials.filter((material) => material !== waiting), { ...ready, rotated, rotation }];
}
