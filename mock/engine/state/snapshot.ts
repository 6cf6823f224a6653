import { stateValidators } from "../../../generated/state-validators";
import { TrentProblem } from "../../../openapi/dialect/problems";
import type { StateChange } from "./change";
import { type CustomStore, currentStore, storeFault } from "./custom-store";
import { nameOf } from "./due-queue";
import { type Grant, keyOf } from "./grants/grant";
import { grantFault } from "./grants/grant-faults";
import type { Alias, Key, KeyUsage } from "./key";
import { firstKeyFault } from "./key-faults";
import { KeyStore } from "./state";

/** A whole state as one JSON value. Equal states give equal snapshots, in the order in which things were made. */
export interface Snapshot {
  readonly version: 1;
  readonly nextSerial: number;
  readonly stores: readonly CustomStore[];
  readonly keys: readonly Key[];
  readonly aliases: readonly Alias[];
  /** The last use of each key that was used, in the order of the keys; absent where none was. */
  readonly usages?: readonly KeyUsage[];
  /** By id. Absent in states that were saved before there were grants. */
  readonly grants?: readonly Grant[];
}

/** Takes the snapshot of a state. What it holds is never changed later: it can be written out while calls go on. */
export function snapshot(state: KeyStore): Snapshot {
  const stores: CustomStore[] = [];
  const keys: Key[] = [];
  const aliases: Alias[] = [];
  const grants: Grant[] = [];
  for (const partition of state.partitions()) {
    stores.push(...partition.stores.values());
    for (const key of partition.keys.values()) keys.push(key);
    for (const alias of partition.aliases.values()) aliases.push(alias);
    for (const grant of partition.grants.all()) grants.push(grant);
  }
  keys.sort((a, b) => a.serial - b.serial);
  aliases.sort((a, b) => a.serial - b.serial);
  grants.sort(byPlace);
  const usages = keys.flatMap(({ account, region, id }) => state.usage(account, region, id) ?? []);
  return {
    version: 1,
    nextSerial: state.nextSerial,
    stores,
    keys,
    aliases,
    grants,
    ...(usages.length > 0 && { usages }),
  };
}

/**
 * Checks that a parsed JSON value is a snapshot.
 * @throws TrentProblem TRENT_E_STATE_DAMAGED when it has not the form of a snapshot, or contradicts itself.
 */
export function checkSnapshot(json: unknown): asserts json is Snapshot {
  const validate = stateValidators.snapshot;
  if (!validate(json)) {
    const [error] = validate.errors ?? [];
    throw refusal(`at ${error?.instancePath || "/"} it ${error?.message ?? "is wrong"}`);
  }
  checkWhole(json as Snapshot);
}

/**
 * Makes the state of a snapshot.
 * @param json a parsed JSON value; nothing about it is taken on trust.
 * @throws TrentProblem as {@link checkSnapshot}.
 */
export function restore(json: unknown): KeyStore {
  checkSnapshot(json);
  const bySerial = <Item extends { serial: number }>(items: readonly Item[]) =>
    [...items].sort((a, b) => a.serial - b.serial);
  return stateWith({ ...json, keys: bySerial(json.keys), aliases: bySerial(json.aliases) });
}

/** Another state with the same content. What is done to the one, the other does not see. */
export function copyOf(state: KeyStore): KeyStore {
  return stateWith(snapshot(state));
}

function stateWith(content: Snapshot): KeyStore {
  const state = new KeyStore(content.nextSerial);
  state.apply(changesFor(content));
  return state;
}

/** The changes that put something into a state. */
export function changesFor({
  stores,
  keys,
  aliases,
  usages = [],
  grants = [],
}: Omit<Snapshot, "version" | "nextSerial">): StateChange[] {
  return [
    ...stores.map((store): StateChange => ({ kind: "putStore", store: currentStore(store) })),
    ...keys.map((key): StateChange => ({ kind: "putKey", key })),
    ...aliases.map((alias): StateChange => ({ kind: "putAlias", alias })),
    ...usages.map((usage): StateChange => ({ kind: "putUsage", usage })),
    ...grants.map((grant): StateChange => ({ kind: "putGrant", grant })),
  ];
}

/** What no schema can say: nothing twice, no alias without its key, and no key that no transition makes. */
function checkWhole({ stores, keys, aliases, usages = [], grants = [], nextSerial }: Snapshot): void {
  const byName = storesByName(stores.map(currentStore));
  const fault = firstKeyFault(keys, (account, region, id) => byName.get(nameOf({ account, region, id })));
  if (fault) throw refusal(`the key ${keys[fault.index]?.id}: ${fault.why}`);
  const ids = new Set(keys.map(nameOf));
  const used = new Set<string>();
  for (const usage of usages) {
    addOnce(used, nameOf(usage), "the last use of");
    if (!ids.has(nameOf(usage))) throw refusal(`the key ${usage.id} was used, and is not there`);
  }
  const names = new Set<string>();
  for (const { account, region, name, target, created, updated } of aliases) {
    addOnce(names, `${account}/${region}/${name}`, "the alias");
    const isUnused = target === undefined && name.startsWith("alias/aws/");
    if (!isUnused && (created === undefined || updated === undefined)) throw refusal(`the alias ${name} has no date`);
    if (!isUnused && !ids.has(nameOf({ account, region, id: target ?? "" })))
      throw refusal(`the alias ${name} leads to the key ${target}, which is not there`);
  }
  const places = new Set<string>();
  for (const grant of grants) {
    addOnce(places, `${nameOf(keyOf(grant))}/${grant.id}`, "the grant");
    if (!ids.has(nameOf(keyOf(grant))))
      throw refusal(`the grant ${grant.id} is for the key ${grant.keyId}, which is not there`);
    const why = grantFault(grant);
    if (why !== undefined) throw refusal(`the grant ${grant.id} ${why}`);
  }
  const serials = new Set<number>();
  for (const { serial } of [...keys, ...aliases]) {
    addOnce(serials, serial, "the serial");
    if (serial >= nextSerial) throw refusal(`the serial ${serial} is not below nextSerial`);
  }
}

function storesByName(stores: readonly CustomStore[]): Map<string, CustomStore> {
  const byId = new Map<string, CustomStore>();
  const names = new Set<string>();
  for (const store of stores) {
    if (byId.has(nameOf(store))) throw refusal(`the store ${store.id} is there twice`);
    byId.set(nameOf(store), store);
    addOnce(names, `${store.account}/${store.region}/${store.name}`, "the store's name");
    const fault = storeFault(store);
    if (fault) throw refusal(`the store ${store.id}: ${fault}`);
  }
  return byId;
}

/** By id, then by key: an order that does not depend on how the grants came in. */
function byPlace(a: Grant, b: Grant): number {
  const [left, right] = [a, b].map((grant) => `${grant.id}/${nameOf(keyOf(grant))}`);
  return (left ?? "") < (right ?? "") ? -1 : 1;
}

function addOnce<Item>(seen: Set<Item>, item: Item, what: string): void {
  if (seen.has(item)) throw refusal(`${what} ${item} is there twice`);
  seen.add(item);
}

function refusal(why: string): TrentProblem {
  return new TrentProblem("TRENT_E_STATE_DAMAGED", `This is not a state of Trent: ${why}.`);
}
