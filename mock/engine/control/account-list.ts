import type { Locality } from "../locality";
import type { KeyStore } from "../state/state";
import type { ControlSchemas } from "./validate-control";

/** The accounts and Regions that have keys, in the order of their names. */
export function accountList(state: KeyStore, home: Locality): ControlSchemas["Accounts"] {
  const byAccount = new Map<string, { region: string; keys: number }[]>();
  for (const { account, region, keys } of state.places()) {
    if (keys === 0) continue;
    const regions = byAccount.get(account) ?? [];
    byAccount.set(account, regions);
    regions.push({ region, keys });
  }
  const accounts = [...byAccount].map(([account, regions]) => ({
    account,
    regions: regions.sort((a, b) => byName(a.region, b.region)),
  }));
  return {
    home: { account: home.account, region: home.region },
    accounts: accounts.sort((a, b) => byName(a.account, b.account)),
  };
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}
