import { awsAlias, withAwsAliases } from "./aws-aliases";
import type { StateChange } from "./change";
import { agendaRef, type CustomStore } from "./custom-store";
import type { DueKey } from "./due-queue";
import { DueQueues } from "./due-queues";
import { refOf } from "./grants/grant";
import type { GrantsView } from "./grants/grant-table";
import type { Alias, Key, KeyUsage } from "./key";
import { nextDue } from "./next-due";
import { Partition } from "./partition";
import { growthOf } from "./size";

/** The state, to be read. */
export interface KeyStoreView {
  key(account: string, region: string, id: string): Key | undefined;
  alias(account: string, region: string, name: string): Alias | undefined;
  store(account: string, region: string, id: string): CustomStore | undefined;
  /** The custom key stores of an account in a Region, in the order in which they were made. */
  storesOf(account: string, region: string): readonly CustomStore[];
  /** How many keys a custom key store holds. */
  keysInStore(account: string, region: string, storeId: string): number;
  /** The last use of a key; undefined for a key that was not used. */
  usage(account: string, region: string, id: string): KeyUsage | undefined;
  /** At most so many keys whose ids come after the one given, by id; the empty text is the beginning. */
  keysAfter(account: string, region: string, id: string, most: number): Key[];
  /** At most so many aliases whose names come after the one given, by name in byte order. */
  aliasesAfter(account: string, region: string, name: string, most: number): Alias[];
  /** The aliases of one key, by name. */
  aliasesOf(account: string, region: string, id: string): Alias[];
  /** How many aliases one key has. */
  aliasCount(account: string, region: string, id: string): number;
  /** How many customer managed keys an account has in a Region. */
  keyCount(account: string, region: string): number;
  /** The external key ids that a custom key store uses already. */
  xksKeyIds(account: string, region: string, storeId: string): ReadonlySet<string>;
  /** The grants of an account in a Region. */
  grantsIn(account: string, region: string): GrantsView;
  /** Those of each account that has anything in a Region. */
  grantsOfAll(region: string): Iterable<GrantsView>;
  readonly nextSerial: number;
}

/** What an account without anything in a Region has there. Never written to. */
const EMPTY = new Partition();

/**
 * All keys, aliases, grants and custom key stores of all accounts and Regions, with the indexes that keep each call's cost apart
 * from their number. Only {@link KeyStore.apply} changes it.
 */
export class KeyStore implements KeyStoreView {
  readonly #accounts = new Map<string, Map<string, Partition>>();
  readonly #agenda = new DueQueues();
  #nextSerial: number;
  #bytes = 0;

  /** An empty state. A restored one goes on with the serials of the one before. */
  constructor(nextSerial = 1) {
    this.#nextSerial = nextSerial;
  }

  get nextSerial(): number {
    return this.#nextSerial;
  }

  /** About how many bytes it takes, of memory as of JSON. */
  get bytes(): number {
    return this.#bytes;
  }

  /** By about how many bytes changes would make it larger; below 0 where they make it smaller. */
  growth(changes: readonly StateChange[]): number {
    return changes.reduce((sum, change) => sum + growthOf(this, change), 0);
  }

  /**
   * When something happens by itself for the next time, epoch milliseconds.
   * @param clockOf the account whose own clock it is by; absent for the mock's, as in {@link KeyStore.dueUpTo}.
   */
  nextDue(clockOf?: string): number | undefined {
    return this.#agenda.first(clockOf)?.at;
  }

  /** Every key and custom key store to which something happens by itself up to a moment of a clock. */
  dueUpTo(now: number, clockOf?: string): DueKey[] {
    return this.#agenda.upTo(now, clockOf);
  }

