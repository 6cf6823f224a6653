import type { CaseWorld, StateOutputs } from "../../contracts/given/case-world";

const KEY = "0a1b2c3d-0000-4000-8000-000000000001";
const key = { id: KEY, arn: `arn:aws:kms:us-east-1:111122223333:key/${KEY}`, region: "us-east-1" };
const inTheOtherRegion = { id: KEY, arn: `arn:aws:kms:us-west-2:111122223333:key/${KEY}`, region: "us-west-2" };

/** A world with every output that a state can give, for tests that look at cases without a target. */
export const WHOLE_WORLD: CaseWorld & StateOutputs = {
  location: { partition: "aws", region: "us-east-1", account: "111122223333" },
  moment: { from: 0, to: 0 },
  key,
  otherKey: { ...key, id: "0a1b2c3d-0000-4000-8000-000000000002" },
  replica: inTheOtherRegion,
  primary: inTheOtherRegion,
  alias: "alias/a",
  aliasArn: "arn:aws:kms:us-east-1:111122223333:alias/a",
  marker: "marker",
  first: "first",
  grantId: "0".repeat(64),
  grantToken: "AQpA",
  policyId: "policy",
  nextRotation: 1,
  store: { id: "cks-1234567890abcdef0", seed: "one" },
  otherStore: { id: "cks-1234567890abcdef1", seed: "two" },
  xksKeyId: "external",
  seed: "new",
  importToken: "AQEC",
  wrapped: "AQEC",
  materialId: "0".repeat(64),
  newMaterialId: "1".repeat(64),
  publicKeyOfMaterial: "AQEC",
  validTo: 1,
  targetTime: 1,
  ciphertext: "QQ==",
  publicKey: "QQ==",
  peerPublicKey: "QQ==",
  signatures: {},
  mac: "QQ==",
  secret: "QQ==",
  encapsulated: "QQ==",
  plaintext: "QQ==",
};
