import type { SharedRefusals } from "../../../generated/rules";
import type { Refuse } from "./refuse";
import type { KeyStoreView } from "./state";

/** Refuses one more key in an account and Region that has as many customer managed keys as it may. */
export function refuseFullAccount(
  view: KeyStoreView,
  account: string,
  region: string,
  refuse: Refuse<Pick<SharedRefusals, "key-quota">>,
): void {
  const usage = view.keyCount(account, region);
  const quota = refuse.quota("key-quota");
  if (usage >= quota) refuse("key-quota", { quota: `${quota}`, usage: `${usage}` });
}
