import { valid } from "../../contract-case";
import { answers, byRule, holds, succeeds } from "../../expectations";
import { shown } from "../../finding";
import {
  ANOTHER_WAITS,
  CREATING,
  DAY,
  FOREVER,
  importing,
  keyOf,
  lists,
  NOT_A_TOKEN,
  NOT_WRAPPED,
  notExternal,
  refusal,
  shows,
  WITHOUT_IMPORT,
} from "./import-requests";

/** Cases of ImportKeyMaterial. */
export const IMPORT = [
  valid("first", "a symmetric key, and material for it", "ImportKeyMaterial", importing, [
    answers("ImportKeyMaterial.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
    holds("ImportKeyMaterial.material-id", ({ KeyMaterialId }) =>
      typeof KeyMaterialId === "string"
        ? undefined
        : { expected: "a KeyMaterialId", actual: shown(KeyMaterialId), pointer: "/KeyMaterialId" },
    ),
  ]),
  ...(
    [
      "an HMAC key, and material for it",
      "an elliptic curve key, and material for it",
      "an elliptic curve key, and material for it by OAEP",
      "an RSA key, and material for it",
    ] as const
  ).map((given) =>
    valid(given, given, "ImportKeyMaterial", importing, [succeeds("ImportKeyMaterial.enabled-by-import")]),
  ),
  ...(["an imported elliptic curve key", "an imported RSA key"] as const).map((given) =>
    valid(given, given, "GetPublicKey", ({ key }) => ({ KeyId: key.id }), [
      answers("ImportKeyMaterial.public-key-of-material", ({ publicKeyOfMaterial }) => ({
        PublicKey: publicKeyOfMaterial,
      })),
    ]),
  ),
  shows(
    "after the import",
    "imported material",
    "ImportKeyMaterial.enabled-by-import",
    ({ materialId }) => ({
      KeyState: "Enabled",
      Enabled: true,
      ...FOREVER,
      CurrentKeyMaterialId: materialId,
    }),
    ["ValidTo"],
  ),
  shows(
    "after the import of HMAC material",
    "imported HMAC material",
    "ImportKeyMaterial.enabled-by-import",
    () => ({
      KeyState: "Enabled",
      Enabled: true,
      ...FOREVER,
    }),
    ["CurrentKeyMaterialId"],
  ),
  valid("expiration", "imported material that expires in a day", "DescribeKey", keyOf, [
    answers("ImportKeyMaterial.enabled-by-import", ({ validTo }) => ({
      KeyMetadata: { KeyState: "Enabled", ExpirationModel: "KEY_MATERIAL_EXPIRES", ValidTo: validTo },
    })),
  ]),
  {
    ...shows(
      "after its material expired",
      "imported material that has expired",
      "DeleteImportedKeyMaterial.waits-for-import",
      ({ materialId }) => ({
        KeyState: "PendingImport",
        Enabled: false,
        CurrentKeyMaterialId: materialId,
      }),
      ["ExpirationModel", "ValidTo"],
    ),
    needs: "clock",
  } as const,
  valid("the same again", "imported material", "ImportKeyMaterial", importing, [
    answers("ImportKeyMaterial.material-id", ({ materialId }) => ({ KeyMaterialId: materialId })),
  ]),
  valid(
    "with its id",
    "imported material that was deleted",
    "ImportKeyMaterial",
    (world) => ({ ...importing(world), KeyMaterialId: world.materialId }),
    [answers("ImportKeyMaterial.material-id", ({ materialId }) => ({ KeyMaterialId: materialId }))],
  ),
  shows(
    "after the same was imported again",
    "imported material that was deleted and imported again",
    "ImportKeyMaterial.enabled-by-import",
    ({ materialId }) => ({
      KeyState: "Enabled",
      CurrentKeyMaterialId: materialId,
    }),
  ),
  valid(
    "description",
    "imported material with a description, imported again",
    "ListKeyRotations",
    ({ key }) => ({ KeyId: key.id, IncludeKeyMaterial: "ALL_KEY_MATERIAL" }),
    [
      answers("ImportKeyMaterial.description-kept", () => ({
        Rotations: [{ KeyMaterialDescription: "from the contract suite", ImportState: "IMPORTED" }],
      })),
    ],
  ),
  valid(
    "new",
    "imported material, and other material for the key",
    "ImportKeyMaterial",
    (world) => ({ ...importing(world), ImportType: "NEW_KEY_MATERIAL" }),
    [
      holds("ImportKeyMaterial.waits-for-rotation", ({ KeyMaterialId }, { materialId }) =>
        typeof KeyMaterialId === "string" && KeyMaterialId !== materialId
          ? undefined
          : { expected: "another KeyMaterialId", actual: shown(KeyMaterialId), pointer: "/KeyMaterialId" },
      ),
    ],
  ),
  shows(
    "while new material waits",
    "new imported material that waits",
    "ImportKeyMaterial.waits-for-rotation",
    ({ materialId }) => ({
      KeyState: "Enabled",
      CurrentKeyMaterialId: materialId,
    }),
  ),
  lists(
    "while new material waits",
    "new imported material that waits",
    "ImportKeyMaterial.waits-for-rotation",
    "CURRENT, PENDING_ROTATION",
  ),
  lists(
    "after the rotation to new material",
    "a rotation to new imported material",
    "ImportKeyMaterial.waits-for-rotation",
    "NON_CURRENT, CURRENT",
  ),
  lists(
    "while a replica lacks new material",
    "new imported material that waits for a replica",
    "ImportKeyMaterial.waits-for-rotation",
    "CURRENT, PENDING_MULTI_REGION_IMPORT_AND_ROTATION",
  ),
  ...(["imported material", "new imported material that waits for a replica"] as const).map((given) =>
    valid(
      `no-pending-material, ${given}`,
      given,
      "RotateKeyOnDemand",
      keyOf,
      byRule("RotateKeyOnDemand", "no-pending-material"),
    ),
  ),
  valid("to new material", "new imported material that waits", "RotateKeyOnDemand", keyOf, [
    answers("RotateKeyOnDemand.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
  ]),
  notExternal("ImportKeyMaterial", WITHOUT_IMPORT),
  refusal("ImportKeyMaterial", "pending-deletion", "imported material, and the key pending deletion", importing),
  refusal("ImportKeyMaterial", "creating", CREATING, WITHOUT_IMPORT),
  refusal("ImportKeyMaterial", "valid-to-missing", "a symmetric key, and material for it", (world) => ({
    ...importing(world),
    ExpirationModel: "KEY_MATERIAL_EXPIRES",
  })),
  refusal("ImportKeyMaterial", "valid-to-not-wanted", "a symmetric key, and material for it", (world) => ({
    ...importing(world),
    ValidTo: Math.floor(world.targetTime) + DAY,
  })),
  ...([-1, 367] as const).map((days) => ({
    ...refusal("ImportKeyMaterial", "valid-to-in-a-year", "a symmetric key, and material for it", (world) => ({
      ...importing(world),
      ExpirationModel: "KEY_MATERIAL_EXPIRES",
      ValidTo: Math.floor(world.targetTime) + days * DAY,
    })),
    id: `ImportKeyMaterial.valid-to-in-a-year, in ${days} days`,
  })),
  refusal("ImportKeyMaterial", "id-of-new-material", "imported material, and other material for the key", (world) => ({
    ...importing(world),
    ImportType: "NEW_KEY_MATERIAL",
    KeyMaterialId: world.materialId,
  })),
  refusal("ImportKeyMaterial", "one-material", "imported HMAC material", (world) => ({
    ...importing(world),
    ImportType: "NEW_KEY_MATERIAL",
  })),
  refusal(
    "ImportKeyMaterial",
    "new-on-replica",
    "a replica without its imported material, and other material for it",
    (world) => ({ ...importing(world), ImportType: "NEW_KEY_MATERIAL" }),
  ),
  refusal("ImportKeyMaterial", "invalid-token", "a symmetric key, and material for another key", importing),
  {
    ...refusal("ImportKeyMaterial", "invalid-token", "a symmetric key, and material for it", (world) => ({
      ...importing(world),
      ImportToken: NOT_A_TOKEN,
    })),
    id: "ImportKeyMaterial.invalid-token, no token",
  },
  {
    ...refusal("ImportKeyMaterial", "expired-token", "a symmetric key, and material wrapped 24 hours ago", importing),
    needs: "clock",
  } as const,
  refusal("ImportKeyMaterial", "wrapped-size", "a symmetric key, and material for it", (world) => ({
    ...importing(world),
    EncryptedKeyMaterial: NOT_A_TOKEN,
  })),
  refusal("ImportKeyMaterial", "not-wrapped", "a symmetric key, and material for it", (world) => ({
    ...importing(world),
    EncryptedKeyMaterial: NOT_WRAPPED,
  })),
  refusal("ImportKeyMaterial", "form-of-material", "a symmetric key, and material that is too short for it"),
  refusal("ImportKeyMaterial", "form-of-material", "an elliptic curve key, and material that is no private key"),
  refusal("ImportKeyMaterial", "other-material", "imported material, and other material for the key", importing),
  refusal(
    "ImportKeyMaterial",
    "other-material",
    "imported material that was deleted, and other material for the key",
    importing,
  ),
  refusal("ImportKeyMaterial", "known-material", "imported material", (world) => ({
    ...importing(world),
    ImportType: "NEW_KEY_MATERIAL",
  })),
  valid(
    "another-waits",
    "new imported material that waits, and a third for the key",
    "ImportKeyMaterial",
    (world) => ({ ...importing(world), ImportType: "NEW_KEY_MATERIAL" }),
    ANOTHER_WAITS,
  ),
];
