import type { SharedRefusals } from "../../../generated/rules";
import type { Refuse } from "./refuse";

/** Refuses an enclave as the recipient of an answer: nothing here checks its attestation (docs/evidence/encryption.md#recipient). */
export function refuseRecipient(
  { request }: { readonly request: { readonly Recipient?: unknown } },
  refuse: Refuse<Pick<SharedRefusals, "recipient">>,
): void {
  if (request.Recipient !== undefined) refuse("recipient");
}
