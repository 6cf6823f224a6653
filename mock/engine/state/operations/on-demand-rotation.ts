import type { KeyMaterialState, RotationsListEntry } from "../../../../generated/types";
import { keyArn } from "../arn";
import type { StateDraft } from "../draft";
import { rotationReady } from "../imported-materials";
import { isReplica, type Key, latestMaterial, type Material } from "../key";
import { isSymmetric, refuseCustomKeyStore, refuseStates } from "../key-state-rules";
import { expirationModel, seconds } from "../metadata";
import { putShared } from "../multi-region-set";
import { rotatesByItself } from "../next-due";
import type { Transitions } from "../operation-call";
import { afterPlace, pageOf, placeOf } from "../paging";
import { resolveKey, resolveOwnKey } from "../resolve-key";

/** Documented: an automatic rotation that begins within 20 minutes forbids one on demand. In milliseconds. */
const NEAR = 20 * 60_000;

/** Rotations on demand, and the list of all rotations. */
export const onDemandRotationTransitions = {
  /**
   * Begins a rotation that is done a moment later. State is refused before kind (recorded:
   * docs/evidence/rotation.md#order-of-refusals).
   */
  RotateKeyOnDemand: (draft, call, { now, timing }, refuse) => {
    const key = resolveOwnKey(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "pending-import");
    refuseCustomKeyStore(key, refuse);
    refuseStates(draft, key, refuse, "pending-deletion", "creating", "disabled-key");
    if (!isSymmetric(key)) refuse("not-symmetric");
    if (isReplica(key)) refuse("replica");
    const arn = keyArn(key);
    if (key.origin === "EXTERNAL" && !rotationReady(draft, key)) refuse("no-pending-material", { keyArn: arn });
    if (key.onDemandCount >= refuse.quota("limit")) refuse("limit", { keyArn: arn });
    const near = key.rotation !== undefined && rotatesByItself(key) && key.rotation.next - now <= NEAR;
    if (near) refuse("automatic-rotation-near");
    if (key.onDemand) refuse("rotation-running");
    putShared(draft, {
      ...key,
      onDemand: { started: now, done: now + timing.onDemandRotation },
      onDemandCount: key.onDemandCount + 1,
    });
    return { KeyId: arn };
  },

  /** Oldest first (recorded); the key's state does not matter (inferred: the key-state table has no row). */
  ListKeyRotations: (draft, call, _context, refuse) => {
    const { request } = call;
    const key = resolveKey(draft, call, request.KeyId, refuse);
    refuseCustomKeyStore(key, refuse);
    if (!isSymmetric(key)) refuse("not-symmetric");
    const all = request.IncludeKeyMaterial === "ALL_KEY_MATERIAL";
    const wanted = key.materials.filter((material) => all || material.rotated !== undefined);
    const list = {
      scope: `${keyArn(key)}${all ? "/all" : ""}`,
      read: (after: string, most: number) => afterPlace(wanted, after, most),
      positionOf: placeOf<Material>,
    };
    const { items, more } = pageOf(call, list, refuse);
    return { Rotations: items.map(({ item }) => entryOf(draft, key, item)), ...more };
  },
} satisfies Partial<Transitions>;

function entryOf(draft: StateDraft, key: Key, material: Material): RotationsListEntry {
  const { id, rotated, rotation, description, validTo, gone } = material;
  // Material that has expired is the current one until other material is: DescribeKey names it too (inferred).
  const current = latestMaterial(key);
  return {
    KeyId: keyArn(key),
    KeyMaterialId: id,
    ...(description !== undefined && { KeyMaterialDescription: description }),
    ...(key.origin === "EXTERNAL" && {
      ImportState: gone ? "PENDING_IMPORT" : "IMPORTED",
      ...(!gone && { ExpirationModel: expirationModel(validTo) }),
    }),
    KeyMaterialState: material.pending ? waitingState(draft, key) : material === current ? "CURRENT" : "NON_CURRENT",
    ...(validTo !== undefined && { ValidTo: seconds(validTo) }),
    ...(rotated !== undefined && { RotationDate: seconds(rotated) }),
    ...(rotation && { RotationType: rotation }),
  };
}

/** Documented: related keys wait until each of them has the material. */
function waitingState(draft: StateDraft, key: Key): KeyMaterialState {
  return rotationReady(draft, key) ? "PENDING_ROTATION" : "PENDING_MULTI_REGION_IMPORT_AND_ROTATION";
}
