import { partitionOf } from "../../locality";
import { keyArn } from "../arn";
import { isReplica, type Key } from "../key";
import { refuseStates } from "../key-state-rules";
import { metadataOf } from "../metadata";
import { ModeledError } from "../modeled-error";
import { putShared } from "../multi-region-set";
import type { Transition } from "../operation-call";
import { checkLockout } from "../permission";
import { policyOf } from "../policy-text";
import { resolveKey } from "../resolve-key";
import { withTags } from "../tag-rules";

/** ReplicateKey: the replica is Creating for a moment (recorded), and has its own policy, tags and description (documented). */
export const replicateKey: Transition<"ReplicateKey"> = (draft, call, { now, timing }) => {
  const { request } = call;
  const key = resolveKey(draft, call, request.KeyId);
  refuseStates(draft, key, "disabled", "pendingDeletion", "pendingImport", "creating", "updating");
  const { replicas } = requirePrimary(key);
  const region = request.ReplicaRegion;
  // Documented: related keys are all in one partition. The error is inferred.
  if (partitionOf(region) !== partitionOf(key.region)) throw new ModeledError("UnsupportedOperationException");
  // Model: the error is listed; its text is not known.
  if (draft.key(key.account, region, key.id)) throw new ModeledError("AlreadyExistsException");
  const tags = withTags([], request.Tags ?? []);
  if (request.Policy !== undefined) checkLockout(request.Policy, call, request.BypassPolicyLockoutSafetyCheck);
  const { policy: _policy, settles: _settles, ...shared } = key;
  const multiRegion = { primary: key.region, replicas: [...replicas, region] };
  const replica: Key = {
    ...shared,
    region,
    serial: draft.takeSerial(),
    created: now,
    description: request.Description ?? "",
    tags,
    ...(request.Policy !== undefined && { policy: request.Policy }),
    state: "Creating",
    // Documented: imported material has to be imported into each related key.
    settles: { at: now + timing.creating, to: key.origin === "EXTERNAL" ? "PendingImport" : "Enabled" },
    materials: key.origin === "EXTERNAL" ? [] : key.materials,
    multiRegion,
  };
  draft.putKey(replica);
  putShared(draft, { ...key, multiRegion });
  return {
    ReplicaKeyMetadata: metadataOf(draft, replica),
    ReplicaPolicy: policyOf(replica),
    ReplicaTags: tags,
  };
};

/**
 * UpdatePrimaryRegion: both keys are Updating for a moment (documented). Which is the primary changes at once here; AWS
 * does not say when.
 */
export const updatePrimaryRegion: Transition<"UpdatePrimaryRegion"> = (draft, call, { now, timing }): undefined => {
  const key = resolveKey(draft, call, call.request.KeyId);
  refuseStates(draft, key, "disabled", "pendingDeletion", "pendingImport", "creating", "updating");
  const { replicas } = requirePrimary(key);
  const region = call.request.PrimaryRegion;
  const replica = replicas.includes(region) ? draft.key(key.account, region, key.id) : undefined;
  // Documented: a replica has to be there. The error is inferred; its text is that of any key that is not there.
  if (!replica) throw new ModeledError("NotFoundException", `Key '${keyArn({ ...key, region })}' does not exist`);
  // Inferred: the replica has to be in a fit state as well.
  refuseStates(draft, replica, "disabled", "pendingDeletion", "pendingImport", "creating", "updating");
  const updating = { state: "Updating", settles: { at: now + timing.updating, to: "Enabled" } } as const;
  const multiRegion = { primary: region, replicas: [...replicas.filter((other) => other !== region), key.region] };
  draft.putKey({ ...replica, ...updating });
  putShared(draft, { ...key, ...updating, multiRegion });
};

/** Recorded on ReplicateKey: emulators.md 3.1 row 22. On UpdatePrimaryRegion inferred. */
function requirePrimary(key: Key): NonNullable<Key["multiRegion"]> {
  if (key.multiRegion && !isReplica(key)) return key.multiRegion;
  throw new ModeledError("UnsupportedOperationException", `${keyArn(key)} is not a multi-region primary key.`);
}
