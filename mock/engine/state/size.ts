import type { StateChange } from "./change";
import type { CustomStore } from "./custom-store";
import type { Grant } from "./grants/grant";
import type { GrantsView } from "./grants/grant-table";
import type { Alias, Key, KeyUsage } from "./key";

/** About the JSON of a key without its texts, its tags and its materials; of a tag, a material, an alias and a grant. In bytes. */
const KEY = 575;
const TAG = 28;
export const MATERIAL = 130;
const ALIAS = 220;
const GRANT = 360;
/** About the JSON of a custom key store without its certificate, and of a key's last use. */
const STORE = 700;
const USAGE = 280;

/** About how many bytes a key takes: of memory as of JSON. Cheap, for it is asked for at each change. */
function sizeOfKey(key: Key | undefined): number {
  if (!key) return 0;
  let size = KEY + key.description.length + (key.policy?.length ?? 0) + key.materials.length * MATERIAL;
  if (key.origin === "EXTERNAL") for (const { imported } of key.materials) size += imported?.length ?? 0;
  for (const { TagKey, TagValue } of key.tags) size += TAG + TagKey.length + TagValue.length;
  return size;
}

/** About how many bytes an alias takes. */
function sizeOfAlias(alias: Alias | undefined): number {
  return alias ? ALIAS + alias.name.length : 0;
}

/** About how many bytes a grant takes. */
function sizeOfGrant(grant: Grant | undefined): number {
  if (!grant) return 0;
  const { name, grantee, retiring, operations, constraints } = grant;
  const texts = [name, grantee, retiring, ...operations].reduce((sum, text) => sum + (text?.length ?? 0) + 4, 0);
  return GRANT + texts + (constraints ? JSON.stringify(constraints).length : 0);
}

/** About how many bytes a custom key store takes. */
function sizeOfStore(store: CustomStore | undefined): number {
  return store ? STORE + (store.certificate?.length ?? 0) : 0;
}

/** What a change may have before it: the key, alias, grant, store or use in whose place it puts another. */
interface Present {
  key(account: string, region: string, id: string): Key | undefined;
  alias(account: string, region: string, name: string): Alias | undefined;
  grantsIn(account: string, region: string): Pick<GrantsView, "grant">;
  store(account: string, region: string, id: string): CustomStore | undefined;
  usage(account: string, region: string, id: string): KeyUsage | undefined;
}

/** By about how many bytes a change makes a state larger; below 0 where it makes it smaller. */
export function growthOf(present: Present, change: StateChange): number {
  switch (change.kind) {
    case "putKey": {
      const { account, region, id } = change.key;
      return sizeOfKey(change.key) - sizeOfKey(present.key(account, region, id));
    }
    case "deleteKey": {
      const { account, region, id } = change;
      return -sizeOfKey(present.key(account, region, id)) - (present.usage(account, region, id) ? USAGE : 0);
    }
    case "putAlias": {
      const { account, region, name } = change.alias;
      return sizeOfAlias(change.alias) - sizeOfAlias(present.alias(account, region, name));
    }
    case "deleteAlias":
      return -sizeOfAlias(present.alias(change.account, change.region, change.name));
    case "putGrant": {
      const { account, region, keyId, id } = change.grant;
      return sizeOfGrant(change.grant) - sizeOfGrant(present.grantsIn(account, region).grant(keyId, id));
    }
    case "deleteGrant":
      return -sizeOfGrant(present.grantsIn(change.account, change.region).grant(change.keyId, change.id));
    case "putStore": {
      const { account, region, id } = change.store;
      return sizeOfStore(change.store) - sizeOfStore(present.store(account, region, id));
    }
    case "deleteStore":
      return -sizeOfStore(present.store(change.account, change.region, change.id));
    case "putUsage": {
      const { account, region, id } = change.usage;
      return present.usage(account, region, id) ? 0 : USAGE;
    }
  }
}
