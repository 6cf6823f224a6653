import { createPublicKey } from "node:crypto";
import type { AlgorithmSpec, TrentOperations, WrappingKeySpec } from "../../../generated/types";
import { listOf, objectOf } from "../../../openapi/dialect/document";
import { ruleOf } from "../../clauses/rule-clauses";
import { type ContractCase, type Expectation, valid } from "../../contract-case";
import { answers, byRule, holds, refused, text } from "../../expectations";
import { fillMessage } from "../../fill-message";
import { type Finding, shown } from "../../finding";
import type { KeyHandle } from "../../given/case-world";
import type { StateName, WorldIn } from "../../given/provider-states";
import { minimalRequests, refusalsOf } from "../minimal-request";

/** Seconds. */
export const DAY = 86_400;
export const TOLERANCE = 60;
/** What no target has given. */
export const NOT_A_TOKEN = Buffer.from("trent-contract").toString("base64");
/** As long as what RSA_2048 encrypts, and not encrypted by it. */
export const NOT_WRAPPED = Buffer.alloc(256, 1).toString("base64");
export const FOREVER = { ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;

export interface Importable {
  readonly key: KeyHandle;
  readonly importToken: string;
  readonly wrapped: string;
}

/** The import of what a state has wrapped. */
export const importing = ({ key, importToken, wrapped }: Importable) => ({
  KeyId: key.id,
  ImportToken: importToken,
  EncryptedKeyMaterial: wrapped,
  ...FOREVER,
});

export const keyOf = ({ key }: { readonly key: KeyHandle }) => ({ KeyId: key.id });

export const MINIMAL = minimalRequests({
  GetParametersForImport: {
    given: "a key without its imported material",
    body: ({ key }) => ({ KeyId: key.id, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" }),
  },
  ImportKeyMaterial: { given: "a symmetric key, and material for it", body: importing },
  DeleteImportedKeyMaterial: { given: "imported material", body: keyOf },
});

export const refusal = refusalsOf(MINIMAL);

/** A key whose material KMS made. */
export const notExternal = <Operation extends keyof typeof MINIMAL>(
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
export const pairing = (
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
export const wrappingKey = (WrappingKeySpec: "RSA_2048" | "RSA_3072" | "RSA_4096") =>
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
export const shows = <Name extends StateName & Imported>(
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

export type Imported =
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
export const lists = (
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
export const ANOTHER_WAITS: readonly Expectation<
  WorldIn<"new imported material that waits, and a third for the key">
>[] = [
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

export const UPDATING = "a primary with imported material that just gave up its place";
export const CREATING = "a replica for imported material that is being made";
export const WITHOUT_IMPORT = ({ key }: { readonly key: KeyHandle }) => ({
  KeyId: key.id,
  ImportToken: NOT_A_TOKEN,
  EncryptedKeyMaterial: NOT_WRAPPED,
  ...FOREVER,
});
