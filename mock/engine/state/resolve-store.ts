import type { SharedRefusals } from "../../../generated/rules";
import type { CustomStore } from "./custom-store";
import type { StateDraft } from "./draft";
import type { OperationCall } from "./operation-call";
import type { Refuse } from "./refuse";

/**
 * The custom key store of an id, in the caller's account and the Region that is called. The record of the call names it.
 * @throws ModeledError where there is none.
 */
export function resolveStore(
  draft: StateDraft,
  { account, region }: OperationCall,
  id: string,
  refuse: Refuse<Pick<SharedRefusals, "unknown-store">>,
): CustomStore {
  return draft.store(account, region, id) ?? refuse.always("unknown-store");
}
