import type { SharedRefusals } from "../../../../generated/rules";
import { partitionOf } from "../../locality";
import { keyArn } from "../arn";
import { isReplica, type Key } from "../key";
import { refuseFullAccount } from "../key-quota";
import { refuseStates } from "../key-state-rules";
import { metadataOf } from "../metadata";
import { putShared } from "../multi-region-set";
import type { Transitions } from "../operation-call";
import { checkPolicy } from "../permission";
import { policyOf } from "../policy-text";
import type { Refuse } from "../refuse";
import { resolveKey } from "../resolve-key";
import { withTags } from "../tag-rules";
import { relatedMaterials } from "../whole-material";

/** Related multi-Region keys. */
export const replicaTransitions = {
  /** The replica is Creating for a moment (recorded), and has its own policy, tags and description (documented). */
  ReplicateKey: (draft, call, { now, timing }, refuse) => {
    const { request } = call;
    const key = resolveKey(draft, call, request.KeyId, refuse);
    // Recorded: being a primary is checked before the state.
    const { replicas } = primarySetOf(key, refuse);
    refuseStates(draft, key, refuse, "disabled-key", "pending-deletion", "pending-import", "updating");
    const region = request.ReplicaRegion;
    if (partitionOf(region) !== partitionOf(key.region)) refuse("other-partition");
    if (draft.key(key.account, region, key.id)) refuse("replica-exists");
    refuseFullAccount(draft, key.account, region, refuse);
    const tags = withTags([], request.Tags ?? [], refuse);
    const chosen =
      request.Policy === undefined
        ? undefined
        : checkPolicy(request.Policy, call, request.BypassPolicyLockoutSafetyCheck, refuse);
    const { policy: _policy, settles: _settles, ...shared } = key;
    const multiRegion = { primary: key.region, replicas: [...replicas, region] };
    const replica: Key = {
      ...shared,
      region,
      serial: draft.takeSerial(),
      created: now,
      description: request.Description ?? "",
      tags,
      ...(chosen !== undefined && { policy: chosen }),
      state: "Creating",
      // Documented: imported material has to be imported into each related key.
      settles: { at: now + timing.creating, to: key.origin === "EXTERNAL" ? "PendingImport" : "Enabled" },
      materials: key.origin === "EXTERNAL" ? relatedMaterials(key.materials, []) : key.materials,
      multiRegion,
    };
    draft.putKey(replica);
    putShared(draft, { ...key, multiRegion });
    return {
      ReplicaKeyMetadata: metadataOf(draft, replica),
      ReplicaPolicy: policyOf(replica),
      // Recorded: absent where the replica has none.
      ...(tags.length > 0 && { ReplicaTags: tags }),
    };
  },

  /**
   * Both keys are Updating for a moment (documented). Which is the primary changes at once here; AWS does not say when.
   */
  UpdatePrimaryRegion: (draft, call, { now, timing }, refuse): undefined => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    const { replicas } = primarySetOf(key, refuse);
    const states = ["disabled-key", "pending-deletion", "pending-import", "creating", "updating"] as const;
    refuseStates(draft, key, refuse, ...states);
    const region = call.request.PrimaryRegion;
    const replica =
      (replicas.includes(region) ? draft.key(key.account, region, key.id) : undefined) ??
      refuse.always("no-replica-there", { keyArn: keyArn({ ...key, region }) });
    // Inferred: the replica has to be in a fit state as well.
    refuseStates(draft, replica, refuse, ...states);
    const updating = { state: "Updating", settles: { at: now + timing.updating, to: "Enabled" } } as const;
    const multiRegion = { primary: region, replicas: [...replicas.filter((other) => other !== region), key.region] };
    draft.putKey({ ...replica, ...updating });
    putShared(draft, { ...key, ...updating, multiRegion });
  },
} satisfies Partial<Transitions>;

/** The set of related keys of a primary. */
function primarySetOf(key: Key, refuse: Refuse<Pick<SharedRefusals, "not-primary">>): NonNullable<Key["multiRegion"]> {
  if (!key.multiRegion || isReplica(key)) refuse("not-primary", { keyArn: keyArn(key) });
  return key.multiRegion ?? { primary: key.region, replicas: [] };
}
