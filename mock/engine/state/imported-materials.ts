import type { StateDraft } from "./draft";
import { isReplica, type Key, type Material } from "./key";
import { putShared, relativesOf } from "./multi-region-set";
import { withStateOfMaterials } from "./whole-material";

/**
 * Writes a key with material that was imported: in the place of the same material, else as the newest. New material of a key
 * that has some waits for its rotation, and the related keys wait for it too (documented).
 */
export function putImported(draft: StateDraft, key: Key, known: Material | undefined, imported: Material): void {
  const { gone: _gone, validTo: _validTo, imported: _imported, ...kept } = known ?? {};
  const waits = known ? known.pending : key.materials.some(({ pending }) => !pending) || undefined;
  const material: Material = { ...kept, ...imported, ...(waits && { pending: true }) };
  const materials = known
    ? key.materials.map((each) => (each === known ? material : each))
    : [...key.materials, material];
  if (known) draft.putKey(withStateOfMaterials({ ...key, materials }));
  else putShared(draft, { ...key, materials });
}

/**
 * Writes a key without one of its imported materials. One that waits for its rotation goes without a trace, and from the
 * related keys of a primary too; any other has to be imported again, and until then the key waits for it (documented).
 */
export function putWithout(draft: StateDraft, key: Key, material: Material): void {
  if (material.pending && !isReplica(key)) {
    putShared(draft, { ...key, materials: key.materials.filter((each) => each !== material) });
    return;
  }
  const { imported: _imported, validTo: _validTo, ...kept } = material;
  const materials = key.materials.map((each) => (each === material ? { ...kept, gone: true as const } : each));
  draft.putKey(withStateOfMaterials({ ...key, materials }));
}

/** The material that waits for its rotation, in a key and in all related keys; undefined while one of them lacks it. */
export function rotationReady(draft: StateDraft, key: Key): Material | undefined {
  const waiting = key.materials.find(({ pending }) => pending);
  const isThere = ({ materials }: Key) => materials.some(({ id, gone }) => id === waiting?.id && !gone);
  return [key, ...relativesOf(draft, key)].every(isThere) ? waiting : undefined;
}
