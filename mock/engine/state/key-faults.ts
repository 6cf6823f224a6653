import type { CustomStore } from "./custom-store";
import { isReplica, type Key } from "./key";
import { fits } from "./key-specs";

/** Something about a key that no transition and no fixture makes, and the member that shows it. */
interface KeyFault {
  readonly member: keyof Key;
  /** Goes after the key's name and a colon. */
  readonly why: string;
}

/** What has to hold for each key besides its schema. */
const RULES: readonly (KeyFault & { readonly holds: (key: Key) => boolean })[] = [
  {
    member: "id",
    why: "an id with mrk- needs multiRegion, and multiRegion such an id",
    holds: ({ id, multiRegion }) => id.startsWith("mrk-") === (multiRegion !== undefined),
  },
  {
    member: "usage",
    why: "its spec and its usage do not go together",
    holds: ({ spec, usage }) => fits(spec, usage),
  },
  {
    member: "storeId",
    why: "a key in a store has an origin to match, and is a symmetric key of one Region; no other key has a store",
    holds: (key) =>
      isCustom(key)
        ? key.storeId !== undefined && key.spec === "SYMMETRIC_DEFAULT" && !key.multiRegion
        : key.storeId === undefined,
  },
  {
    member: "xksKeyId",
    why: "only a key with origin EXTERNAL_KEY_STORE has an external key",
    holds: ({ xksKeyId, origin }) => xksKeyId === undefined || origin === "EXTERNAL_KEY_STORE",
  },
  {
    member: "rotation",
    why: "only a symmetric key with origin AWS_KMS rotates automatically",
    holds: ({ rotation, origin, spec }) => !rotation || (origin === "AWS_KMS" && spec === "SYMMETRIC_DEFAULT"),
  },
  {
    member: "onDemand",
    why: "only a symmetric key rotates on demand, and it does not end before it begins",
    holds: ({ onDemand, spec }) => !onDemand || (spec === "SYMMETRIC_DEFAULT" && onDemand.started <= onDemand.done),
  },
  {
    member: "state",
    why: "only a key with origin EXTERNAL is PendingImport",
    holds: ({ state, origin }) => state !== "PendingImport" || origin === "EXTERNAL",
  },
  {
    member: "settles",
    why: "only a key that is Creating or Updating settles",
    holds: ({ settles, state }) => !settles || state === "Creating" || state === "Updating",
  },
  {
    member: "deletion",
    why: "a deletion goes with PendingDeletion, and without its date with PendingReplicaDeletion",
    holds: ({ deletion, state }) =>
      deletion
        ? state === (deletion.date === undefined ? "PendingReplicaDeletion" : "PendingDeletion")
        : state !== "PendingDeletion" && state !== "PendingReplicaDeletion",
  },
  {
    member: "materials",
    why: "a key with origin AWS_KMS has material that does not wait or expire, and a key in a store has none",
    holds: ({ origin, materials }) =>
      origin === "EXTERNAL" ||
      (materials.length > 0 === (origin === "AWS_KMS") &&
        materials.every((each) => !each.pending && !each.gone && each.validTo === undefined)),
  },
  {
    member: "materials",
    why: "a material that came by a rotation has its date and its type, and none that waits has either",
    holds: ({ materials }) =>
      materials.every(
        ({ rotated, rotation, pending }) =>
          (rotated === undefined) === (rotation === undefined) && !(pending && rotated !== undefined),
      ) && materials.filter(({ pending }) => pending).length < 2,
  },
  {
    member: "multiRegion",
    why: "its own Region is not among those of its multiRegion, or one is there twice",
    holds: ({ multiRegion, region }) => {
      if (!multiRegion) return true;
      const regions = [multiRegion.primary, ...multiRegion.replicas];
      return regions.includes(region) && new Set(regions).size === regions.length;
    },
  },
  {
    member: "state",
    why: "only a primary is PendingReplicaDeletion",
    holds: (key) => key.state !== "PendingReplicaDeletion" || (key.multiRegion !== undefined && !isReplica(key)),
  },
];

/**
 * The first fault of keys that belong together, by what no schema can say; undefined where there is none.
 * @param storeOf the custom key store of an id, in an account and Region.
 */
export function firstKeyFault(
  keys: readonly Key[],
  storeOf: (account: string, region: string, id: string) => CustomStore | undefined,
): (KeyFault & { readonly index: number }) | undefined {
  const byPlace = new Map<string, Key>();
  const inUse = new Set<string>();
  for (const [index, key] of keys.entries()) {
    const place = `${key.account}/${key.region}/${key.id}`;
    if (byPlace.has(place)) return { index, member: "id", why: `the key ${key.id} is there twice in ${key.region}` };
    byPlace.set(place, key);
    const broken = RULES.find(({ holds }) => !holds(key));
    if (broken) return { index, member: broken.member, why: broken.why };
    if (key.storeId === undefined) continue;
    if (storeOf(key.account, key.region, key.storeId)?.type !== key.origin)
      return { index, member: "storeId", why: `there is no store ${key.storeId} for the origin ${key.origin}` };
    const external =
      key.xksKeyId === undefined ? undefined : `${key.account}/${key.region}/${key.storeId}/${key.xksKeyId}`;
    if (external !== undefined && inUse.has(external))
      return { index, member: "xksKeyId", why: `the external key ${key.xksKeyId} is in use already` };
    if (external !== undefined) inUse.add(external);
  }
  for (const [index, key] of keys.entries()) {
    const why = relativeFault(key, (region) => byPlace.get(`${key.account}/${region}/${key.id}`));
    if (why !== undefined) return { index, member: "multiRegion", why };
  }
  return undefined;
}

/** Related keys are all there, and agree on who they are. */
function relativeFault(key: Key, relativeIn: (region: string) => Key | undefined): string | undefined {
  if (!key.multiRegion) return undefined;
  for (const region of [key.multiRegion.primary, ...key.multiRegion.replicas]) {
    const relative = relativeIn(region);
    if (!relative) return `there is no related key in ${region}`;
    if (relative.origin !== key.origin || relative.spec !== key.spec || relative.usage !== key.usage)
      return `its related key in ${region} is of another kind`;
    if (setOf(relative) !== setOf(key)) return `its related key in ${region} has another multiRegion`;
  }
  return undefined;
}

/** The set of related keys of a key, as a text to compare. */
function setOf({ multiRegion }: Key): string {
  return multiRegion ? [multiRegion.primary, ...[...multiRegion.replicas].sort()].join() : "";
}

function isCustom({ origin }: Key): boolean {
  return origin === "AWS_CLOUDHSM" || origin === "EXTERNAL_KEY_STORE";
}