  /** From now on the keys of an account fall due by a clock of its own. */
  separate(account: string): void {
    if (!this.#agenda.separate(account)) return;
    for (const { keys, stores } of this.#accounts.get(account)?.values() ?? []) {
      for (const key of keys.values()) this.#agenda.moveToOwn(key, nextDue(key));
      for (const store of stores.values()) this.#agenda.moveToOwn(agendaRef(store), store.settles?.at);
    }
  }

  /** The accounts that have, or had, anything here. */
  accounts(): Iterable<string> {
    return this.#accounts.keys();
  }

  /** Whether an account has, or had, anything here. */
  hasAccount(account: string): boolean {
    return this.#accounts.has(account);
  }

  /** About how many bytes an account has of it. */
  bytesOf(account: string): number {
    return -this.growth(this.#deletions(account));
  }

  /** Deletes everything of an account. */
  clearAccount(account: string): void {
    this.apply(this.#deletions(account));
    this.#accounts.delete(account);
  }

  /** The changes that delete all keys, aliases, grants and custom key stores of an account. */
  #deletions(account: string): StateChange[] {
    return [...(this.#accounts.get(account) ?? [])].flatMap(([region, { keys, aliases, grants, stores }]) => [
      ...[...grants.all()].map((grant): StateChange => ({ kind: "deleteGrant", ...refOf(grant) })),
      ...[...aliases.keys()].map((name): StateChange => ({ kind: "deleteAlias", account, region, name })),
      ...[...keys.keys()].map((id): StateChange => ({ kind: "deleteKey", account, region, id })),
      ...[...stores.keys()].map((id): StateChange => ({ kind: "deleteStore", account, region, id })),
    ]);
  }

  key(account: string, region: string, id: string): Key | undefined {
    return this.#read(account, region).keys.get(id);
  }

  alias(account: string, region: string, name: string): Alias | undefined {
    return this.#read(account, region).aliases.get(name) ?? awsAlias(account, region, name);
  }

  store(account: string, region: string, id: string): CustomStore | undefined {
    return this.#read(account, region).stores.get(id);
  }

  storesOf(account: string, region: string): readonly CustomStore[] {
    return [...this.#read(account, region).stores.values()];
  }

  keysInStore(account: string, region: string, storeId: string): number {
    return this.#read(account, region).keysInStore(storeId);
  }

  usage(account: string, region: string, id: string): KeyUsage | undefined {
    return this.#read(account, region).usages.get(id);
  }

  keysAfter(account: string, region: string, id: string, most: number): Key[] {
    return this.#read(account, region).keysAfter(id, most);
  }

  aliasesAfter(account: string, region: string, name: string, most: number): Alias[] {
    return withAwsAliases(account, region, this.#read(account, region), name, most);
  }

  aliasesOf(account: string, region: string, id: string): Alias[] {
    return this.#read(account, region).aliasesOf(id);
  }

  aliasCount(account: string, region: string, id: string): number {
    return this.#read(account, region).aliasCount(id);
  }

  keyCount(account: string, region: string): number {
    return this.#read(account, region).keyCount;
  }

  xksKeyIds(account: string, region: string, storeId: string): ReadonlySet<string> {
    return this.#read(account, region).xksKeyIds(storeId);
  }

  grantsIn(account: string, region: string): GrantsView {
    return this.#read(account, region).grants;
  }

  *grantsOfAll(region: string): Iterable<GrantsView> {
    for (const regions of this.#accounts.values()) {
      const partition = regions.get(region);
      if (partition) yield partition.grants;
    }
  }

  /** Everything, account by account and Region by Region. */
  *partitions(): Iterable<Pick<Partition, "keys" | "aliases" | "stores" | "usages" | "grants">> {
    for (const regions of this.#accounts.values()) yield* regions.values();
  }

  /** What an account has in a Region, or all of them have where none is named. */
  *partitionsOf(account?: string, region?: string): Iterable<Pick<Partition, "keys">> {
    const all = account === undefined ? this.#accounts.values() : [this.#accounts.get(account)];
    for (const regions of all) {
      if (regions === undefined) continue;
      if (region === undefined) yield* regions.values();
      else yield regions.get(region) ?? EMPTY;
    }
  }

  /** The accounts and Regions that have anything, with the number of keys of each. */
  *places(): Iterable<{ readonly account: string; readonly region: string; readonly keys: number }> {
    for (const [account, regions] of this.#accounts)
      for (const [region, { keys }] of regions) yield { account, region, keys: keys.size };
  }

  /** Performs changes, in their order. */
  apply(changes: readonly StateChange[]): void {
    for (const change of changes) this.#perform(change);
  }

  #perform(change: StateChange): void {
    this.#bytes += growthOf(this, change);
    switch (change.kind) {
      case "putKey": {
        const { key } = change;
        this.#write(key.account, key.region).putKey(key);
        this.#agenda.set(key, nextDue(key));
        this.#nextSerial = Math.max(this.#nextSerial, key.serial + 1);
        break;
      }
      case "deleteKey":
        this.#write(change.account, change.region).deleteKey(change.id);
        this.#agenda.set(change, undefined);
        break;
      case "putAlias":
        this.#write(change.alias.account, change.alias.region).putAlias(change.alias);
        this.#nextSerial = Math.max(this.#nextSerial, change.alias.serial + 1);
        break;
      case "deleteAlias":
        this.#write(change.account, change.region).deleteAlias(change.name);
        break;
      case "putGrant":
        this.#write(change.grant.account, change.grant.region).grants.put(change.grant);
        break;
      case "deleteGrant":
        this.#write(change.account, change.region).grants.delete(change.keyId, change.id);
        break;
      case "putStore": {
        const { store } = change;
        this.#write(store.account, store.region).stores.set(store.id, store);
        this.#agenda.set(agendaRef(store), store.settles?.at);
        break;
      }
      case "deleteStore":
        this.#write(change.account, change.region).stores.delete(change.id);
        this.#agenda.set(agendaRef(change), undefined);
        break;
      case "putUsage":
        this.#write(change.usage.account, change.usage.region).usages.set(change.usage.id, change.usage);
    }
  }

  #read(account: string, region: string): Partition {
    return this.#accounts.get(account)?.get(region) ?? EMPTY;
  }

  #write(account: string, region: string): Partition {
    const regions = this.#accounts.get(account) ?? new Map<string, Partition>();
    this.#accounts.set(account, regions);
    const partition = regions.get(region) ?? new Partition();
    regions.set(region, partition);
    return partition;
  }
}
