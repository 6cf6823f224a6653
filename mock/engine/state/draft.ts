import type { StateChange } from "./change";
import { agendaRef, type CustomStore } from "./custom-store";
import { type DueQueue, nameOf } from "./due-queue";
import type { StateEvent } from "./events";
import { type Grant, refOf } from "./grants/grant";
import type { GrantsView } from "./grants/grant-table";
import type { Ids } from "./ids";
import type { Alias, Key, KeyRef, KeyUsage } from "./key";
import { nextDue } from "./next-due";
import type { KeyStoreView } from "./state";
import type { UseNote } from "./use-note";

/**
 * A state under change: it reads through to the state below, which it never touches, and gathers changes and events.
 * A single key or alias reads as it was last written; lists show the state below, for no transition writes and then lists.
 */
export class StateDraft implements KeyStoreView {
  readonly changes: StateChange[] = [];
  readonly events: StateEvent[] = [];
  /** How many events of each account were not made: `quietUntil` in {@link "./transition-context"}. */
  unreported: Map<string, number> | undefined;
  /** The key that the call is about, once it is found: monitoring names it. */
  subject: Key | undefined;
  /** What the record of the call shows besides its request. */
  use: UseNote | undefined;
  #keys: Map<string, Key | undefined> | undefined;
  #aliases: Map<string, Alias | undefined> | undefined;
  #stores: Map<string, CustomStore | undefined> | undefined;
  #eventId: string | undefined;
  #serials = 0;

  constructor(
    readonly below: KeyStoreView,
    /** Follows the changes, where time is moved on. */
    readonly agenda?: DueQueue,
  ) {}

  get nextSerial(): number {
    return this.below.nextSerial + this.#serials;
  }

  /** A serial for a new key or alias. */
  takeSerial(): number {
    return this.below.nextSerial + this.#serials++;
  }

  key(account: string, region: string, id: string): Key | undefined {
    const name = this.#keys && nameOf({ account, region, id });
    if (name !== undefined && this.#keys?.has(name)) return this.#keys.get(name);
    return this.below.key(account, region, id);
  }

  alias(account: string, region: string, name: string): Alias | undefined {
    const key = `${account}/${region}/${name}`;
    if (this.#aliases?.has(key)) return this.#aliases.get(key);
    return this.below.alias(account, region, name);
  }

  store(account: string, region: string, id: string): CustomStore | undefined {
    const name = this.#stores && nameOf({ account, region, id });
    if (name !== undefined && this.#stores?.has(name)) return this.#stores.get(name);
    return this.below.store(account, region, id);
  }

  storesOf(account: string, region: string): readonly CustomStore[] {
    return this.below.storesOf(account, region);
  }

  keysInStore(account: string, region: string, storeId: string): number {
    return this.below.keysInStore(account, region, storeId);
  }

  usage(account: string, region: string, id: string): KeyUsage | undefined {
    return this.below.usage(account, region, id);
  }

  keysAfter(account: string, region: string, id: string, most: number): Key[] {
    return this.below.keysAfter(account, region, id, most);
  }

  aliasesAfter(account: string, region: string, name: string, most: number): Alias[] {
    return this.below.aliasesAfter(account, region, name, most);
  }

  aliasesOf(account: string, region: string, id: string): Alias[] {
    return this.below.aliasesOf(account, region, id);
  }

  aliasCount(account: string, region: string, id: string): number {
    return this.below.aliasCount(account, region, id);
  }

  keyCount(account: string, region: string): number {
    return this.below.keyCount(account, region);
  }

  xksKeyIds(account: string, region: string, storeId: string): ReadonlySet<string> {
    return this.below.xksKeyIds(account, region, storeId);
  }

  grantsIn(account: string, region: string): GrantsView {
    return this.below.grantsIn(account, region);
  }

  grantsOfAll(region: string): Iterable<GrantsView> {
    return this.below.grantsOfAll(region);
  }

  /** The id of the event of the call, for whatever refers to it before the event is made. */
  takeEventId(ids: Ids): string {
    this.#eventId ??= ids.uuid();
    return this.#eventId;
  }

  /** Counts events of an account that are not made. */
  skipEvents(account: string, count: number): void {
    this.unreported ??= new Map();
    this.unreported.set(account, (this.unreported.get(account) ?? 0) + count);
  }

  putKey(key: Key): void {
    this.#keys ??= new Map();
    this.#keys.set(nameOf(key), key);
    this.changes.push({ kind: "putKey", key });
    this.agenda?.set(key, nextDue(key));
  }

  deleteKey(ref: KeyRef): void {
    this.#keys ??= new Map();
    this.#keys.set(nameOf(ref), undefined);
    this.changes.push({ kind: "deleteKey", account: ref.account, region: ref.region, id: ref.id });
    this.agenda?.set(ref, undefined);
  }

  putAlias(alias: Alias): void {
    this.#aliases ??= new Map();
    this.#aliases.set(`${alias.account}/${alias.region}/${alias.name}`, alias);
    this.changes.push({ kind: "putAlias", alias });
  }

  deleteAlias({ account, region, name }: Alias): void {
    this.#aliases ??= new Map();
    this.#aliases.set(`${account}/${region}/${name}`, undefined);
    this.changes.push({ kind: "deleteAlias", account, region, name });
  }

  putStore(store: CustomStore): void {
    this.#stores ??= new Map();
    this.#stores.set(nameOf(store), store);
    this.changes.push({ kind: "putStore", store });
    this.agenda?.set(agendaRef(store), store.settles?.at);
  }

  deleteStore({ account, region, id }: KeyRef): void {
    this.#stores ??= new Map();
    this.#stores.set(nameOf({ account, region, id }), undefined);
    this.changes.push({ kind: "deleteStore", account, region, id });
    this.agenda?.set(agendaRef({ account, region, id }), undefined);
  }

  putUsage(usage: KeyUsage): void {
    this.changes.push({ kind: "putUsage", usage });
  }

  /** Grants read as they are below: no transition writes one and then reads it. */
  putGrant(grant: Grant): void {
    this.changes.push({ kind: "putGrant", grant });
  }

  deleteGrant(grant: Grant): void {
    this.changes.push({ kind: "deleteGrant", ...refOf(grant) });
  }
}
