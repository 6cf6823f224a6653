import type { StateChange } from "./change";
import type { Grant } from "./grants/grant";
import type { GrantsView } from "./grants/grant-table";
import type { Alias, Key } from "./key";

/** About the JSON of a key without its texts, its tags and its materials; of a tag, a material, an alias and a grant. In bytes. */
const KEY = 575;
const TAG = 28;
export const MATERIAL = 130;
const ALIAS = 220;
const GRANT = 360;

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

/** What a change may have before it: the key, the alias or the grant in whose place it puts another. */
interface Present {
  key(account: string, region: string, id: string): Key | undefined;
  alias(account: string, region: string, name: string): Alias | undefined;
  grantsIn(account: string, region: string): Pick<GrantsView, "grant">;
}

/** By about how many bytes a change makes a state larger; below 0 where it makes it smaller. */
export function growthOf(present: Present, change: StateChange): number {
  switch (change.kind) {
    case "putKey": {
      const { account, region, id } = change.key;
      return sizeOfKey(change.key) - sizeOfKey(present.key(account, region, id));
    }
    case "deleteKey":
      return -sizeOfKey(present.key(change.account, change.region, change.id));
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
    case "putStore":
    case "deleteStore":
      return 0;
  }
}
