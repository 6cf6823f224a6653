import { objectOf } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { answers, byRule, holds, lacks, succeeds } from "../expectations";
import { shown } from "../finding";
import { type KeyHandle, otherRegion, type TargetLocation } from "../given/case-world";
import { caseFamily } from "./case-family";
import { SYMMETRIC } from "./key-metadata";
import { minimalRequests, refusalsOf } from "./minimal-request";
import { POLICY_FAULTS, withFault } from "./policy-faults";
import { TAG_FAULTS } from "./tag-faults";

type KeyAndLocation = { readonly key: KeyHandle; readonly location: TargetLocation };

/** To a Region where no multi-Region key of the states has a key. */
const TO_A_THIRD_REGION = ({ key, location }: KeyAndLocation) => ({
  KeyId: key.id,
  ReplicaRegion: location.region === "us-east-2" ? "us-east-1" : "us-east-2",
});

const PRIMARY_IN_THE_OTHER_REGION = ({ key, location }: KeyAndLocation) => ({
  KeyId: key.id,
  PrimaryRegion: otherRegion(location),
});

const MINIMAL = minimalRequests({
  ReplicateKey: {
    given: "a multi-Region primary key",
    body: ({ key, location }) => ({ KeyId: key.id, ReplicaRegion: otherRegion(location) }),
  },
  UpdatePrimaryRegion: {
    given: "a multi-Region primary with a replica",
    body: PRIMARY_IN_THE_OTHER_REGION,
  },
});

const refusal = refusalsOf(MINIMAL);

/** Multi-Region keys: replicas, and which of them is the primary. */
export const MULTI_REGION = caseFamily({
  minimal: MINIMAL,
  cases: [
    valid("success", "a multi-Region primary key", "ReplicateKey", MINIMAL.ReplicateKey.body, [
      answers("ReplicateKey.replica-is-creating", ({ key, location }) => ({
        ReplicaKeyMetadata: {
          KeyId: key.id,
          Arn: key.arn.replace(`:${key.region}:`, `:${otherRegion(location)}:`),
          KeyState: "Creating",
          Enabled: false,
          MultiRegion: true,
        },
      })),
      lacks("ReplicateKey.members-of-the-answer", "ReplicaTags"),
      holds("ReplicateKey.members-of-the-answer", ({ ReplicaKeyMetadata }) => {
        const { CurrentKeyMaterialId, KeyState } = objectOf(ReplicaKeyMetadata);
        return CurrentKeyMaterialId === undefined || KeyState !== "Creating"
          ? undefined
          : {
              expected: "no CurrentKeyMaterialId",
              actual: shown(CurrentKeyMaterialId),
              pointer: "/ReplicaKeyMetadata/CurrentKeyMaterialId",
            };
      }),
    ]),
    valid("shared properties", "a replica of a multi-Region key", "DescribeKey", ({ key }) => ({ KeyId: key.id }), [
      answers("ReplicateKey.shared-properties", ({ key, primary }) => ({
        KeyMetadata: {
          ...SYMMETRIC,
          KeyId: key.id,
          Arn: key.arn,
          Origin: "AWS_KMS",
          MultiRegionConfiguration: {
            MultiRegionKeyType: "REPLICA",
            PrimaryKey: { Arn: primary.arn, Region: primary.region },
            ReplicaKeys: [{ Arn: key.arn, Region: key.region }],
          },
        },
      })),
    ]),
    refusal("ReplicateKey", "not-primary", "an enabled symmetric key"),
    refusal("ReplicateKey", "not-primary", "a replica of a multi-Region key", TO_A_THIRD_REGION),
    refusal("ReplicateKey", "replica-exists", "a multi-Region primary with a replica"),
    refusal("ReplicateKey", "disabled-key", "a disabled multi-Region primary key"),
    refusal("ReplicateKey", "pending-deletion", "a multi-Region primary key pending deletion"),
    refusal("ReplicateKey", "pending-import", "a multi-Region primary key without its imported material"),
    // Whether the key is a primary is checked before its key state (recorded).
    refusal("ReplicateKey", "not-primary", "a replica that is being made", TO_A_THIRD_REGION),
    refusal("ReplicateKey", "updating", "a replica that just became the primary", TO_A_THIRD_REGION),
    refusal("ReplicateKey", "other-partition", "a multi-Region primary key", ({ key, location }) => ({
      KeyId: key.id,
      ReplicaRegion: location.partition === "aws" ? "cn-north-1" : "us-east-1",
    })),
    ...POLICY_FAULTS.map((fault) =>
      valid(
        `${fault.rule}, ${fault.form}`,
        "a multi-Region primary key",
        "ReplicateKey",
        (world) => ({ ...MINIMAL.ReplicateKey.body(world), ...withFault(fault, world.location) }),
        byRule("ReplicateKey", fault.rule),
      ),
    ),
    ...TAG_FAULTS.map(({ rule, Tags }) =>
      valid(
        `${rule}, ${Tags[0].TagKey}`,
        "a multi-Region primary key",
        "ReplicateKey",
        (world) => ({ ...MINIMAL.ReplicateKey.body(world), Tags: [...Tags] }),
        byRule("ReplicateKey", rule),
      ),
    ),
    valid("success", "a multi-Region primary with a replica", "UpdatePrimaryRegion", MINIMAL.UpdatePrimaryRegion.body, [
      succeeds("UpdatePrimaryRegion.success-is-empty"),
    ]),
    refusal("UpdatePrimaryRegion", "not-primary", "an enabled symmetric key", PRIMARY_IN_THE_OTHER_REGION),
    valid(
      "no-replica-there, a multi-Region primary key",
      "a multi-Region primary key",
      "UpdatePrimaryRegion",
      PRIMARY_IN_THE_OTHER_REGION,
      byRule("UpdatePrimaryRegion", "no-replica-there", ({ key, location }) => ({
        keyArn: key.arn.replace(`:${key.region}:`, `:${otherRegion(location)}:`),
      })),
    ),
    refusal("UpdatePrimaryRegion", "updating", "a replica that just became the primary", ({ key, location }) => ({
      KeyId: key.id,
      PrimaryRegion: location.region,
    })),
    refusal("UpdatePrimaryRegion", "disabled-key", "a disabled multi-Region primary key", PRIMARY_IN_THE_OTHER_REGION),
    refusal(
      "UpdatePrimaryRegion",
      "pending-deletion",
      "a multi-Region primary key pending deletion",
      PRIMARY_IN_THE_OTHER_REGION,
    ),
  ],
  unproved: {
    "ReplicateKey.key-quota": "a quota of the account, which a test must not use up",
    "UpdatePrimaryRegion.creating": "inferred only; a primary is never Creating, and a replica is refused before",
    "UpdatePrimaryRegion.pending-import": "inferred only; the replicas of such a key cannot be made here",
  },
});
