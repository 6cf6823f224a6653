import type { SharedRefusals } from "../../../generated/rules";
import type { Refuse } from "./refuse";

/** Refuses a call that asked only whether it would succeed. The last check of a transition: docs/evidence/cryptography.md#dry-run. */
export function refuseDryRun(
  { request }: { readonly request: { readonly DryRun?: boolean } },
  refuse: Refuse<Pick<SharedRefusals, "dry-run">>,
): void {
  if (request.DryRun === true) refuse("dry-run");
}
