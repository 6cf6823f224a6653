import { valid } from "../../contract-case";
import { answers, succeeds } from "../../expectations";
import { CREATING, keyOf, notExternal, refusal, shows, UPDATING } from "./import-requests";

/** Cases of DeleteImportedKeyMaterial. */
export const DELETE = [
  valid("current", "imported material", "DeleteImportedKeyMaterial", keyOf, [
    answers("DeleteImportedKeyMaterial.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
    answers("DeleteImportedKeyMaterial.current-by-default", ({ materialId }) => ({ KeyMaterialId: materialId })),
  ]),
  valid("the current of two", "a rotation to new imported material", "DeleteImportedKeyMaterial", keyOf, [
    answers("DeleteImportedKeyMaterial.current-by-default", ({ newMaterialId }) => ({
      KeyMaterialId: newMaterialId,
    })),
  ]),
  valid("none there", "a key without its imported material", "DeleteImportedKeyMaterial", keyOf, [
    answers("DeleteImportedKeyMaterial.without-material", ({ key }) => ({ KeyId: key.arn })),
  ]),
  valid("again", "imported material that was deleted", "DeleteImportedKeyMaterial", keyOf, [
    succeeds("DeleteImportedKeyMaterial.without-material"),
  ]),
  shows(
    "after its material was deleted",
    "imported material that was deleted",
    "DeleteImportedKeyMaterial.waits-for-import",
    ({ materialId }) => ({
      KeyState: "PendingImport",
      Enabled: false,
      CurrentKeyMaterialId: materialId,
    }),
    ["ExpirationModel", "ValidTo"],
  ),
  shows(
    "after a former material was deleted",
    "a rotation to new imported material, and the former one deleted",
    "DeleteImportedKeyMaterial.waits-for-import",
    () => ({
      KeyState: "PendingImport",
      Enabled: false,
    }),
  ),
  shows(
    "after waiting material was deleted",
    "new imported material that waited and was deleted",
    "DeleteImportedKeyMaterial.waiting-material-goes",
    ({ materialId }) => ({
      KeyState: "Enabled",
      CurrentKeyMaterialId: materialId,
    }),
  ),
  shows(
    "pending deletion, after its material was deleted",
    "imported material deleted, and the key pending deletion",
    "DeleteImportedKeyMaterial.pending-deletion-stays",
    () => ({
      KeyState: "PendingDeletion",
    }),
  ),
  notExternal("DeleteImportedKeyMaterial", keyOf),
  refusal("DeleteImportedKeyMaterial", "creating", CREATING, keyOf),
  refusal("DeleteImportedKeyMaterial", "updating", UPDATING, keyOf),
  refusal("DeleteImportedKeyMaterial", "unknown-material", "imported material", ({ key }) => ({
    KeyId: key.id,
    KeyMaterialId: "0".repeat(64),
  })),
];
