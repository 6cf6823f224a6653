import { objectOf } from "../../openapi/dialect/document";
import { type Case, valid } from "../contract-case";
import { answers, holds, succeeds } from "../expectations";
import { shown } from "../finding";
import { refusal } from "./refusal";

const KEY = ({ key }: { key: { id: string } }) => ({ KeyId: key.id });

const SYMMETRIC = {
  KeySpec: "SYMMETRIC_DEFAULT",
  CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
  KeyUsage: "ENCRYPT_DECRYPT",
};

/** Multi-Region keys: replicas, and which of them is the primary. */
export const MULTI_REGION: readonly Case[] = [
  valid(
    "success",
    "a multi-Region primary key",
    "ReplicateKey",
    ({ key, named: { other } }) => ({ KeyId: key.id, ReplicaRegion: other ?? "" }),
    [
      answers("ReplicateKey.replica-is-creating", ({ key, place, named: { other } }) => ({
        ReplicaKeyMetadata: {
          KeyId: key.id,
          Arn: key.arn.replace(`:${place.region}:`, `:${other}:`),
          KeyState: "Creating",
          Enabled: false,
          MultiRegion: true,
        },
      })),
    ],
  ),
  valid("shared properties", "a replica of a multi-Region key", "DescribeKey", KEY, [
    answers("ReplicateKey.shared-properties", ({ key, place, named: { region, primary } }) => ({
      KeyMetadata: {
        ...SYMMETRIC,
        KeyId: key.id,
        Arn: key.arn,
        Origin: "AWS_KMS",
        MultiRegionConfiguration: {
          MultiRegionKeyType: "REPLICA",
          PrimaryKey: { Arn: primary, Region: place.region },
          ReplicaKeys: [{ Arn: key.arn, Region: region }],
        },
      },
    })),
  ]),
  valid("a multi-Region key", "an account", "CreateKey", () => ({ MultiRegion: true }), [
    holds("CreateKey.members-of-the-answer", (body) => {
      const { KeyId, MultiRegion, MultiRegionConfiguration } = objectOf(body.KeyMetadata);
      const fits =
        /^mrk-[0-9a-f]{32}$/.test(String(KeyId)) &&
        MultiRegion === true &&
        objectOf(MultiRegionConfiguration).MultiRegionKeyType === "PRIMARY";
      return fits
        ? undefined
        : {
            expected: "mrk- and 32 hexadecimal digits, a PRIMARY",
            actual: shown({ KeyId, MultiRegion, MultiRegionConfiguration }),
            pointer: "/KeyMetadata",
          };
    }),
  ]),
  refusal("ReplicateKey", "not-primary", "an enabled symmetric key"),
  {
    ...refusal("ReplicateKey", "not-primary", "a replica of a multi-Region key", ({ key, place }) => ({
      KeyId: key.id,
      ReplicaRegion: place.region === "us-east-2" ? "us-east-1" : "us-east-2",
    })),
  },
  refusal("ReplicateKey", "replica-exists", "a multi-Region primary with a replica"),
  refusal("ReplicateKey", "disabled-key", "a disabled symmetric key"),
  refusal("ReplicateKey", "pending-deletion", "a key pending deletion"),
  refusal("ReplicateKey", "pending-import", "a key without its imported material"),
  refusal("ReplicateKey", "creating", "a replica that is being made"),
  valid(
    "success",
    "a multi-Region primary with a replica",
    "UpdatePrimaryRegion",
    ({ key, named: { other } }) => ({ KeyId: key.id, PrimaryRegion: other ?? "" }),
    [succeeds("UpdatePrimaryRegion.success-is-empty")],
  ),
  refusal("UpdatePrimaryRegion", "not-primary", "an enabled symmetric key"),
  refusal("UpdatePrimaryRegion", "no-replica-there", "a multi-Region primary key"),
  refusal("UpdatePrimaryRegion", "disabled-key", "a disabled symmetric key"),
  refusal("UpdatePrimaryRegion", "pending-deletion", "a key pending deletion"),
];
