import type { SharedRefusals } from "../../../generated/rules";
import type { Refuse } from "./refuse";

/** Refuses a call that asked only whether it would succeed. The last check of a transition: docs/evidence/cryptography.md#dry-run. */
export function refuseDryRun(
  { request }: { readonly request: object },
  refuse: Refuse<Pick<SharedRefusals, "dry-run">>,
): void {
  if ("DryRun" in request && request.DryRun === true) refuse("dry-run");
}
