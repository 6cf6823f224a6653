import { createPublicKey } from "node:crypto";
import type { AlgorithmSpec, TrentOperations, WrappingKeySpec } from "../../generated/types";
import { listOf, objectOf } from "../../openapi/dialect/document";
import { ruleOf } from "../clauses/rule-clauses";
import { type ContractCase, type Expectation, valid } from "../contract-case";
import { answers, byRule, holds, refused, succeeds, text } from "../expectations";
import { fillMessage } from "../fill-message";
import { type Finding, shown } from "../finding";
import type { KeyHandle } from "../given/case-world";
import type { StateName, WorldIn } from "../given/provider-states";
import { caseFamily } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";

/** Seconds. */
const DAY = 86_400;
const TOLERANCE = 60;
/** What no target has given. */
const NOT_A_TOKEN = Buffer.from("trent-contract").toString("base64");
/** As long as what RSA_2048 encrypts, and not encrypted by it. */
const NOT_WRAPPED = Buffer.alloc(256, 1).toString("base64");
const FOREVER = { ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;

interface Importable {
  readonly key: KeyHandle;
  readonly importToken: string;
  readonly wrapped: string;
}

/** The import of what a state has wrapped. */
const importing = ({ key, importToken, wrapped }: Importable) => ({
  KeyId: key.id,
  ImportToken: importToken,
  EncryptedKeyMaterial: wrapped,
  ...FOREVER,
});

const keyOf = ({ key }: { readonly key: KeyHandle }) => ({ KeyId: key.id });

const MINIMAL = minimalRequests({
  GetParametersForImport: {
    given: "a key without its imported material",
    body: ({ key }) => ({ KeyId: key.id, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" }),
  },
  ImportKeyMaterial: { given: "a symmetric key, and material for it", body: importing },
  DeleteImportedKeyMaterial: { given: "imported material", body: keyOf },
});

const refusal = refusalsOf(MINIMAL);

/** A key whose material KMS made. */
const notExternal = <Operation extends keyof typeof MINIMAL>(
  operation: Operation,
  body: (world: WorldIn<"any key">) => TrentOperations[Operation]["request"],
) =>
  valid(
    "not-external, any key",
    "any key",
    operation,
    body,
    byRule(operation, "not-external", () => ({ origin: "AWS_KMS" })),
  );

/** Another pairing of algorithm and wrapping key than the smallest request has. */
const pairing = (
  given: StateName,
  rule: string,
  WrappingAlgorithm: AlgorithmSpec,
  WrappingKeySpec: WrappingKeySpec,
  keySpec = "",
) =>
  valid(
    `${rule}, ${WrappingAlgorithm} with ${WrappingKeySpec}, ${given}`,
    given as "a key without its imported material",
    "GetParametersForImport",
    ({ key }) => ({ KeyId: key.id, WrappingAlgorithm, WrappingKeySpec }),
    byRule("GetParametersForImport", rule, () => ({ keySpec })),
  );

/** A public key of the length that was asked for. */
const wrappingKey = (WrappingKeySpec: "RSA_2048" | "RSA_3072" | "RSA_4096") =>
  valid(
    `wrapping-key, ${WrappingKeySpec}`,
    "a key without its imported material",
    "GetParametersForImport",
    ({ key }) => ({ KeyId: key.id, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec }),
    [
      holds("GetParametersForImport.wrapping-key", ({ PublicKey }) => {
        const actual = modulusLength(PublicKey);
        return WrappingKeySpec === `RSA_${actual}`
          ? undefined
          : { expected: `the DER of a public key of ${WrappingKeySpec}`, actual: shown(actual), pointer: "/PublicKey" };
      }),
    ],
  );

function modulusLength(PublicKey: unknown): number | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(String(PublicKey), "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyDetails?.modulusLength;
  } catch {
    return undefined;
  }
}

/** What DescribeKey says of the key of a state. */
const shows = <Name extends StateName & Imported>(
  id: string,
  given: Name,
  clause: string,
  wanted: (world: { readonly key: KeyHandle; readonly materialId: string }) => Record<string, unknown>,
  absent: readonly string[] = [],
): ContractCase =>
  valid(id, given as "imported material", "DescribeKey", keyOf, [
    answers(clause, (world) => ({ KeyMetadata: wanted(world) })),
    holds(clause, (body) => {
      const metadata = objectOf(body.KeyMetadata);
      const extra = absent.find((name) => name in metadata);
      return extra === undefined
        ? undefined
        : { expected: `no ${extra}`, actual: shown(metadata[extra]), pointer: `/KeyMetadata/${extra}` };
    }),
  ]);

type Imported =
  | "imported material"
  | "imported HMAC material"
  | "imported material that expires in a day"
  | "imported material that has expired"
  | "imported material that was deleted"
  | "imported material that was deleted and imported again"
  | "imported material deleted, and the key pending deletion"
  | "new imported material that waits"
  | "new imported material that waited and was deleted"
  | "a rotation to new imported material"
  | "a rotation to new imported material, and the former one deleted";

/** The states of all materials, oldest first, as ListKeyRotations has them. */
const lists = (
  id: string,
  given:
    | "new imported material that waits"
    | "a rotation to new imported material"
    | "new imported material that waits for a replica",
  clause: string,
  wanted: string,
) =>
  valid(
    id,
    given,
    "ListKeyRotations",
    ({ key }: { key: KeyHandle }) => ({ KeyId: key.id, IncludeKeyMaterial: "ALL_KEY_MATERIAL" }),
    [
      holds(clause, (body): Finding | undefined => {
        const actual = listOf(body.Rotations)
          .map((entry) => objectOf(entry).KeyMaterialState)
          .join(", ");
        return actual === wanted ? undefined : { expected: wanted, actual, pointer: "/Rotations" };
      }),
    ],
  );

/** Only the target knows the id of the refused material: it is the one that the answer names. */
const ANOTHER_WAITS: readonly Expectation<WorldIn<"new imported material that waits, and a third for the key">>[] = [
  refused("ImportKeyMaterial.another-waits", "KMSInvalidStateException"),
  text("ImportKeyMaterial.another-waits.text", ({ world, body }) =>
    fillMessage(ruleOf("ImportKeyMaterial", "another-waits").message ?? "", {
      newMaterialId:
        /[0-9a-f]{64}/.exec(String(body.message ?? body.Message))?.[0] ?? "(the id of the refused material)",
      keyArn: world.key.arn,
      waitingMaterialId: world.newMaterialId,
    }),
  ),
];

const UPDATING = "a primary with imported material that just gave up its place";
const CREATING = "a replica for imported material that is being made";
const WITHOUT_IMPORT = ({ key }: { readonly key: KeyHandle }) => ({
  KeyId: key.id,
  ImportToken: NOT_A_TOKEN,
  EncryptedKeyMaterial: NOT_WRAPPED,
  ...FOREVER,
});

const PARAMETERS = [
  valid(
    "parameters",
    "a key without its imported material",
    "GetParametersForImport",
    MINIMAL.GetParametersForImport.body,
    [
      answers("GetParametersForImport.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
      holds("GetParametersForImport.valid-for-a-day", ({ ParametersValidTo }, _world, { received }) => {
        const expected = received.at / 1000 + DAY;
        const actual = ParametersValidTo;
        if (typeof actual === "number" && Math.abs(actual - expected) < TOLERANCE) return undefined;
        return { expected: `about ${expected}`, actual: shown(actual), pointer: "/ParametersValidTo" };
      }),
    ],
  ),
  valid(
    "again",
    "a symmetric key, and material for it",
    "GetParametersForImport",
    MINIMAL.GetParametersForImport.body,
    [
      holds("GetParametersForImport.another-token", ({ ImportToken }, { importToken }) =>
        typeof ImportToken === "string" && ImportToken !== importToken
          ? undefined
          : {
              expected: "another token than that of the call before",
              actual: shown(ImportToken),
              pointer: "/ImportToken",
            },
      ),
    ],
  ),
  wrappingKey("RSA_2048"),
  wrappingKey("RSA_3072"),
  wrappingKey("RSA_4096"),
  notExternal("GetParametersForImport", MINIMAL.GetParametersForImport.body),
  refusal("GetParametersForImport", "pending-deletion", "imported material, and the key pending deletion"),
  refusal("GetParametersForImport", "creating", CREATING),
  refusal("GetParametersForImport", "updating", UPDATING),
  pairing("a key without its imported material", "pkcs1-retired", "RSAES_PKCS1_V1_5", "RSA_2048"),
  pairing("a key without its imported material", "sm2-in-china-only", "SM2PKE", "SM2"),
  ...(["RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"] as const).flatMap((algorithm) => [
    pairing("a key without its imported material", "wrapping-fits-key", algorithm, "RSA_3072", "SYMMETRIC_DEFAULT"),
    pairing("an HMAC key without its imported material", "wrapping-fits-key", algorithm, "RSA_2048", "HMAC_256"),
  ]),
  ...(["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"] as const).map((algorithm) =>
    pairing("an RSA key without its imported material", "wrapping-fits-key", algorithm, "RSA_4096", "RSA_2048"),
  ),
];

const IMPORT = [
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

const DELETE = [
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

/** Key material from outside. */
export const IMPORTS = caseFamily({ minimal: MINIMAL, cases: [...PARAMETERS, ...IMPORT, ...DELETE] });
