import { keyArn } from "../state/arn";
import { cloudTrailRecord } from "../state/cloudtrail";
import type { StateEvent } from "../state/events";
import { currentMaterial, type Key, type Material } from "../state/key";
import { metadataOf } from "../state/metadata";
import { policyOf } from "../state/policy-text";
import type { KeyStore } from "../state/state";
import { ControlError } from "./control-error";
import type { ControlQuery } from "./control-query";
import { isoDate, summaryOf } from "./key-summary";
import type { ControlSchemas } from "./validate-control";

/** How many of each a page of one key has: the newest ones. */
const MATERIALS = 100;
const ALIASES = 100;
const EVENTS = 50;

/**
 * All that is known of one key.
 * @param query names the account and the Region, where several have a key with this id.
 * @throws ControlError where there is no such key, or more than one.
 */
export function keyDetail(
  state: KeyStore,
  id: string,
  query: ControlQuery,
  events: readonly StateEvent[],
): ControlSchemas["KeyDetail"] {
  const key = theKey(state, id, query);
  const aliases = state.aliasesOf(key.account, key.region, key.id).map(({ name }) => name);
  return {
    key: summaryOf(state, key),
    metadata: { ...metadataOf(state, key) },
    materials: materialsOf(key),
    materialCount: key.materials.length,
    tags: key.tags.map(({ TagKey, TagValue }) => ({ key: TagKey, value: TagValue })),
    aliases: aliases.slice(0, ALIASES),
    aliasCount: aliases.length,
    policy: policyOf(key),
    isDefaultPolicy: key.policy === undefined,
    events: eventsOf(key, events).map((event) => ({ ...cloudTrailRecord(event) })),
  };
}

function theKey(state: KeyStore, id: string, query: ControlQuery): Key {
  const partitions = [...state.partitionsOf(query.get("account"), query.get("region"))];
  const [key, other] = partitions.flatMap(({ keys }) => keys.get(id) ?? []);
  if (!key)
    throw new ControlError(`There is no key ${id.slice(0, 100)} in the accounts and Regions that you asked for.`, 404);
  if (other) throw new ControlError(`Several keys have the id ${id}: name one with account= and region=.`);
  return key;
}

function materialsOf(key: Key): ControlSchemas["KeyDetail"]["materials"] {
  const current = currentMaterial(key);
  return key.materials
    .slice(-MATERIALS)
    .reverse()
    .map((material) => ({
      id: material.id,
      status: statusOf(material, current),
      ...(material.rotated !== undefined && { rotated: isoDate(material.rotated) }),
      ...(material.rotation && { rotation: material.rotation }),
      ...(material.description !== undefined && { description: material.description }),
      ...(material.validTo !== undefined && { expires: isoDate(material.validTo) }),
    }));
}

function statusOf(material: Material, current: Material | undefined) {
  if (material === current) return "CURRENT";
  if (material.pending) return "PENDING_ROTATION";
  return material.gone ? "EXPIRED" : "EARLIER";
}

function eventsOf(key: Key, events: readonly StateEvent[]): readonly StateEvent[] {
  const arn = keyArn(key);
  const ofKey = events.filter((event) => (event.kind === "call" ? event.key?.arn : event.keyArn) === arn);
  return ofKey.slice(-EVENTS).reverse();
}
