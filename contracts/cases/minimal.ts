import type { TrentOperation, TrentOperations } from "../../generated/types";
import type { CaseWorld } from "../given/case-world";
import { policyOf } from "../given/key-states";
import { otherRegion } from "../given/multi-region-states";

/** The smallest request of each operation that fits the document, about the key of the state. */
export const MINIMAL: {
  readonly [Operation in TrentOperation]: (world: CaseWorld) => TrentOperations[Operation]["request"];
} = {
  EnableKeyRotation: ({ key }) => ({ KeyId: key.id }),
  DisableKeyRotation: ({ key }) => ({ KeyId: key.id }),
  GetKeyRotationStatus: ({ key }) => ({ KeyId: key.id }),
  ListKeyRotations: ({ key }) => ({ KeyId: key.id }),
  RotateKeyOnDemand: ({ key }) => ({ KeyId: key.id }),
  CreateKey: () => ({}),
  DescribeKey: ({ key }) => ({ KeyId: key.id }),
  ListKeys: () => ({}),
  EnableKey: ({ key }) => ({ KeyId: key.id }),
  DisableKey: ({ key }) => ({ KeyId: key.id }),
  ScheduleKeyDeletion: ({ key }) => ({ KeyId: key.id }),
  CancelKeyDeletion: ({ key }) => ({ KeyId: key.id }),
  ReplicateKey: ({ key, place }) => ({ KeyId: key.id, ReplicaRegion: otherRegion(place.region) }),
  UpdatePrimaryRegion: ({ key, place }) => ({ KeyId: key.id, PrimaryRegion: otherRegion(place.region) }),
  TagResource: ({ key }) => ({ KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "Test" }] }),
  UntagResource: ({ key }) => ({ KeyId: key.id, TagKeys: ["Purpose"] }),
  ListResourceTags: ({ key }) => ({ KeyId: key.id }),
  CreateAlias: ({ key, named }) => ({ AliasName: named.alias ?? "alias/trent-contract-minimal", TargetKeyId: key.id }),
  UpdateAlias: ({ key, named }) => ({ AliasName: named.alias ?? "alias/trent-contract-nobody", TargetKeyId: key.id }),
  DeleteAlias: ({ named }) => ({ AliasName: named.alias ?? "alias/trent-contract-nobody" }),
  ListAliases: ({ key }) => ({ KeyId: key.id }),
  GetKeyPolicy: ({ key }) => ({ KeyId: key.id }),
  PutKeyPolicy: ({ key, place }) => ({ KeyId: key.id, Policy: policyOf(place, "key-default-1") }),
  UpdateKeyDescription: ({ key }) => ({ KeyId: key.id, Description: "a description" }),
};
