import type { Key, Material } from "./key";

/**
 * Whether a key has all the imported material that it needs: each that is or was in use. One that waits for its rotation does
 * not count (documented: docs/evidence/imports.md#several-materials).
 */
export function isWhole({ materials }: Pick<Key, "materials">): boolean {
  return materials.some(({ pending }) => !pending) && materials.every(({ pending, gone }) => pending || !gone);
}

/** A key with imported material in the state that its materials give it: PendingImport until it is whole, then Enabled. */
export function withStateOfMaterials(key: Key): Key {
  const whole = isWhole(key);
  if (whole && key.state === "PendingImport") return { ...key, state: "Enabled" };
  return !whole && (key.state === "Enabled" || key.state === "Disabled") ? { ...key, state: "PendingImport" } : key;
}

/**
 * The materials of a related multi-Region key: those that it shall have, as the key has them that they are of. What it does not
 * have itself yet has to be imported into it (documented: docs/evidence/imports.md#multi-region-keys).
 */
export function relatedMaterials(wanted: readonly Material[], own: readonly Material[]): Material[] {
  return wanted.map(({ id, rotated, rotation, pending }) => {
    const here = own.find((material) => material.id === id);
    const { rotated: _rotated, rotation: _rotation, pending: _pending, ...kept } = here ?? { id, gone: true as const };
    return {
      ...kept,
      ...(rotated !== undefined && { rotated }),
      ...(rotation && { rotation }),
      ...(pending && { pending }),
    };
  });
}
