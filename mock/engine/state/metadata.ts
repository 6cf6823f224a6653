import type { ExpirationModelType, KeyMetadata } from "../../../generated/types";
import { keyArn } from "./arn";
import { isReplica, type Key, latestMaterial } from "./key";
import { algorithms, twinOf } from "./key-specs";
import { stateOf } from "./key-state-rules";
import type { KeyStoreView } from "./state";

/** Epoch milliseconds as the wire has time: seconds with a fraction (docs/evidence/wire-protocol.md#precision-of-times). */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

/** Whether imported material expires, by when it does. */
export function expirationModel(validTo: number | undefined): ExpirationModelType {
  return validTo === undefined ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : "KEY_MATERIAL_EXPIRES";
}

/**
 * All that AWS tells about a key, with exactly the members that its kind and state have (recorded shapes: docs/evidence/keys-and-metadata.md#fresh-symmetric-key,
 * docs/evidence/keys-and-metadata.md#members-by-kind); what does not apply is absent.
 */
export function metadataOf(view: KeyStoreView, key: Key): KeyMetadata {
  const state = stateOf(view, key);
  const metadata: KeyMetadata = {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: keyArn(key),
    CreationDate: seconds(key.created),
    Enabled: state === "Enabled",
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: state,
    Origin: key.origin,
    KeyManager: key.manager,
    ...twinOf(key.spec),
    KeySpec: key.spec,
    ...algorithms(key.spec, key.usage),
    MultiRegion: key.multiRegion !== undefined,
  };
  const material = latestMaterial(key);
  // Recorded: symmetric keys that have, or had, material, but no replica while it is Creating. A custom key store holds its
  // material itself (documented). docs/evidence/keys-and-metadata.md#lost-key-material
  if (material && key.spec === "SYMMETRIC_DEFAULT" && key.storeId === undefined && state !== "Creating") {
    metadata.CurrentKeyMaterialId = material.id;
  }
  if (key.deletion) addDeletion(metadata, key);
  if (key.multiRegion) metadata.MultiRegionConfiguration = configurationOf(key, key.multiRegion);
  if (key.origin === "EXTERNAL" && material && !material.gone) {
    // Documented: only with material; recorded: absent while PendingImport.
    metadata.ExpirationModel = expirationModel(material.validTo);
    if (material.validTo !== undefined) metadata.ValidTo = seconds(material.validTo);
  }
  if (key.storeId !== undefined) addStore(metadata, view, key, key.storeId);
  return metadata;
}

/** Documented: DeletionDate while PendingDeletion, PendingDeletionWindowInDays while PendingReplicaDeletion. */
function addDeletion(metadata: KeyMetadata, { deletion }: Key): void {
  if (deletion?.date !== undefined) metadata.DeletionDate = seconds(deletion.date);
  else if (deletion) metadata.PendingDeletionWindowInDays = deletion.windowInDays;
}

function addStore(metadata: KeyMetadata, view: KeyStoreView, key: Key, storeId: string): void {
  metadata.CustomKeyStoreId = storeId;
  const clusterId = view.store(key.account, key.region, storeId)?.clusterId;
  if (clusterId !== undefined) metadata.CloudHsmClusterId = clusterId;
  if (key.xksKeyId !== undefined) metadata.XksKeyConfiguration = { Id: key.xksKeyId };
}

/** Recorded: ReplicaKeys is an empty list without replicas (docs/evidence/keys-and-metadata.md#members-by-kind). */
function configurationOf(key: Key, { primary, replicas }: NonNullable<Key["multiRegion"]>) {
  const entry = (region: string) => ({ Arn: keyArn({ ...key, region }), Region: region });
  return {
    MultiRegionKeyType: isReplica(key) ? ("REPLICA" as const) : ("PRIMARY" as const),
    PrimaryKey: entry(primary),
    ReplicaKeys: replicas.map(entry),
  };
}
