import type { TrentOperation } from "../../../generated/types";
import type { Transition } from "./operation-call";
import { createAlias, deleteAlias, listAliases, updateAlias } from "./operations/aliases";
import { disableKeyRotation, enableKeyRotation, getKeyRotationStatus } from "./operations/automatic-rotation";
import { createKey } from "./operations/create-key";
import { cancelKeyDeletion, scheduleKeyDeletion } from "./operations/deletion";
import { describeKey, listKeys } from "./operations/describe-list";
import { disableKey, enableKey, updateKeyDescription } from "./operations/enable-disable";
import { listKeyRotations, rotateKeyOnDemand } from "./operations/on-demand-rotation";
import { getKeyPolicy, putKeyPolicy } from "./operations/policies";
import { replicateKey, updatePrimaryRegion } from "./operations/replicas";
import { listResourceTags, tagResource, untagResource } from "./operations/tags";

/** What each operation does. An operation of the document that is missing here does not compile. */
export const dispatch: { readonly [Operation in TrentOperation]: Transition<Operation> } = {
  CancelKeyDeletion: cancelKeyDeletion,
  CreateAlias: createAlias,
  CreateKey: createKey,
  DeleteAlias: deleteAlias,
  DescribeKey: describeKey,
  DisableKey: disableKey,
  DisableKeyRotation: disableKeyRotation,
  EnableKey: enableKey,
  EnableKeyRotation: enableKeyRotation,
  GetKeyPolicy: getKeyPolicy,
  GetKeyRotationStatus: getKeyRotationStatus,
  ListAliases: listAliases,
  ListKeyRotations: listKeyRotations,
  ListKeys: listKeys,
  ListResourceTags: listResourceTags,
  PutKeyPolicy: putKeyPolicy,
  ReplicateKey: replicateKey,
  RotateKeyOnDemand: rotateKeyOnDemand,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAlias: updateAlias,
  UpdateKeyDescription: updateKeyDescription,
  UpdatePrimaryRegion: updatePrimaryRegion,
};

/** Whether an operation has state: another document's operations have none. */
export function isTrentOperation(name: string): name is TrentOperation {
  return Object.hasOwn(dispatch, name);
}
