import type { RotationsListEntry } from "../../../../generated/types";
import { keyArn } from "../arn";
import { currentMaterial, type Key, type Material } from "../key";
import { refuseOrigin, refuseStates, refuseUnlessSymmetric } from "../key-state-rules";
import { seconds } from "../metadata";
import { ModeledError } from "../modeled-error";
import { putShared } from "../multi-region-set";
import { rotatesByItself } from "../next-due";
import type { Transition } from "../operation-call";
import { pageOf } from "../paging";
import { resolveKey } from "../resolve-key";
import { refuseReplica } from "./automatic-rotation";

/** Model documentation; it was 10 until 2025. */
const MOST_ON_DEMAND = 25;

/** Model documentation: an automatic rotation that begins within 20 minutes forbids one on demand. */
const NEAR = 20 * 60_000;

/**
 * RotateKeyOnDemand: begins a rotation that is done a moment later. State is refused before kind (recorded, emulators.md
 * 3.1 rows 1 and 6).
 */
export const rotateKeyOnDemand: Transition<"RotateKeyOnDemand"> = (draft, call, { now, timing }) => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseStates(draft, key, "pendingImport");
  refuseOrigin(key, "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE");
  refuseStates(draft, key, "pendingDeletion", "creating", "disabled");
  refuseUnlessSymmetric(key);
  refuseReplica(key);
  const arn = keyArn(key);
  if (key.origin === "EXTERNAL" && !key.materials.some((material) => material.pending)) {
    // Recorded: emulators.md 3.1 row 7.
    throw new ModeledError(
      "KMSInvalidStateException",
      `No available key material pending rotation for the key: ${arn}.`,
    );
  }
  if (key.onDemandCount >= MOST_ON_DEMAND) {
    // Recorded: emulators.md 3.1 row 8.
    throw new ModeledError(
      "LimitExceededException",
      `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${arn}`,
    );
  }
  // Documented for the automatic rotation; for one on demand that runs already, inferred. Text not known.
  const near = key.rotation !== undefined && rotatesByItself(key) && key.rotation.next - now <= NEAR;
  if (near || key.onDemand) throw new ModeledError("ConflictException");
  putShared(draft, {
    ...key,
    onDemand: { started: now, done: now + timing.onDemandRotation },
    onDemandCount: key.onDemandCount + 1,
  });
  return { KeyId: arn };
};

/** ListKeyRotations: oldest first (recorded); the key's state does not matter (inferred: the key-state table has no row). */
export const listKeyRotations: Transition<"ListKeyRotations"> = (draft, call) => {
  const { request } = call;
  const key = resolveKey(draft, call, request.KeyId);
  refuseOrigin(key, "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE");
  refuseUnlessSymmetric(key);
  const all = request.IncludeKeyMaterial === "ALL_KEY_MATERIAL";
  const wanted = key.materials
    .map((material, index) => ({ material, position: index + 1 }))
    .filter(({ material }) => all || material.rotated !== undefined);
  const { items, more } = pageOf(
    `ListKeyRotations/${keyArn(key)}${all ? "/all" : ""}`,
    request,
    { usual: 100, most: 1000 },
    (after, most) => wanted.filter(({ position }) => position > after).slice(0, most),
    ({ position }) => position,
  );
  return { Rotations: items.map(({ material }) => entryOf(key, material)), ...more };
};

function entryOf(key: Key, material: Material): RotationsListEntry {
  const { id, rotated, rotation, description, validTo } = material;
  const current = currentMaterial(key);
  return {
    KeyId: keyArn(key),
    KeyMaterialId: id,
    ...(description !== undefined && { KeyMaterialDescription: description }),
    ...(key.origin === "EXTERNAL" && {
      ImportState: material.gone ? "PENDING_IMPORT" : "IMPORTED",
      ExpirationModel: validTo === undefined ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : "KEY_MATERIAL_EXPIRES",
    }),
    KeyMaterialState: material.pending ? "PENDING_ROTATION" : material === current ? "CURRENT" : "NON_CURRENT",
    ...(validTo !== undefined && { ValidTo: seconds(validTo) }),
    ...(rotated !== undefined && { RotationDate: seconds(rotated) }),
    ...(rotation && { RotationType: rotation }),
  };
}
