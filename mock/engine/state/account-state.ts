import { TrentProblem } from "../../../openapi/dialect/problems";
import type { StateChange } from "./change";
import { changesFor, type Snapshot } from "./snapshot";
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
export function replaceAccount(state: KeyStore, account: string, content: Snapshot): void {
  state.clearAccount(account);
  state.apply(changesAdding(content, state));
}

/** The changes that add to a state what a snapshot has, as its newest things. */
export function changesAdding(content: Snapshot, to: KeyStore): StateChange[] {
  const before = to.nextSerial - 1;
  const later = <Item extends { readonly serial: number }>(item: Item) => ({ ...item, serial: before + item.serial });
  return changesFor({ ...content, keys: content.keys.map(later), aliases: content.aliases.map(later) });
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
