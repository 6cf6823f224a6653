import type { CustomStore } from "./custom-store";
import type { Grant, GrantRef } from "./grants/grant";
import type { Alias, Key, KeyUsage } from "./key";

/**
 * One small change of the state. A transition does not make a new state: it reads the old one and returns a list of
 * these, which `apply` performs. So it stays pure and costs nothing for the other 99,999 keys, and the list, plain JSON,
 * is at once what a log for persistence has to write.
 */
export type StateChange =
  | { readonly kind: "putKey"; readonly key: Key }
  | { readonly kind: "deleteKey"; readonly account: string; readonly region: string; readonly id: string }
  | { readonly kind: "putAlias"; readonly alias: Alias }
  | { readonly kind: "deleteAlias"; readonly account: string; readonly region: string; readonly name: string }
  | { readonly kind: "putGrant"; readonly grant: Grant }
  | ({ readonly kind: "deleteGrant" } & GrantRef)
  | { readonly kind: "putStore"; readonly store: CustomStore }
  | { readonly kind: "deleteStore"; readonly account: string; readonly region: string; readonly id: string }
  | { readonly kind: "putUsage"; readonly usage: KeyUsage };
