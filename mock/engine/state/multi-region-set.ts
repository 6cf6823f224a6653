import type { StateDraft } from "./draft";
import type { Key } from "./key";
import { relatedMaterials, withStateOfMaterials } from "./whole-material";

/** The other keys of a set of related multi-Region keys. */
export function relativesOf(draft: StateDraft, key: Key): Key[] {
  if (!key.multiRegion) return [];
  return [key.multiRegion.primary, ...key.multiRegion.replicas]
    .filter((region) => region !== key.region)
    .flatMap((region) => draft.key(key.account, region, key.id) ?? []);
}

/**
 * Writes a key, and what it shares into its relatives: material, rotation and the set itself (documented as the shared
 * properties). AWS synchronises them a little later; here it is at once.
 */
export function putShared(draft: StateDraft, key: Key): void {
  draft.putKey(key.origin === "EXTERNAL" ? withStateOfMaterials(key) : key);
  for (const relative of relativesOf(draft, key)) {
    const shared = { ...ownOf(relative), ...sharedOf(key) };
    draft.putKey(key.origin === "EXTERNAL" ? withMaterialsOf(key, shared) : shared);
  }
}

/** Documented: related keys have the same materials, and imported material is imported into each of them by itself. */
function withMaterialsOf({ materials }: Key, relative: Key): Key {
  return withStateOfMaterials({ ...relative, materials: relatedMaterials(materials, relative.materials) });
}

function sharedOf({ materials, onDemandCount, rotation, onDemand, multiRegion, origin }: Key) {
  return {
    ...(origin !== "EXTERNAL" && { materials }),
    onDemandCount,
    ...(rotation && { rotation }),
    ...(onDemand && { onDemand }),
    ...(multiRegion && { multiRegion }),
  };
}

function ownOf(key: Key): Key {
  const { rotation: _rotation, onDemand: _onDemand, multiRegion: _multiRegion, ...own } = key;
  return own;
}
