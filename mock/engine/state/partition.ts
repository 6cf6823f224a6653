import type { CustomStore } from "./custom-store";
import { GrantTable } from "./grants/grant-table";
import type { Alias, Key, KeyUsage } from "./key";
import { SortedNames } from "./sorted-names";

const NONE: ReadonlySet<string> = new Set();

/** What one account has in one Region, with the indexes that its lists and checks need. */
export class Partition {
  readonly keys = new Map<string, Key>();
  readonly aliases = new Map<string, Alias>();
  readonly stores = new Map<string, CustomStore>();
  /** The last use of each key that was used. */
  readonly usages = new Map<string, KeyUsage>();
  readonly grants = new GrantTable();
  readonly #keyIds = new SortedNames();
  #awsKeys = 0;
  readonly #names = new SortedNames();
  /** Names of the aliases of each key. */
  readonly #aliasNames = new Map<string, Set<string>>();
  /** External key ids in use in each custom key store. */
  readonly #xksKeyIds = new Map<string, Set<string>>();
  /** The ids of the keys in each custom key store. */
  readonly #storeKeys = new Map<string, Set<string>>();

  keysAfter(id: string, most: number): Key[] {
    return this.#keyIds.after(id, most).flatMap((id) => this.keys.get(id) ?? []);
  }

  aliasesAfter(name: string, most: number): Alias[] {
    return this.#names.after(name, most).flatMap((name) => this.aliases.get(name) ?? []);
  }

  aliasesOf(id: string): Alias[] {
    const names = [...(this.#aliasNames.get(id) ?? NONE)];
    return names.flatMap((name) => this.aliases.get(name) ?? []).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  aliasCount(id: string): number {
    return this.#aliasNames.get(id)?.size ?? 0;
  }

  /** How many customer managed keys there are. */
  get keyCount(): number {
    return this.keys.size - this.#awsKeys;
  }

  xksKeyIds(storeId: string): ReadonlySet<string> {
    return this.#xksKeyIds.get(storeId) ?? NONE;
  }

  /** How many keys a custom key store holds. */
  keysInStore(storeId: string): number {
    return this.#storeKeys.get(storeId)?.size ?? 0;
  }

  putKey(key: Key): void {
    if (!this.keys.has(key.id)) {
      this.#keyIds.add(key.id);
      if (key.manager === "AWS") this.#awsKeys++;
    }
    this.keys.set(key.id, key);
    if (key.storeId !== undefined) gather(this.#storeKeys, key.storeId, key.id);
    if (key.xksKeyId !== undefined && key.storeId !== undefined) gather(this.#xksKeyIds, key.storeId, key.xksKeyId);
  }

  deleteKey(id: string): void {
    const key = this.keys.get(id);
    if (!key) return;
    this.keys.delete(id);
    if (key.manager === "AWS") this.#awsKeys--;
    this.#keyIds.remove(id);
    this.usages.delete(id);
    if (key.storeId !== undefined) release(this.#storeKeys, key.storeId, id);
    if (key.xksKeyId !== undefined && key.storeId !== undefined) release(this.#xksKeyIds, key.storeId, key.xksKeyId);
  }

  putAlias(alias: Alias): void {
    const before = this.aliases.get(alias.name);
    if (!before) this.#names.add(alias.name);
    if (before?.target !== undefined) release(this.#aliasNames, before.target, alias.name);
    this.aliases.set(alias.name, alias);
    if (alias.target !== undefined) gather(this.#aliasNames, alias.target, alias.name);
  }

  deleteAlias(name: string): void {
    const alias = this.aliases.get(name);
    if (!alias) return;
    this.aliases.delete(name);
    this.#names.remove(name);
    if (alias.target !== undefined) release(this.#aliasNames, alias.target, name);
  }
}

function gather(sets: Map<string, Set<string>>, of: string, name: string): void {
  const set = sets.get(of);
  if (set) set.add(name);
  else sets.set(of, new Set([name]));
}

function release(sets: Map<string, Set<string>>, of: string, name: string): void {
  const set = sets.get(of);
  set?.delete(name);
  if (set?.size === 0) sets.delete(of);
}
