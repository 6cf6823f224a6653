import type { components } from "../../../../../generated/control";
import type { View } from "./address";
import { h, offer, select } from "./element";

type Accounts = components["schemas"]["Accounts"];

/** The choice of an account and a Region. @param go shows another view */
export function placeChoice(go: (change: Partial<View>) => void) {
  const account = select("Account", {}, (value) => go({ account: value, after: undefined, key: undefined }));
  const region = select("Region", {}, (value) => go({ region: value, after: undefined, key: undefined }));
  const element = h("div", { class: "places" }, account, region);
  return { element, show };

  function show({ home, accounts }: Accounts, view: View): void {
    const meant = accounts.filter((each) => !view.account || each.account === view.account);
    const regions = new Set(meant.flatMap((each) => each.regions.map((one) => one.region)));
    const names = new Set(accounts.map((each) => each.account)).add(home.account);
    // What the address names is offered, also where it has no keys (any more).
    if (view.account) names.add(view.account);
    if (view.region) regions.add(view.region);
    offer(account, [["", "All accounts"], ...[...names].sort().map(same)], view.account ?? "");
    offer(region, [["", "All Regions"], ...[...regions].sort().map(same)], view.region ?? "");
    element.hidden = false;
  }
}

function same(name: string): readonly [string, string] {
  return [name, name];
}
