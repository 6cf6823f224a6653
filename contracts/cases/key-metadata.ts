import { objectOf } from "../../openapi/dialect/document";
import { stringifyExact } from "../../openapi/dialect/exact-json";
import { schemaOf } from "../contract-document";
import { type Finding, shown } from "../finding";

/** Recorded: exactly these for a fresh symmetric key (docs/evidence/keys-and-metadata.md#fresh-symmetric-key). */
const COMMON_MEMBERS = [
  "AWSAccountId",
  "Arn",
  "CreationDate",
  "CustomerMasterKeySpec",
  "Description",
  "Enabled",
  "KeyId",
  "KeyManager",
  "KeySpec",
  "KeyState",
  "KeyUsage",
  "MultiRegion",
  "Origin",
];

/** The metadata of a kind of key: which members it has besides the common ones, and the values of some. */
export interface ExpectedMetadata {
  readonly more: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** The values of a symmetric key for encryption. */
export const SYMMETRIC = {
  KeySpec: "SYMMETRIC_DEFAULT",
  CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
  KeyUsage: "ENCRYPT_DECRYPT",
};

/** The metadata of a symmetric key for encryption. */
export const SYMMETRIC_METADATA: ExpectedMetadata = {
  more: ["CurrentKeyMaterialId", "EncryptionAlgorithms"],
  values: { ...SYMMETRIC, EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"] },
};

const DECLARED = objectOf(schemaOf("KeyMetadata").properties);

/** What is wrong with the KeyMetadata of a body; undefined where nothing is. */
export function metadataFinding(
  body: Record<string, unknown>,
  { more, values }: ExpectedMetadata,
): Finding | undefined {
  const metadata = objectOf(body.KeyMetadata);
  const expected = [...COMMON_MEMBERS, ...more].sort().join(", ");
  // A service may add members at any time; `wire.no-undeclared-members` warns of those.
  const declared = Object.keys(metadata).filter((name) => name in DECLARED);
  const actual = declared.sort().join(", ");
  if (actual !== expected) return { expected, actual, pointer: "/KeyMetadata" };
  const wrong = Object.entries(values).find(
    ([name, value]) => stringifyExact(metadata[name]) !== stringifyExact(value),
  );
  return wrong && { expected: shown(wrong[1]), actual: shown(metadata[wrong[0]]), pointer: `/KeyMetadata/${wrong[0]}` };
}
