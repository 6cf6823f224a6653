import document from "../../generated/document.json";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import type { OperationModel } from "../../openapi/dialect/operations";

/** A key that the mock's default fixture has, and what else it has. */
const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const HERE = "us-east-1:111122223333";

/** Names of keys as no client should send them, all of them allowed by the schema. */
export const ODD_NAMES: readonly string[] = [
  "arn:aws:s3:::x",
  "arn:aws:iam::111122223333:root",
  `arn:aws-cn:kms:${HERE}:key/${ID}`,
  `arn:aws-us-gov:kms:${HERE}:key/${ID}`,
  `arn:aws-cn:kms:cn-north-1:111122223333:key/${ID}`,
  `arn:aws:kms:eu-west-1:111122223333:key/${ID}`,
  `arn:aws:kms::111122223333:key/${ID}`,
  `arn:aws:kms:us-east-1::key/${ID}`,
  `arn::kms:${HERE}:key/${ID}`,
  `arn:aws:kms:us-east-1:11112222:key/${ID}`,
  `arn:aws:kms:us-east-1:444455556666:key/${ID}`,
  `arn:aws:kms:${HERE}:key/`,
  `arn:aws:kms:${HERE}:key`,
  `arn:aws:kms:${HERE}:key/${ID}/more`,
  `arn:aws:kms:${HERE}:key/alias/reference-page`,
  `arn:aws:kms:${HERE}:key/mrk-`,
  `arn:aws:kms:${HERE}:store/x`,
  `arn:aws:kms:${HERE}:alias/`,
  `arn:aws:kms:${HERE}:alias/aws/`,
  `arn:aws:kms:${HERE}:alias/aws/s3`,
  `arn:aws:kms:${HERE}:alias/reference-page`,
  "arn:aws:kms:eu-west-1:111122223333:alias/reference-page",
  "arn:aws:kms:us-east-1:444455556666:alias/aws/s3",
  "arn:aws:kms:us-east-1:444455556666:alias/shared-with-everyone",
  "arn:aws-cn:kms:us-east-1:111122223333:alias/reference-page",
  "arn:aws:kms:*:*:alias/*",
  "arn:",
  "arn",
  ":::::",
  "/",
  " ",
  "\n",
  "\0",
  "alias",
  "alias/",
  "alias//",
  "alias/aws",
  "alias/aws/",
  "alias/aws/nothing",
  "alias/aws/ebs",
  "alias/a:b",
  "ALIAS/reference-page",
  "key/1234abcd-12ab-34cd-56ef-1234567890ab",
  ` ${ID}`,
  `${ID}\n`,
  ID.toUpperCase(),
  "mrk-00000000000040008000000000000501",
  "MRK-00000000000040008000000000000501",
  "mrk-",
  "00000000-0000-0000-0000-000000000000",
  "__proto__",
  "constructor",
  "toString",
  "{keyArn}",
  "$&$1$`",
  "%s%n",
  "../../etc/passwd",
  "ключ",
  "鍵🔑",
  "\u{d800}",
  "x".repeat(2048),
  `alias/${"x".repeat(2042)}`,
  `arn:aws:kms:${HERE}:alias/${"y".repeat(2000)}`,
  `arn:aws:kms:${"z".repeat(2000)}:111122223333:key/x`,
];

/** Names of aliases as no client should send them; the schema's pattern allows nothing odder. */
export const ODD_ALIAS_NAMES: readonly string[] = [
  "alias/",
  "alias//",
  "alias",
  "alias/:",
  "alias/aws/",
  "alias/aws/s3",
  "alias/aws/ebs",
  "alias/aws/nothing",
  "alias/AWS/s3",
  "arn:aws:kms:us-east-1:111122223333:alias/reference-page",
  "__proto__",
  "alias/__proto__",
  "constructor",
  "1234abcd-12ab-34cd-56ef-1234567890ab",
  `alias/${"x".repeat(250)}`,
];

const OTHER_MEMBERS: Readonly<Record<string, unknown>> = {
  AliasName: "alias/new",
  CiphertextBlob: "QQ==",
  Description: "",
  EncapsulationAlgorithm: "ML_KEM",
  EncryptedKeyMaterial: "QQ==",
  ImportToken: "AQEC",
  KeyAgreementAlgorithm: "ECDH",
  KeyPairSpec: "ECC_NIST_P256",
  Mac: "QQ==",
  MacAlgorithm: "HMAC_SHA_256",
  Message: "QQ==",
  DestinationKeyId: ID,
  Plaintext: "QQ==",
  GrantId: "0".repeat(64),
  Operations: ["DescribeKey"],
  Policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}',
  PrimaryRegion: "us-west-2",
  PublicKey: "QQ==",
  ReplicaRegion: "us-west-2",
  SharedSecretCiphertextBlob: "QQ==",
  Signature: "QQ==",
  SigningAlgorithm: "RSASSA_PSS_SHA_256",
  TagKeys: ["a"],
  Tags: [{ TagKey: "a", TagValue: "b" }],
  TargetKeyId: ID,
  WrappingAlgorithm: "RSAES_OAEP_SHA_256",
  WrappingKeySpec: "RSA_2048",
};

interface RequestSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function requestSchemaOf(operation: TrentOperation): RequestSchema {
  const { requestBody }: OperationModel = operations[operation];
  const name = requestBody?.replace("#/components/schemas/", "") ?? "";
  return (document.components.schemas as Record<string, RequestSchema>)[name] ?? {};
}

/** Every operation whose request has one of the members, with that member. */
export function operationsWith(...members: string[]): { operation: TrentOperation; member: string }[] {
  return (Object.keys(operations) as TrentOperation[]).flatMap((operation) => {
    const { properties = {} } = requestSchemaOf(operation);
    return members.filter((member) => member in properties).map((member) => ({ operation, member }));
  });
}

/** A request of an operation with a member set, and whatever else it has to have. */
export function requestWith(operation: TrentOperation, member: string, value: string): Record<string, unknown> {
  const required = requestSchemaOf(operation).required ?? [];
  const others = required.filter((name) => name !== member);
  const unknown = others.filter((name) => !(name in OTHER_MEMBERS));
  if (unknown.length > 0) throw new Error(`${operation} needs ${unknown.join()}: say here what it may be`);
  return { ...Object.fromEntries(others.map((name) => [name, OTHER_MEMBERS[name]])), [member]: value };
}

/** The errors that an operation declares. */
export function declaredErrors(operation: TrentOperation): string[] {
  const { responses }: OperationModel = operations[operation];
  return responses.filter(({ status }) => status === 400).flatMap(({ errors }) => errors.map(({ type }) => type));
}
