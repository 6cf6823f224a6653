import { TrentProblem } from "../../../openapi/dialect/problems";
import type { StateChange } from "./change";
import type { Snapshot } from "./snapshot";
import type { KeyStore } from "./state";

/** What one account has, with serials from 1 on: it looks the same whatever other accounts have. */
export function accountSnapshot(whole: Snapshot, account: string): Snapshot {
  const ofAccount = (item: { readonly account: string }) => item.account === account;
  const keys = whole.keys.filter(ofAccount);
  const aliases = whole.aliases.filter(ofAccount);
  const serials = [...keys, ...aliases].map(({ serial }) => serial).sort((a, b) => a - b);
  const rank = new Map(serials.map((serial, index) => [serial, index + 1]));
  const ranked = <Item extends { readonly serial: number }>(item: Item): Item => {
    return { ...item, serial: rank.get(item.serial) ?? item.serial };
  };
  const usages = (whole.usages ?? []).filter(ofAccount);
  return {
    version: 1,
    nextSerial: serials.length + 1,
    stores: whole.stores.filter(ofAccount),
    keys: keys.map(ranked),
    aliases: aliases.map(ranked),
    ...(usages.length > 0 && { usages }),
    grants: (whole.grants ?? []).filter(ofAccount),
  };
}

/** Puts what a snapshot of {@link accountSnapshot} has in the place of all that the account has. */
export function replaceAccount(
  state: KeyStore,
  account: string,
  { stores, keys, aliases, usages = [], grants = [] }: Snapshot,
): void {
  state.clearAccount(account);
  const before = state.nextSerial - 1;
  const later = <Item extends { readonly serial: number }>(item: Item) => ({ ...item, serial: before + item.serial });
  state.apply([
    ...stores.map((store): StateChange => ({ kind: "putStore", store })),
    ...keys.map((key): StateChange => ({ kind: "putKey", key: later(key) })),
    ...aliases.map((alias): StateChange => ({ kind: "putAlias", alias: later(alias) })),
    ...usages.map((usage): StateChange => ({ kind: "putUsage", usage })),
    ...grants.map((grant): StateChange => ({ kind: "putGrant", grant })),
  ]);
}

/** @throws TrentProblem TRENT_E_STATE_DAMAGED where a state has anything of another account. */
export function checkAccount(state: KeyStore, account: string): void {
  for (const foreign of state.accounts())
    if (foreign !== account)
      throw new TrentProblem(
        "TRENT_E_STATE_DAMAGED",
        `This is not a state of the account ${account} alone: it has something of ${foreign}.`,
      );
}
